"""Guessing at log-ins: budgets of addresses and networks."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta

import pytest

from backend import config, crypto, db
from backend.accounts import attempts
from backend.accounts.errors import TooManyAttempts
from backend.accounts.models import LogInFailure
from tests.conftest import close

HERE, ELSEWHERE = "192.0.2.0/24", "198.51.100.0/24"


@pytest.fixture(autouse=True)
def ground(settings: config.Settings) -> Iterator[None]:
    """A migrated database of either kind."""
    crypto.init(settings.secret_key)
    db.init(settings.database_url)
    yield
    close()


def fail(address: str = "ana", network: str = HERE, *, known: bool = False, times: int = 1) -> None:
    """Attempts that are not refunded, with as much time between them as is needed."""
    for _ in range(times):
        wait_is_over()
        attempts.charge(address, network, known=known)


def wait_is_over() -> None:
    """As if the longest wait had passed; what is forgotten stays so."""
    past = db.utcnow() - attempts.WAIT_MOST
    LogInFailure.update(last_at=past).where(LogInFailure.last_at > past).execute()


def waits(address: str = "ana", network: str = HERE, *, known: bool = False) -> int:
    """For how many seconds an attempt is refused now; 0 if it is let through (and refunded)."""
    try:
        attempt = attempts.charge(address, network, known=known)
    except TooManyAttempts as refused:
        return refused.retry_after or 0
    attempts.refund(attempt, succeeded=False)
    return 0


def test_five_are_free_then_the_wait_doubles() -> None:
    """1, 2, 4 … seconds, at most 15 minutes; a refused attempt does not make it longer."""
    fail(times=attempts.FREE)
    assert [waits(), waits()] == [1, 1]
    fail()
    assert waits() == 2
    fail()
    assert waits() == 4
    fail(times=30)
    assert waits() == attempts.WAIT_MOST.total_seconds()


def test_failures_are_forgotten() -> None:
    """Two hours later one begins anew."""
    fail(times=10)
    LogInFailure.update(last_at=db.utcnow() - attempts.FORGOTTEN_AFTER - timedelta(seconds=1)).execute()
    assert waits() == 0
    fail(times=attempts.FREE - 1)
    assert waits() == 0


def test_success_forgets_the_addresss_failures() -> None:
    """But not the network's: an attacker may have an account."""
    fail(times=attempts.FREE)
    wait_is_over()
    attempts.refund(attempts.charge("ana", HERE, known=False), succeeded=True)
    fail(times=attempts.FREE - 1)
    assert waits() == 0
    network = LogInFailure.get(LogInFailure.bucket == f"network:{HERE}")
    assert network.failures == 2 * attempts.FREE - 1


def test_a_stranger_elsewhere_does_not_lock_me_out() -> None:
    """Each network has its own budget for each address."""
    fail(network=ELSEWHERE, times=20)
    assert waits(network=ELSEWHERE) > 0
    assert waits(network=HERE) == 0


def test_neighbours_behind_one_nat_are_unharmed() -> None:
    """However many others fail there: whoever logs in right at the first try is let in, newcomer or not."""
    for number in range(100):
        fail(f"guess {number}")
    assert waits("newcomer") == 0
    assert waits("regular", known=True) == 0


def test_guesses_spread_over_addresses_have_one_try_each() -> None:
    """In a network where many fail; elsewhere nothing changes."""
    for number in range(attempts.CROWD):
        fail(f"guess {number}")
    fail("ana")
    assert waits("ana") == 1
    fail("guess 3")
    assert waits("guess 3") == 2
    fail("ana", network=ELSEWHERE)
    assert waits("ana", network=ELSEWHERE) == 0


def test_guesses_spread_over_networks_are_slowed_down_but_for_the_owner() -> None:
    """A botnet has 50 tries at one address; whoever proved it in their network before notices nothing."""
    for number in range(attempts.ADDRESS_FREE // 5):
        fail(network=f"198.51.{number}.0/24", times=5)
    assert waits(network="203.0.113.0/24") > 0
    assert waits(network=HERE, known=True) == 0
    assert waits("ben", network="203.0.113.0/24") == 0


def test_a_burst_gets_no_more_tries_than_one_after_the_other() -> None:
    """30 at once: exactly the free ones are let through."""
    let_through, ready = [], threading.Barrier(30)

    def attempt() -> None:
        ready.wait()
        try:
            let_through.append(attempts.charge("ana", HERE, known=False))
        except TooManyAttempts:
            pass
        finally:
            db.db.close()

    threads = [threading.Thread(target=attempt) for _ in range(30)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(let_through) == attempts.FREE


def test_old_counters_are_deleted() -> None:
    """Those that still count stay."""
    fail("old", network=ELSEWHERE)
    LogInFailure.update(last_at=db.utcnow() - attempts.FORGOTTEN_AFTER - timedelta(seconds=1)).execute()
    fail("new", known=True)
    assert attempts.forget_old() == 3
    assert LogInFailure.select().count() == 2


def test_no_address_is_stored() -> None:
    """Only keyed hashes: people type passwords into the wrong field."""
    fail("ana@clinic.example")
    assert not [row.bucket for row in LogInFailure.select() if "ana" in row.bucket]
