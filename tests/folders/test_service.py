"""Making and renaming folders, and what lies in them."""

from __future__ import annotations

from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import new_id
from backend.errors import NotFound
from backend.folders import access, entries, service, trash, tree
from backend.folders.errors import AnotherOwnersStudy, NameTaken, RootFolder, TooDeep
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


def test_a_new_folder_and_the_way_to_it(me: UserPrincipal, top: UUID) -> None:
    """The parent's listing has changed, and it is recorded."""
    before = seq(top)
    knee = service.create(me, top, " Knee ")
    left = service.create(me, knee["id"], "left")
    assert [(crumb["id"], crumb["name"]) for crumb in left["breadcrumbs"]] == [
        (top, ""),
        (knee["id"], "Knee"),
        (left["id"], "left"),
    ]
    assert left["parent_id"] == knee["id"]
    assert all(left["rights"].values())
    assert service.read(me, left["id"]) == left
    assert seq(top) == before + 2
    created = AuditEvent.select().where(AuditEvent.action == "folder:created").order_by(AuditEvent.at)
    assert [event.subject for event in created] == [f"folder:{knee['id']}", f"folder:{left['id']}"]


def test_the_top_folder_can_only_be_added_to(me: UserPrincipal, top: UUID) -> None:
    """No name, no way up, and it stays."""
    described = service.read(me, top)
    assert (described["name"], described["parent_id"], len(described["breadcrumbs"])) == ("", None, 1)
    assert [right for right, may in described["rights"].items() if may] == ["may_add"]
    with pytest.raises(RootFolder):
        service.rename(me, top, "Mine")
    with pytest.raises(RootFolder):
        trash.trash(me, [top], [])
    with pytest.raises(RootFolder):
        access.require_folder(me, top, "share")


def test_siblings_differ(me: UserPrincipal, top: UUID) -> None:
    """Another name is offered; elsewhere the name is free."""
    knee = service.create(me, top, "Knee")
    with pytest.raises(NameTaken) as taken:
        service.create(me, top, "KNEE")
    assert taken.value.extra == {"suggestion": "KNEE (2)"}
    service.create(me, top, "knee (2)")
    hip = service.create(me, top, "Hip")
    with pytest.raises(NameTaken) as taken:
        service.rename(me, hip["id"], "knee")
    assert taken.value.extra == {"suggestion": "knee (3)"}
    service.create(me, hip["id"], "Knee")
    assert service.rename(me, knee["id"], "KNEE")["name"] == "KNEE"


def test_renaming_to_the_same_name_changes_nothing(me: UserPrincipal, top: UUID) -> None:
    """Neither the listing nor the audit log."""
    knee = service.create(me, top, "Knee")
    before = seq(top)
    assert service.rename(me, knee["id"], " Knee ") == knee
    assert seq(top) == before
    assert AuditEvent.select().where(AuditEvent.action == "folder:renamed").count() == 0


def test_depth_has_a_limit(me: UserPrincipal, top: UUID) -> None:
    """20 below the top."""
    parent = top
    for number in range(tree.DEPTH_MOST):
        parent = service.create(me, parent, str(number))["id"]
    with pytest.raises(TooDeep):
        service.create(me, parent, "one more")


def test_what_is_anothers_does_not_exist(me: UserPrincipal, top: UUID, other_user: User) -> None:
    """Neither read nor written; an id that never was looks the same."""
    theirs = root_id(other_user)
    foreign = study(other_user)
    file(theirs, foreign)
    for folder_id in (theirs, new_id()):
        for action in (
            lambda folder_id=folder_id: service.read(me, folder_id),
            lambda folder_id=folder_id: service.create(me, folder_id, "x"),
            lambda folder_id=folder_id: service.rename(me, folder_id, "x"),
            lambda folder_id=folder_id: service.add_studies(me, folder_id, [foreign.id]),
            lambda folder_id=folder_id: trash.trash(me, [folder_id], []),
            lambda folder_id=folder_id: trash.restore(me, [folder_id], []),
        ):
            with pytest.raises(NotFound):
                action()
    with pytest.raises(NotFound):
        service.add_studies(me, top, [foreign.id])
    with pytest.raises(NotFound):
        access.visible_study(me, foreign.id)


def test_a_study_lies_in_many_folders(me: UserPrincipal, user: User, top: UUID) -> None:
    """By reference; what lay there already is said, and twice in one request is once."""
    knee, hip = service.create(me, top, "Knee")["id"], service.create(me, top, "Hip")["id"]
    first, second = study(user), study(user)
    file(knee, first)
    file(hip, second)
    answer = service.add_studies(me, hip, [first.id, second.id, first.id])
    assert answer == {"added": [first.id], "present": [second.id]}
    entry = FolderEntry.get(FolderEntry.folder == hip, FolderEntry.study == first)
    assert (entry.added_via, entry.added_by, entry.sort_name) == ("search", str(me), "okoye^adaeze")
    assert entry.seen_at is not None
    added = AuditEvent.get(AuditEvent.action == "entry:added")
    assert (added.subject, added.detail["studies"]) == (f"folder:{hip}", [str(first.id)])


