"""The trash."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import utcnow
from backend.errors import NotFound
from backend.folders import service, trash
from backend.folders.errors import FolderInTrash
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from tests import factories
from tests.folders.things import document, file, root_id, seq, study


@pytest.fixture
def me(user: User) -> UserPrincipal:
    """The clinician, without a browser."""
    return factories.principal(user)


@pytest.fixture
def top(user: User) -> UUID:
    """The clinician's top folder."""
    return root_id(user)


def test_consequences_tell_the_whole_truth(me: UserPrincipal, user: User, top: UUID) -> None:
    """Subfolders, each study once, what lives nowhere else, links; and nothing changes."""
    outer = service.create(me, top, "Outer")["id"]
    inner = service.create(me, outer, "Inner")["id"]
    gone = service.create(me, outer, "Gone")["id"]
    file(gone, study(user))
    trash.trash(me, [gone], [])
    twice, alone, elsewhere, also_in_trash = (study(user) for _ in range(4))
    for folder_id, thing in (
        (outer, twice),
        (inner, twice),
        (inner, alone),
        (inner, elsewhere),
        (top, elsewhere),
        (outer, also_in_trash),
        (inner, document(user)),
    ):
        file(folder_id, thing)
    trash.trash(me, [], [file(top, also_in_trash).id])
    lone = file(top, study(user))
    asked: list[set[UUID]] = []

    def three(folder_ids: list[UUID]) -> int:
        asked.append(set(folder_ids))
        return 3

    trash.use(three)
    told = trash.consequences(me, [outer, inner], [lone.id])
    assert told == {
        "folders": 2,
        "studies": 5,
        "documents": 1,
        "studies_nowhere_else": 4,
        "active_links": 3,
        "colleagues": [],
    }
    assert asked == [{outer, inner}]
    assert trash.consequences(me, [outer], [lone.id]) == told
    assert trash.trash(me, [outer, inner], [lone.id]) == told


def test_nothing_chosen_takes_nothing_along(me: UserPrincipal) -> None:
    """And asks nobody."""
    counts = dict.fromkeys(["folders", "studies", "documents", "studies_nowhere_else", "active_links"], 0)
    nothing = {**counts, "colleagues": []}
    assert trash.consequences(me, [], []) == nothing
    assert trash.trash(me, [], []) == nothing
    trash.restore(me, [], [])


def test_only_what_was_chosen_is_marked(me: UserPrincipal, user: User, top: UUID) -> None:
    """A folder inside another chosen one goes along with it; Undo with the same selection brings all back."""
    outer = service.create(me, top, "Outer")["id"]
    inner = service.create(me, outer, "Inner")["id"]
    entry = file(inner, study(user))
    before = seq(top)
    trash.trash(me, [inner, outer], [entry.id])
    assert [folder.id for folder in Folder.select().where(Folder.trashed_at.is_null(False))] == [outer]
    assert FolderEntry.get_by_id(entry.id).trashed_at is None
    with pytest.raises(NotFound):
        service.read(me, inner)
    trash.restore(me, [inner, outer], [entry.id])
    assert service.read(me, inner)["name"] == "Inner"
    assert seq(top) == before + 2
    actions = [event.action for event in AuditEvent.select().order_by(AuditEvent.at)]
    assert actions[-2:] == ["folder:trashed", "folder:restored"]


def test_what_was_in_the_trash_before_stays_there(me: UserPrincipal, user: User, top: UUID) -> None:
    """A restoration brings back what its deletion took, no more."""
    outer = service.create(me, top, "Outer")["id"]
    inner = service.create(me, outer, "Inner")["id"]
    entry = file(outer, study(user))
    trash.trash(me, [inner], [entry.id])
    trash.trash(me, [outer], [])
    trash.restore(me, [outer], [])
    with pytest.raises(NotFound):
        service.read(me, inner)
    assert FolderEntry.get_by_id(entry.id).trashed_at is not None
    assert trash.consequences(me, [outer], []) == {
        "folders": 1,
        "studies": 0,
        "documents": 0,
        "studies_nowhere_else": 0,
        "active_links": 0,
        "colleagues": [],
    }


