"""Settling while files are filed into the same folders: PostgreSQL breaks one of two off that wait for each other."""

from __future__ import annotations

import threading
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.db import anew_if_deadlocked, db
from backend.errors import Conflict
from backend.folders import entries, service
from backend.settling import identities
from backend.studies.models import Study
from tests import factories
from tests.folders.things import file, root_id, seq, study

WAITS_ALREADY = (
    "SELECT 1 FROM pg_locks WHERE NOT granted AND waitstart < clock_timestamp() - interval '600 milliseconds'"
)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
def test_what_is_broken_off_begins_anew(user: User) -> None:
    """Whoever files holds the second folder and then wants the first; settling holds the first and waits for the
    second, longer: it is the one that is broken off, and it succeeds afterwards."""
    me, held = factories.principal(user), study(user)
    first, second = sorted(service.create(me, root_id(user), name)["id"] for name in ("A", "B"))
    for folder_id in (first, second):
        file(folder_id, held)
    before = seq(first)
    holding = threading.Event()
    other = threading.Thread(target=hold_and_want, args=(second, first, holding))
    other.start()
    holding.wait()
    identities.settle(me, held.id, same_patient=False, into=None)
    other.join()
    assert Study.get_by_id(held.id).identity_settled_at is not None
    assert seq(first) == before + 2


def hold_and_want(held: UUID, wanted: UUID, holding: threading.Event) -> None:
    """Two listings change in two steps of one transaction; the second step comes when somebody has waited for the first
    for most of the second after which PostgreSQL looks for who waits for whom: so it is them whom it finds."""
    with db.connection_context(), db.atomic():
        entries.bump(held)
        holding.set()
        while not db.execute_sql(WAITS_ALREADY).fetchall():
            pass
        entries.bump(wanted)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.usefixtures("app")
def test_after_some_tries_it_is_a_conflict() -> None:
    """Said in words; nothing has changed."""
    tries: list[int] = []

    @anew_if_deadlocked
    def unlucky() -> None:
        tries.append(1)
        with db.atomic():
            db.execute_sql("DO $$ BEGIN RAISE deadlock_detected; END $$")

    with pytest.raises(Conflict):
        unlucky()
    assert len(tries) == 5
