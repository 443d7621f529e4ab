"""Fields of the house."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import marshmallow as ma

from backend.db import rfc3339


class Moment(ma.fields.NaiveDateTime):
    """A time, stored in UTC without a zone and written as RFC 3339 says: 2026-11-24T07:00:00Z."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(timezone=UTC, **kwargs)

    def _serialize(self, value: datetime | None, attr: str | None, obj: Any, **kwargs: Any) -> str | None:
        return None if value is None else rfc3339(value)
