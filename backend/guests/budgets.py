"""Guessing at a link's password or code: failures are counted, and the wait grows with them. Nobody is locked out
for good.

A browser that once gave the right password has a budget of its own; all others share one for each link and network, so
that neighbours who use other links, and guests who got in before, don't feel it.

An attempt is charged before the secret is checked, and refunded if it was right: a hundred at once get no more tries
than a hundred in a row.

The same table holds the paces: what a guest may do as often as they like, but not faster (see visiting.pictures).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from backend.db import db, for_update, utcnow
from backend.guests.errors import TooManyGuesses
from backend.guests.models import GuessBudget

#: Failures; then the wait is 2, 4, 8 … seconds.
FREE = 5
WAIT_MOST = timedelta(minutes=15)

#: Wrong passwords from browsers that never gave the right one, for one link in one day.
DAY_MOST = 50

#: Wrong codes for one link in one day, and codes mailed because of others' guessing.
CODES_FREE = 20
MAILS_FREE = 10
CODE_WAIT_MOST = timedelta(hours=1)

#: Answers of "not this patient" for one link in one day: more than a CD holds, fewer than there are birth dates.
PATIENTS_FREE = 200

FORGOTTEN_AFTER = timedelta(days=1)


@dataclass(frozen=True)
class Limit:
    """A bucket and how patient it is."""

    bucket: str
    free: int
    most: timedelta


def of_browser(session_id: UUID) -> Limit:
    """For a browser that once gave the right password, or has just proved the mailbox."""
    return Limit(f"session:{session_id}", FREE, WAIT_MOST)


def of_network(network: str) -> Limit:
    """For all other browsers of a network (see accounts.networks)."""
    return Limit(f"network:{network}", FREE, WAIT_MOST)


def of_codes() -> Limit:
    """For wrong codes, from wherever: a million guesses must not fit into a link's life."""
    return Limit(f"code:{_day()}", CODES_FREE, CODE_WAIT_MOST)


def of_mailed_codes() -> Limit:
    """For codes that a stranger can have mailed: a mailbox must not be flooded."""
    return Limit(f"mailed:{_day()}", MAILS_FREE, CODE_WAIT_MOST)


def of_patients() -> Limit:
    """For asking whether somebody is the expected patient: nobody is to find out by trying who that is."""
    return Limit(f"patient:{_day()}", PATIENTS_FREE, WAIT_MOST)


@dataclass(frozen=True)
class Pace:
    """A bucket that runs empty by itself: so much at once, and then so much a second."""

    bucket: str
    most: int
    per_second: float


def take(link_id: UUID, pace: Pace, amount: int) -> timedelta:
    """Put `amount` into a pace's bucket; if it would run over, nothing, but how long that has to wait."""
    now = utcnow()
    with db.atomic():
        budget = _locked(link_id, pace.bucket)
        budget.last_at = min(budget.last_at, now)  # as in `charge`: a clock may have been set back
        run_off = math.ceil((now - budget.last_at).total_seconds() * pace.per_second)
        level = max(0, budget.failures - run_off) + amount
        wait = timedelta(seconds=max(0, level - pace.most) / pace.per_second)
        if not wait:
            budget.failures, budget.last_at = level, now
        budget.save()
    return wait


def day_bucket() -> str:
    """The bucket that counts all wrong passwords of unproven browsers today (UTC)."""
    return f"day:{_day()}"


def charge(link_id: UUID, limit: Limit) -> None:
    """Count a failure until `refund`; raises TooManyGuesses, and then counts nothing."""
    now = utcnow()
    with db.atomic():
        budget = _locked(link_id, limit.bucket)
        failures = 0 if budget.last_at < now - FORGOTTEN_AFTER else budget.failures
        wait = _wait(failures, budget.last_at, limit, now)
        # A clock that was set back must let nobody wait until it has caught up: the wait begins now
        budget.last_at = min(budget.last_at, now)
        if wait <= timedelta():
            budget.failures, budget.last_at = failures + 1, now
        budget.save()
    if wait > timedelta():
        raise TooManyGuesses(retry_after=math.ceil(wait.total_seconds()))


def refund(link_id: UUID, limit: Limit) -> None:
    """It was no failure after all."""
    GuessBudget.update(failures=GuessBudget.failures - 1).where(
        (GuessBudget.link == link_id) & (GuessBudget.bucket == limit.bucket) & (GuessBudget.failures > 0)
    ).execute()


def wait_for(link_id: UUID, limit: Limit) -> timedelta:
    """How long from now the next attempt has to wait; charges nothing."""
    budget = GuessBudget.get_or_none((GuessBudget.link == link_id) & (GuessBudget.bucket == limit.bucket))
    return timedelta() if budget is None else _wait(budget.failures, budget.last_at, limit, utcnow())


def add(link_id: UUID, bucket: str) -> int:
    """Count one more in a bucket that only counts; returns how many there are now. Call it inside a transaction."""
    budget = _locked(link_id, bucket)
    budget.failures += 1
    budget.last_at = utcnow()
    budget.save()
    return int(budget.failures)


def is_spent_today(link_id: UUID) -> bool:
    """Whether unproven browsers must begin with a mailed code."""
    budget = GuessBudget.get_or_none((GuessBudget.link == link_id) & (GuessBudget.bucket == day_bucket()))
    return budget is not None and budget.failures >= DAY_MOST


def forget_old() -> int:
    """Delete the counters that count no more; returns how many."""
    return int(GuessBudget.delete().where(GuessBudget.last_at < utcnow() - 2 * FORGOTTEN_AFTER).execute())


def _locked(link_id: UUID, bucket: str) -> GuessBudget:
    GuessBudget.insert(link=link_id, bucket=bucket).on_conflict_ignore().execute()
    query = GuessBudget.select().where((GuessBudget.link == link_id) & (GuessBudget.bucket == bucket))
    return for_update(query).get()


def _wait(failures: int, last_at: datetime, limit: Limit, now: datetime) -> timedelta:
    if failures < limit.free:
        return timedelta()
    due = min(timedelta(seconds=2 ** min(failures - limit.free + 1, 20)), limit.most)
    return due - max(now - last_at, timedelta())


def _day() -> str:
    return utcnow().date().isoformat()
