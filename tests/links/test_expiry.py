"""The last moment of a day, where clocks change and where they don't."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.links import expiry


@pytest.mark.parametrize(
    ("day", "zone", "utc"),
    [
        ("2026-12-08", "UTC", "2026-12-09T00:00"),
        ("2026-12-08", "Europe/Berlin", "2026-12-08T23:00"),
        ("2026-06-08", "Europe/Berlin", "2026-06-08T22:00"),
        ("2026-03-28", "Europe/Berlin", "2026-03-28T23:00"),  # the next day has 23 hours
        ("2026-03-29", "Europe/Berlin", "2026-03-29T22:00"),  # this day has 23 hours
        ("2026-10-25", "Europe/Berlin", "2026-10-25T23:00"),  # this day has 25 hours
        ("2026-12-08", "Asia/Kolkata", "2026-12-08T18:30"),
        ("2026-12-08", "Pacific/Kiritimati", "2026-12-08T10:00"),
        ("2026-12-08", "America/Los_Angeles", "2026-12-09T08:00"),
        ("2018-11-03", "America/Sao_Paulo", "2018-11-04T03:00"),  # midnight was skipped: 00:00 became 01:00
        ("2018-02-17", "America/Sao_Paulo", "2018-02-18T03:00"),  # 24:00 became 23:00 again: a day of 25 hours
        ("2026-10-31", "America/Havana", "2026-11-01T04:00"),  # 01:00 became 00:00: the day ends at the first midnight
    ],
)
def test_a_day_ends(day: str, zone: str, utc: str) -> None:
    assert expiry.end_of_day(date.fromisoformat(day), zone) == datetime.fromisoformat(utc)


ZONES = sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/"))


@given(day=st.dates(date(2020, 1, 1), date(2035, 12, 31)), zone=st.sampled_from(ZONES))
def test_just_before_it_is_the_day_itself_and_then_another(day: date, zone: str) -> None:
    end = expiry.end_of_day(day, zone).replace(tzinfo=UTC)
    here = ZoneInfo(zone)
    assert (end - timedelta(microseconds=1)).astimezone(here).date() <= day
    assert end.astimezone(here).date() > day
    assert end.astimezone(here).time() >= time.min


def test_only_names_of_the_database_are_time_zones() -> None:
    assert expiry.is_time_zone("Europe/Berlin")
    assert not any(map(expiry.is_time_zone, ["", "Europe", "localtime", "../etc/passwd", "europe/berlin\0", "MEZ"]))