def test_a_study_from_the_trash_comes_back_when_it_is_added(me: UserPrincipal, user: User, top: UUID) -> None:
    """The same entry, so that an Undo on another screen still finds it."""
    knee, hip = service.create(me, top, "Knee")["id"], service.create(me, top, "Hip")["id"]
    held = study(user)
    file(hip, held)
    entry = file(knee, held)
    trash.trash(me, [], [entry.id])
    assert service.add_studies(me, knee, [held.id]) == {"added": [held.id], "present": []}
    assert FolderEntry.get(FolderEntry.folder == knee).id == entry.id
    trash.restore(me, [], [entry.id])


def test_a_study_only_in_the_trash_is_not_visible(me: UserPrincipal, user: User, top: UUID) -> None:
    """Its own entry, or a folder above."""
    outer = service.create(me, top, "Outer")["id"]
    inner = service.create(me, outer, "Inner")["id"]
    held, paper = study(user), document(user)
    file(inner, held)
    file(inner, paper)
    assert access.visible_study(me, held.id) == held
    assert access.visible_document(me, paper.id) == paper
    trash.trash(me, [outer], [])
    for look in (lambda: access.visible_study(me, held.id), lambda: access.visible_document(me, paper.id)):
        with pytest.raises(NotFound):
            look()
    with pytest.raises(NotFound):
        service.add_studies(me, top, [held.id])
    trash.restore(me, [outer], [])
    assert access.visible_study(me, held.id) == held


def test_only_the_owners_studies_can_be_laid_in(
    me: UserPrincipal, top: UUID, other_user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also once colleagues will see each other's."""
    foreign = study(other_user)
    monkeypatch.setattr(service, "_visible", lambda *_: [foreign])
    with pytest.raises(AnotherOwnersStudy):
        service.add_studies(me, top, [foreign.id])
    with pytest.raises(ValueError, match="only what its owner owns"):
        file(top, foreign)
    with pytest.raises(ValueError, match="either to a study or to a document"):
        entries.file_entry(top, added_by="x", added_by_name="x", via="link", delivery_id=None)
    assert FolderEntry.select().count() == 0


def test_what_others_bring_is_new_until_seen(me: UserPrincipal, user: User, top: UUID) -> None:
    """And again when they bring more of it; what the owner brings is not."""
    mine = file(top, study(user))
    theirs = file(top, held := study(user), by="guest:1:2", via="link")
    assert mine.seen_at is not None
    assert theirs.seen_at is None
    FolderEntry.update(seen_at=theirs.added_at).execute()
    assert file(top, held, by="guest:1:2", via="link", news=False).seen_at is not None
    again = file(top, held, by="guest:1:2", via="link")
    assert (again.id, again.seen_at) == (theirs.id, None)
    assert FolderEntry.get_by_id(theirs.id).seen_at is None
    assert me.user_id == user.id


def test_filing_again_is_idempotent_and_marks_all_holders(me: UserPrincipal, user: User, top: UUID) -> None:
    """Each folder that shows the study has changed; the entry names the latest delivery."""
    knee, hip = service.create(me, top, "Knee")["id"], service.create(me, top, "Hip")["id"]
    held = study(user, study_date="")
    first = file(knee, held, delivery_id=new_id())
    file(hip, held)
    type(held).update(study_date="20240131").execute()
    before, delivery_id = (seq(knee), seq(hip)), new_id()
    again = file(knee, held, delivery_id=delivery_id)
    assert (again.id, again.delivery_id, again.added_at) == (first.id, delivery_id, first.added_at)
    assert (seq(knee), seq(hip)) == (before[0] + 1, before[1] + 1)
    assert {entry.sort_study_date for entry in FolderEntry.select()} == {"20240131"}


def test_a_trashed_folder_still_receives(me: UserPrincipal, user: User, top: UUID) -> None:
    """Undo brings it back with what came meanwhile."""
    knee = service.create(me, top, "Knee")["id"]
    trash.trash(me, [knee], [])
    held = study(user)
    file(knee, held, by="guest:1:2", via="link")
    with pytest.raises(NotFound):
        access.visible_study(me, held.id)
    trash.restore(me, [knee], [])
    assert access.visible_study(me, held.id) == held


def test_a_long_way_of_folders_is_read_in_one_query(me: UserPrincipal, top: UUID) -> None:
    """Names above, also for what lies in the trash; unknown ids are left out."""
    a = service.create(me, top, "A")["id"]
    b = service.create(me, a, "B")["id"]
    c = service.create(me, b, "C")["id"]
    trash.trash(me, [b], [])
    assert tree.names_above([c, a, new_id()]) == {c: ["A", "B", "C"], a: ["A"]}
    assert tree.in_trash([top, a, b, c]) == {b, c}
    assert tree.below([top]) == {top, a}
    assert tree.path(new_id()) == []


def test_bump_needs_no_folder() -> None:
    """Nothing to say is no statement at all."""
    entries.bump()
    entries.bump(None)


def test_many_free_names(me: UserPrincipal, top: UUID) -> None:
    """More than are asked for at once."""
    Folder.insert_many(
        [
            {
                "owner": me.user_id,
                "parent": top,
                "name": name,
                "sibling_key": name,
                "created_by": "x",
            }
            for name in ["ct", *(f"ct ({number})" for number in range(2, 121))]
        ]
    ).execute()
    assert service.free_name(top, "CT") == "CT (121)"
