"""Until when a link works and a folder is shared: to the end of a day in a time zone."""

from __future__ import annotations

import functools
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

from backend.db import utcnow


@functools.cache
def _names() -> frozenset[str]:
    return frozenset(available_timezones()) - {"localtime", "Factory"}


def is_time_zone(name: str) -> bool:
    """Whether it names a zone of the IANA time zone database."""
    return name in _names()


def today(zone: str) -> date:
    """The date that it is now in a time zone."""
    return utcnow().replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()


def end_of_day(day: date, zone: str) -> datetime:
    """The first moment (UTC, naive) after `day` ends in the time zone.

    A day with a change of clocks has 23 or 25 hours. Where midnight itself is skipped the day ends at the change: with
    fold=0 a time that doesn't exist is read with the offset from before it (PEP 495).
    """
    midnight = datetime.combine(day + timedelta(days=1), time.min, tzinfo=ZoneInfo(zone))
    return midnight.astimezone(UTC).replace(tzinfo=None)