def test_what_lay_in_a_trashed_folder_can_not_come_back_alone(me: UserPrincipal, user: User, top: UUID) -> None:
    """The sentence names the folder to restore first; together they come back."""
    outer = service.create(me, top, "Outer")["id"]
    inner = service.create(me, outer, "Inner")["id"]
    entry = file(outer, study(user))
    trash.trash(me, [inner], [entry.id])
    trash.trash(me, [outer], [])
    for folder_ids, entry_ids in (([inner], []), ([], [entry.id])):
        with pytest.raises(FolderInTrash) as refused:
            trash.restore(me, folder_ids, entry_ids)
        assert "“Outer”" in str(refused.value)
    assert Folder.get_by_id(inner).trashed_at is not None
    trash.restore(me, [inner, outer], [entry.id])
    assert service.read(me, inner)["name"] == "Inner"
    assert FolderEntry.get_by_id(entry.id).trashed_at is None


def test_a_name_that_was_taken_meanwhile(me: UserPrincipal, top: UUID) -> None:
    """The folder comes back under the next free name; two of one name also do."""
    ids = []
    for _ in range(3):
        ids.append(service.create(me, top, "CT")["id"])
        trash.trash(me, [ids[-1]], [])
    service.create(me, top, "ct")
    trash.restore(me, ids, [])
    assert [service.read(me, folder_id)["name"] for folder_id in ids] == ["CT (2)", "CT (3)", "CT (4)"]


def test_twice_to_the_trash_is_not_found_twice_back_is_nothing(me: UserPrincipal, top: UUID) -> None:
    """What is in the trash can't be seen; what is not can't be brought back, and that is no error."""
    knee = service.create(me, top, "Knee")["id"]
    trash.trash(me, [knee], [])
    with pytest.raises(NotFound):
        trash.trash(me, [knee], [])
    trash.restore(me, [knee], [])
    trash.restore(me, [knee], [])


def test_all_or_nothing(me: UserPrincipal, user: User, top: UUID, other_user: User) -> None:
    """One that is another's, and nothing happens."""
    knee = service.create(me, top, "Knee")["id"]
    theirs = file(root_id(other_user), study(other_user))
    with pytest.raises(NotFound):
        trash.trash(me, [knee], [theirs.id])
    assert service.read(me, knee)["name"] == "Knee"
    trash.trash(me, [knee], [])
    trash.trash(factories.principal(other_user), [], [theirs.id])
    with pytest.raises(NotFound):
        trash.restore(me, [knee], [theirs.id])
    with pytest.raises(NotFound):
        service.read(me, knee)


def test_listing(me: UserPrincipal, user: User, top: UUID, other_user: User) -> None:
    """Newest first, with the way there and the day on which it goes; nobody else's."""
    outer = service.create(me, top, "Outer")["id"]
    inner = service.create(me, outer, "Inner")["id"]
    held, paper = file(outer, study(user)), file(top, document(user))
    trash.trash(me, [inner], [])
    trash.trash(me, [], [held.id])
    trash.trash(me, [], [paper.id])
    trash.trash(factories.principal(other_user), [], [file(root_id(other_user), study(other_user)).id])
    listed = trash.listing(me)
    assert [(row["kind"], row["id"], row["name"], row["location"]) for row in listed] == [
        ("document", paper.id, "letter.pdf", ""),
        ("study", held.id, "Okoye^Adaeze", "Outer"),
        ("folder", inner, "Inner", "Outer"),
    ]
    assert listed[0]["purged_after"] - listed[0]["trashed_at"] == timedelta(days=30)
    assert listed[0]["trashed_at"] <= utcnow()
    assert trash.listing(me, limit=1) == listed[:1]
