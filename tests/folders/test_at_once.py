"""Two at once: one defined outcome, that of one after the other."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest

from backend import db, wiring
from backend.accounts.models import User
from backend.errors import DomainError, NotFound
from backend.folders import copying, moving, purge, service, trash, tree
from backend.folders.errors import FolderInTrash, MoveIntoItself, NameTaken
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from backend.storage import service as storage
from backend.storage import sweeping
from backend.storage.models import Blob
from backend.storage.port import BlobMissing
from backend.studies.header import read_header
from backend.studies.models import Instance, Study
from backend.studies.service import index_instance
from tests import datasets, factories
from tests.folders.things import file, root_id, seq, study

TRIES = 5


@pytest.fixture
def me(user: User) -> UserPrincipal:
    """The clinician, without a browser."""
    return factories.principal(user)


@pytest.fixture
def top(user: User) -> UUID:
    """The clinician's top folder."""
    return root_id(user)


def at_once(*actions: Callable[[], object]) -> list[object]:
    """Run each in a thread of its own, all released together; what each returned, or the domain error's class."""
    outcomes: list[object] = [None] * len(actions)
    ready = threading.Barrier(len(actions))

    def run(number: int, action: Callable[[], object]) -> None:
        ready.wait()
        try:
            outcomes[number] = action()
        except DomainError as error:
            outcomes[number] = type(error)
        finally:
            db.db.close()

    threads = [threading.Thread(target=run, args=(number, action)) for number, action in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


def test_the_same_name(me: UserPrincipal, top: UUID) -> None:
    """One makes it, the others hear of a free name."""
    outcomes = at_once(*[lambda: service.create(me, top, "CT")["name"]] * 6)
    assert Counter(outcomes) == {"CT": 1, NameTaken: 5}
    assert Folder.select().where(Folder.parent == top).count() == 1


def test_renaming_to_the_same_name(me: UserPrincipal, top: UUID) -> None:
    """One gets it."""
    ids = [service.create(me, top, str(number))["id"] for number in range(4)]
    outcomes = at_once(*(lambda folder_id=folder_id: service.rename(me, folder_id, "CT")["name"] for folder_id in ids))
    assert Counter(outcomes) == {"CT": 1, NameTaken: 3}


def test_the_same_study_from_two_deliveries(me: UserPrincipal, user: User, top: UUID) -> None:
    """One entry, and every arrival shows in the folder's listing."""
    folder_id, held = service.create(me, top, "CT")["id"], study(user)
    before = seq(folder_id)
    outcomes = at_once(*[lambda: file(folder_id, held, by="guest:1:2", via="link").id] * 6)
    assert len(set(outcomes)) == 1
    assert FolderEntry.select().count() == 1
    assert seq(folder_id) >= before + 6


def test_filing_while_trashing(me: UserPrincipal, user: User, top: UUID) -> None:
    """Nothing is lost whichever comes first: Undo shows it."""
    for number in range(TRIES):
        folder_id, held = service.create(me, top, f"CT {number}")["id"], study(user)
        at_once(
            lambda folder_id=folder_id: trash.trash(me, [folder_id], []),  # type: ignore[misc]
            lambda folder_id=folder_id, held=held: file(folder_id, held, by="guest:1:2", via="link"),  # type: ignore[misc]
        )
        trash.restore(me, [folder_id], [])
        entry = FolderEntry.get(FolderEntry.folder == folder_id)
        assert (entry.study_id, entry.trashed_at) == (held.id, None)


def test_creating_while_trashing_the_parent(me: UserPrincipal, top: UUID) -> None:
    """Either it was made and went along, or there was nothing to make it in; never a live folder below a trashed one
    that its maker sees."""
    for number in range(TRIES):
        parent = service.create(me, top, f"CT {number}")["id"]
        made, trashed = at_once(
            lambda parent=parent: service.create(me, parent, "inner")["id"],  # type: ignore[misc]
            lambda parent=parent: trash.trash(me, [parent], [])["folders"],  # type: ignore[misc]
        )
        assert (made, trashed) == (NotFound, 1) or (isinstance(made, UUID) and trashed == 2)
        with pytest.raises(NotFound):
            service.create(me, parent, "inner")


def test_trashing_twice(me: UserPrincipal, top: UUID) -> None:
    """One does it, the other finds nothing."""
    folder_id = service.create(me, top, "CT")["id"]
    outcomes = at_once(*[lambda: trash.trash(me, [folder_id], [])["folders"]] * 4)
    assert Counter(outcomes) == {1: 1, NotFound: 3}


def test_restoring_while_the_name_is_taken(me: UserPrincipal, top: UUID) -> None:
    """Two live folders, two names, whoever came first."""
    for number in range(TRIES):
        folder_id = service.create(me, top, f"CT {number}")["id"]
        trash.trash(me, [folder_id], [])
        _, made = at_once(
            lambda folder_id=folder_id: trash.restore(me, [folder_id], []),  # type: ignore[misc]
            lambda number=number: service.create(me, top, f"CT {number}")["name"],  # type: ignore[misc]
        )
        back = service.read(me, folder_id)["name"]
        assert {back, made} in ({f"CT {number}", f"CT {number} (2)"}, {f"CT {number}", NameTaken})


def test_restoring_inner_and_outer(me: UserPrincipal, top: UUID) -> None:
    """The inner one comes back if the outer one is back already; else it says what to do first."""
    outer = service.create(me, top, "outer")["id"]
    inner = service.create(me, outer, "inner")["id"]
    trash.trash(me, [inner], [])
    trash.trash(me, [outer], [])
    outcomes = at_once(lambda: trash.restore(me, [inner], []), lambda: trash.restore(me, [outer], []))
    assert outcomes[1] is None
    assert outcomes[0] in (None, FolderInTrash)
    assert (Folder.get_by_id(inner).trashed_at is None) == (outcomes[0] is None)


def test_changes_in_crossing_folders_never_wait_for_each_other(me: UserPrincipal, user: User, top: UUID) -> None:
    """Studies that lie in two folders each, filed from both sides, beside renaming: all go through."""
    left, right = service.create(me, top, "left")["id"], service.create(me, top, "right")["id"]
    one, two = study(user), study(user)
    for folder_id in (left, right):
        for held in (one, two):
            file(folder_id, held)
    actions: list[Callable[[], object]] = []
    for _ in range(4):
        actions += [
            lambda: file(left, one).id,
            lambda: file(right, two).id,
            lambda: file(right, one).id,
            lambda: service.rename(me, left, "left again")["id"],
        ]
    assert all(isinstance(outcome, UUID) for outcome in at_once(*actions))


def test_two_moves_that_would_make_a_cycle_together(me: UserPrincipal, top: UUID) -> None:
    """One goes, the other would put a folder into itself."""
    for number in range(TRIES):
        one, two = (service.create(me, top, f"{name} {number}")["id"] for name in ("one", "two"))
        outcomes = at_once(
            lambda one=one, two=two: moving.move(me, two, [one], [])["folders"],  # type: ignore[misc]
            lambda one=one, two=two: moving.move(me, one, [two], [])["folders"],  # type: ignore[misc]
        )
        assert Counter(outcomes) == {1: 1, MoveIntoItself: 1}
        assert {one, two} <= tree.below([top])


def test_renaming_and_moving_to_the_same_name(me: UserPrincipal, top: UUID) -> None:
    """One gets it, the other hears of a free one."""
    for number in range(TRIES):
        target = service.create(me, top, f"target {number}")["id"]
        there = service.create(me, target, "MR")["id"]
        coming = service.create(me, top, f"CT {number}")["id"]
        outcomes = at_once(
            lambda there=there, number=number: service.rename(me, there, f"CT {number}")["id"],  # type: ignore[misc]
            lambda coming=coming, target=target: moving.move(me, target, [coming], [])["folders"],  # type: ignore[misc]
        )
        assert outcomes.count(NameTaken) == 1
        assert Folder.select().where(Folder.parent == target, Folder.name == f"CT {number}").count() == 1


def test_copying_while_trashing(me: UserPrincipal, user: User, top: UUID) -> None:
    """The copy is whole, or there was nothing to copy."""
    for number in range(TRIES):
        source, target = (service.create(me, top, f"{name} {number}")["id"] for name in ("A", "B"))
        inner = service.create(me, source, "inner")["id"]
        file(inner, study(user))
        copied, trashed = at_once(
            lambda source=source, target=target: copying.copy(me, target, [source], [])["entries"],  # type: ignore[misc]
            lambda source=source: trash.trash(me, [source], [])["folders"],  # type: ignore[misc]
        )
        assert trashed == 2
        assert copied in (1, NotFound)
        assert len(tree.below([target])) == (3 if copied == 1 else 1)


def test_moving_into_what_is_trashed(me: UserPrincipal, user: User, top: UUID) -> None:
    """It went along, or it stayed where it was; it is never in nowhere."""
    for number in range(TRIES):
        target = service.create(me, top, f"T {number}")["id"]
        entry = file(top, study(user))
        moved, trashed = at_once(
            lambda target=target, entry=entry: moving.move(me, target, [], [entry.id])["entries"],  # type: ignore[misc]
            lambda target=target: trash.trash(me, [target], [])["studies"],  # type: ignore[misc]
        )
        assert (moved, trashed) in ((1, 1), (NotFound, 0))
        assert FolderEntry.get_by_id(entry.id).folder_id == (target if moved == 1 else top)


def bring(owner: User, folder_id: UUID) -> UUID:
    """File a real image as intake does, in one transaction; returns its study's id."""
    path = datasets.real_file("CT_small.dcm")
    size = path.stat().st_size
    kept = storage.put_away(path, 0, size, storage.digest(path, 0, size))
    with db.db.atomic():
        outcome = index_instance(owner.id, read_header(path, 0, size), storage.record(kept), db.new_id())
        file(folder_id, Study.get_by_id(outcome.study_id), by="guest:1:2", via="link")
    return outcome.study_id


def test_filing_while_it_is_removed_for_good(me: UserPrincipal, user: User, top: UUID) -> None:
    """Whichever comes first: what was filed is there afterwards, whole, where it is seen."""
    for _ in range(TRIES):
        bring(user, top)
        entry = FolderEntry.get()
        trash.trash(me, [], [entry.id])
        purge.purge(me, [], [entry.id])
        study_id, _ = at_once(lambda: bring(user, top), purge.sweep)
        assert FolderEntry.get(FolderEntry.study == study_id).trashed_at is None
        assert Instance.select().where(Instance.study == study_id).count() == 1


def test_a_reference_taken_while_bytes_are_swept(user: User, top: UUID) -> None:
    """Either the bytes are gone and whoever wanted them brings them anew, or they are there as long as the row."""
    for _ in range(TRIES):
        path = datasets.real_file("CT_small.dcm")
        size = path.stat().st_size
        storage.keep(path, 0, size, storage.digest(path, 0, size))
        Blob.update(unreferenced_since=db.utcnow() - timedelta(days=2)).execute()
        taken, _ = at_once(lambda: bring(user, top), lambda: sweeping.sweep(wiring.BLOB_REFERENCES))
        if taken is BlobMissing:
            taken = bring(user, top)
        with storage.store().open(Instance.get(Instance.study == taken).blob.key) as kept:
            assert len(kept.read()) == size
        FolderEntry.delete().execute()
        Study.delete().execute()
