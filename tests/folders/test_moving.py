"""Moving: another parent, another place; nothing else changes."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.errors import NotFound
from backend.folders import moving, service, trash
from backend.folders.errors import MoveIntoItself, NameTaken, RootFolder, TooDeep
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from tests import factories
from tests.folders.things import document, file, root_id, seq, study

#: Moving makes nothing anew.
NOTHING: dict[str, list[UUID]] = {"folder_ids": [], "entry_ids": []}


@pytest.fixture
def me(user: User) -> UserPrincipal:
    """The clinician, without a browser."""
    return factories.principal(user)


@pytest.fixture
def top(user: User) -> UUID:
    """The clinician's top folder."""
    return root_id(user)


def test_a_folder_goes_with_all_that_is_in_it(me: UserPrincipal, user: User, top: UUID) -> None:
    """And only its own row changes; both listings say so; it is recorded."""
    source, target = (service.create(me, top, name)["id"] for name in ("A", "B"))
    moved = service.create(me, source, "CT")["id"]
    inner = service.create(me, moved, "inner")["id"]
    entry = file(inner, study(user))
    before = seq(source), seq(target), seq(inner)
    assert moving.move(me, target, [moved, inner], [entry.id]) == {
        "folders": 2,
        "entries": 1,
        "present": [],
        "renamed": [],
        "made": NOTHING,
    }
    assert Folder.get_by_id(moved).parent_id == target
    assert Folder.get_by_id(inner).parent_id == moved
    assert FolderEntry.get_by_id(entry.id).folder_id == inner
    assert seq(source) > before[0]
    assert seq(target) > before[1]
    assert seq(inner) == before[2]
    assert AuditEvent.select().where(AuditEvent.action == "folder:moved").count() == 1


def test_no_cycle(me: UserPrincipal, top: UUID) -> None:
    """Neither into itself nor into what is below it; nor can the top go anywhere."""
    outer = service.create(me, top, "outer")["id"]
    inner = service.create(me, outer, "inner")["id"]
    for target in (outer, inner):
        with pytest.raises(MoveIntoItself):
            moving.move(me, target, [outer], [])
    with pytest.raises(RootFolder):
        moving.move(me, inner, [top], [])
    assert Folder.get_by_id(outer).parent_id == top


def test_the_depth_counts_what_is_below(me: UserPrincipal, top: UUID) -> None:
    """Twenty floors, whichever way they are built."""
    deep = top
    for number in range(19):
        deep = service.create(me, deep, str(number))["id"]
    one = service.create(me, top, "one")["id"]
    two = service.create(me, one, "two")["id"]
    with pytest.raises(TooDeep):
        moving.move(me, deep, [one], [])
    moving.move(me, deep, [two], [])


def test_a_taken_name(me: UserPrincipal, top: UUID) -> None:
    """Nothing moves and a free name is offered, or both are kept."""
    target = service.create(me, top, "B")["id"]
    service.create(me, target, "ct")
    moved = service.create(me, top, "CT")["id"]
    other = service.create(me, top, "other")["id"]
    with pytest.raises(NameTaken) as taken:
        moving.move(me, target, [other, moved], [])
    assert taken.value.extra == {"suggestion": "CT (2)"}
    assert Folder.get_by_id(other).parent_id == top
    told = moving.move(me, target, [other, moved], [], keep_both=True)
    assert told["renamed"] == [{"id": moved, "name": "CT (2)"}]
    assert Folder.get_by_id(moved).sibling_key == "ct (2)"


def test_entries(me: UserPrincipal, user: User, top: UUID) -> None:
    """Ids stay; a study that lies there is one place then; one in the trash there gives way."""
    source, target = (service.create(me, top, name)["id"] for name in ("A", "B"))
    alone, twice, gone, letter = study(user), study(user), study(user), document(user)
    chosen = [file(source, thing) for thing in (alone, twice, gone, letter)]
    known = file(target, twice, by="guest:1:2", via="link")
    trash.trash(me, [], [file(target, gone).id])
    told = moving.move(me, target, [], [entry.id for entry in chosen])
    assert told == {"folders": 0, "entries": 3, "present": [chosen[1].id], "renamed": [], "made": NOTHING}
    lying = {entry.id: entry for entry in FolderEntry.select()}
    assert lying.keys() == {chosen[0].id, chosen[2].id, chosen[3].id, known.id}
    assert all(entry.folder_id == target and entry.trashed_at is None for entry in lying.values())
    assert lying[known.id].seen_at is None, "what the owner has not looked at stays new"


def test_where_it_is_already(me: UserPrincipal, user: User, top: UUID) -> None:
    """Nothing changes, not even with a name that would be taken by itself."""
    folder_id = service.create(me, top, "CT")["id"]
    entry = file(top, study(user))
    told = moving.move(me, top, [folder_id], [entry.id])
    assert told == {"folders": 0, "entries": 0, "present": [entry.id], "renamed": [], "made": NOTHING}


def test_not_with_what_is_not_there(me: UserPrincipal, other_user: User, top: UUID) -> None:
    """Another's, in the trash, or nowhere."""
    gone = service.create(me, top, "gone")["id"]
    stays = service.create(me, top, "stays")["id"]
    trash.trash(me, [gone], [])
    for target, chosen in ((gone, stays), (stays, gone), (root_id(other_user), stays)):
        with pytest.raises(NotFound):
            moving.move(me, target, [chosen], [])


def test_by_the_api(logged_in: FlaskClient, user: User, me: UserPrincipal, top: UUID) -> None:
    """A move and a rename that was based on another state."""
    target = service.create(me, top, "B")["id"]
    folder = logged_in.post("/api/folders", json={"parent_id": str(top), "name": "CT"}).get_json()
    moved = logged_in.post(f"/api/folders/{target}/moves", json={"folder_ids": [folder["id"]]})
    assert (moved.status_code, moved.get_json()["folders"]) == (200, 1)
    stale = {"If-Match": f'"{folder["etag"]}"'}
    refused = logged_in.patch(f"/api/folders/{folder['id']}", json={"name": "MR"}, headers=stale)
    problem = refused.get_json()
    assert (refused.status_code, problem["code"], problem["name"], problem["location"]) == (
        412,
        "folder_changed",
        "CT",
        "B",
    )
    current = {"If-Match": f'"{problem["etag"]}"'}
    assert logged_in.patch(f"/api/folders/{folder['id']}", json={"name": "MR"}, headers=current).status_code == 200
    assert logged_in.patch(f"/api/folders/{folder['id']}", json={"name": "XA"}).status_code == 200
