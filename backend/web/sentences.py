"""What marshmallow says of a value that is not well formed, in the house's words and the caller's language.

Importing this replaces marshmallow's messages; `web.api` does so before any schema is made. Fields copy them when they
are made, lazily, so that each answer has its own language. Range's messages are put together too early for that; they
concern programs, not people.
"""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask_babel import lazy_gettext

_FIELDS: dict[type[ma.fields.Field[Any]], dict[str, Any]] = {
    ma.fields.Field: {
        "required": lazy_gettext("Please fill this in."),
        "null": lazy_gettext("Please fill this in."),
        "validator_failed": lazy_gettext("This value is not valid."),
    },
    ma.fields.String: {
        "invalid": lazy_gettext("This must be text."),
        "invalid_utf8": lazy_gettext("This must be text."),
    },
    ma.fields.UUID: {"invalid_uuid": lazy_gettext("This is not a valid id.")},
    ma.fields.Number: {
        "invalid": lazy_gettext("This must be a number."),
        "too_large": lazy_gettext("This number is too large."),
    },
    ma.fields.Integer: {"invalid": lazy_gettext("This must be a whole number.")},
    ma.fields.Boolean: {"invalid": lazy_gettext("This must be either true or false.")},
    ma.fields.Date: {"invalid": lazy_gettext("This is not a date.")},
    ma.fields.List: {"invalid": lazy_gettext("This must be a list.")},
    ma.fields.Nested: {"type": lazy_gettext("This must be an object with named values.")},
}

#: Errors of a whole object.
SCHEMA = {
    "type": lazy_gettext("This must be an object with named values."),
    "unknown": lazy_gettext("This field is not known here."),
}

for _field, _messages in _FIELDS.items():
    _field.default_error_messages = {**_field.__dict__.get("default_error_messages", {}), **_messages}

ma.validate.Length.message_min = lazy_gettext("This is too short: at least {min}.")
ma.validate.Length.message_max = lazy_gettext("This is too long: at most {max}.")
ma.validate.Length.message_all = lazy_gettext("The length must be between {min} and {max}.")
ma.validate.Length.message_equal = lazy_gettext("The length must be {equal}.")
ma.validate.OneOf.default_message = lazy_gettext("Please choose one of the values on offer.")
