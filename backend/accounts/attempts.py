"""Guessing: failed log-ins are counted, and the wait grows with them.

Each address has a budget in each network, so that neither a stranger who guesses at it from elsewhere nor a neighbour
behind the same NAT who guesses at others makes its owner wait. Two more counters stop those who spread their guesses:
- over many addresses: in a network where many log-ins fail, an address has a single try before its wait begins;
- over many networks: after many failures at one address, all networks wait but those from which it was proved before.
No rule tells an address that has an account from one that has none.

An attempt is charged before the password is checked, and refunded if it was right: a hundred at once get no more tries
than a hundred in a row.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from backend import crypto
from backend.accounts.errors import TooManyAttempts
from backend.accounts.models import LogInFailure
from backend.db import db, for_update, utcnow

FREE = 5  # failures of one address in one network; then 1, 2, 4 … seconds
FREE_IN_CROWD = 1
CROWD = 30  # failures in one network
ADDRESS_FREE = 50  # failures of one address in all networks; then 1, 2, 4 … seconds
WAIT_MOST = timedelta(minutes=15)
FORGOTTEN_AFTER = timedelta(hours=2)  # longer than the longest wait


@dataclass(frozen=True)
class Attempt:
    """One log-in that is being tried: the names of the counters that it is charged to."""

    pair: str
    network: str
    address: str | None

    @property
    def buckets(self) -> list[str]:
        """In one order for everybody, so that no two attempts wait for each other."""
        return sorted(filter(None, (self.pair, self.network, self.address)))


def charge(address_key: str, network: str, *, known: bool) -> Attempt:
    """Count an attempt as failed until `refund`; raises TooManyAttempts, and then counts nothing.

    `address_key` is the address as it is compared; only a keyed hash of it is stored. `known`: it was proved in this
    network before.
    """
    attempt = Attempt(
        pair=f"pair:{_hidden(address_key, network)}",
        network=f"network:{network}",
        address=None if known else f"address:{_hidden(address_key)}",
    )
    now = utcnow()
    with db.atomic():
        counters = _locked(attempt, now)
        crowded = _failures(counters[attempt.network], now) >= CROWD
        wait = _wait(counters[attempt.pair], FREE_IN_CROWD if crowded else FREE, now)
        if attempt.address is not None:
            wait = max(wait, _wait(counters[attempt.address], ADDRESS_FREE, now))
        if wait > timedelta():
            raise TooManyAttempts(math.ceil(wait.total_seconds()))
        for counter in counters.values():
            counter.failures = _failures(counter, now) + 1
            counter.last_at = now
            counter.save()
    return attempt


def refund(attempt: Attempt, *, succeeded: bool) -> None:
    """The attempt was right, so that the pair's failures are forgotten; or the password was never checked."""
    with db.atomic():
        for bucket in attempt.buckets:
            left = 0 if succeeded and bucket == attempt.pair else LogInFailure.failures - 1
            LogInFailure.update(failures=left).where(LogInFailure.bucket == bucket, LogInFailure.failures > 0).execute()


def forget_old() -> int:
    """Delete the counters that count no more; returns how many."""
    return int(LogInFailure.delete().where(LogInFailure.last_at < utcnow() - FORGOTTEN_AFTER).execute())


def _hidden(*parts: str) -> str:
    return crypto.keyed_token("log-in attempts", *parts)


def _locked(attempt: Attempt, now: datetime) -> dict[str, LogInFailure]:
    """The attempt's counters, locked; they are made first, because only a row that exists can be locked."""
    for bucket in attempt.buckets:
        LogInFailure.insert(bucket=bucket, failures=0, last_at=now).on_conflict_ignore().execute()
    query = LogInFailure.select().where(LogInFailure.bucket.in_(attempt.buckets)).order_by(LogInFailure.bucket)
    return {counter.bucket: counter for counter in for_update(query)}


def _failures(counter: LogInFailure, now: datetime) -> int:
    return 0 if counter.last_at < now - FORGOTTEN_AFTER else int(counter.failures)


def _wait(counter: LogInFailure, free: int, now: datetime) -> timedelta:
    """From now until the next attempt may come: 1, 2, 4 … seconds after the last, once the free ones are gone."""
    failures = _failures(counter, now)
    if failures < free:
        return timedelta()
    due: timedelta = min(timedelta(seconds=2 ** min(failures - free, 20)), WAIT_MOST)
    return due - (now - counter.last_at)
