"""What the account operations take and give."""

from __future__ import annotations

import marshmallow as ma

from backend.config import LANGUAGES
from backend.web.api import Schema


class LogInSchema(Schema):
    """E-mail and password."""

    email = ma.fields.String(required=True, validate=ma.validate.Length(1, 320))
    password = ma.fields.String(required=True, load_only=True, validate=ma.validate.Length(1, 1000))


class MeSchema(Schema):
    """Who has logged in."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True)
    role = ma.fields.String(required=True, validate=ma.validate.OneOf(["clinician", "administrator"]))
    language = ma.fields.String(required=True)
    time_zone = ma.fields.String(required=True)
    root_folder_id = ma.fields.UUID(required=True)


class MeChangeSchema(Schema):
    """What a clinician changes of their own account."""

    language = ma.fields.String(validate=ma.validate.OneOf(LANGUAGES))
    time_zone = ma.fields.String(validate=ma.validate.Length(1, 60))


class PasswordSchema(Schema):
    """A password to be judged, and words that it should not be made of (an address, a name)."""

    password = ma.fields.String(required=True, load_only=True, validate=ma.validate.Length(0, 1000))
    context = ma.fields.List(
        ma.fields.String(validate=ma.validate.Length(max=320)), load_default=list, validate=ma.validate.Length(max=20)
    )


class StrengthSchema(Schema):
    """zxcvbn's score (0 to 4), whether it is enough, and one sentence of advice if not."""

    score = ma.fields.Integer(required=True)
    acceptable = ma.fields.Boolean(required=True)
    advice = ma.fields.String(required=True)


class InstallationSchema(Schema):
    """What anyone may know of this installation."""

    institution = ma.fields.String(required=True)
    help_line = ma.fields.String(required=True)
    privacy_url = ma.fields.String(required=True, allow_none=True)
    imprint_url = ma.fields.String(required=True, allow_none=True)
    logo_url = ma.fields.String(
        required=True, allow_none=True, metadata={"description": "a PNG at this address of ours; null: there is none"}
    )
    brand_color = ma.fields.String(required=True, metadata={"description": "#rrggbb, dark enough for white letters"})
    languages = ma.fields.List(ma.fields.String(), required=True)
    link_days_default = ma.fields.Integer(required=True)
    link_days_most = ma.fields.Integer(required=True)
    link_accepts_default = ma.fields.String(
        required=True, validate=ma.validate.OneOf(["dicom", "dicom_and_documents", "anything"])
    )
    link_files_most_default = ma.fields.Integer(required=True)
    link_bytes_most_default = ma.fields.Integer(required=True)
    link_notify_default = ma.fields.Boolean(required=True)
    link_remind_default = ma.fields.Boolean(required=True)
    link_two_factor = ma.fields.String(
        required=True,
        validate=ma.validate.OneOf(["off", "on", "required"]),
        metadata={"description": "off, on: how the form begins; required: it can't be switched off"},
    )
    link_may_see = ma.fields.Boolean(
        required=True, metadata={"description": "whether a guest may be allowed to see the folder"}
    )
    link_may_download = ma.fields.Boolean(
        required=True, metadata={"description": "whether one may be allowed to download"}
    )
    delivery_files_most = ma.fields.Integer(required=True)
    delivery_bytes_most = ma.fields.Integer(required=True)
    demo = ma.fields.Boolean(required=True)
