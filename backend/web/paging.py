"""Pages by keyset: the cursor is in the body, opaque to the client, and holds where the last page ended."""

from __future__ import annotations

import base64
import json
from typing import Any

import marshmallow as ma

from backend.errors import DomainError
from backend.web.api import Schema

PAGE_DEFAULT = 100
PAGE_MOST = 500


class BadCursor(DomainError):
    """A cursor that no page of ours has given out."""

    status = 400
    code = "bad_cursor"
    title = "This page of the list no longer exists. Please start again from the top."


class PageArguments(Schema):
    """How every list is asked for."""

    limit = ma.fields.Integer(load_default=PAGE_DEFAULT, validate=ma.validate.Range(1, PAGE_MOST))
    cursor = ma.fields.String(load_default=None, allow_none=True, validate=ma.validate.Length(max=2000))


def encode_cursor(values: list[Any]) -> str:
    """The keyset's values as a cursor."""
    return base64.urlsafe_b64encode(json.dumps(values, separators=(",", ":")).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, length: int) -> list[Any]:
    """The keyset's `length` values; raises BadCursor."""
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (ValueError, RecursionError) as error:
        raise BadCursor from error
    if not isinstance(values, list) or len(values) != length or not all(map(_is_storable, values)):
        raise BadCursor
    return values


def _is_storable(value: Any) -> bool:
    """Whether every database takes the value as a parameter: no structure, no NUL, no lone surrogate, 64 bits."""
    if isinstance(value, str):
        return not any(char == "\0" or "\ud800" <= char <= "\udfff" for char in value)
    return value is None or (isinstance(value, int) and -(2**63) <= value < 2**63)
