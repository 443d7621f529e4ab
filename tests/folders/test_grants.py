"""Folders shared with colleagues: who sees what, who may do what, and until when."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.browsing import shared
from backend.browsing.service import Content, mark_seen
from backend.db import utcnow
from backend.deliveries import access as delivery_access
from backend.deliveries import service as deliveries
from backend.errors import Forbidden, Invalid, NotFound
from backend.folders import access, copying, grants, moving, purge, service, trash
from backend.folders.errors import OnlyOwnerShares, OnlyView, RootFolder, SharedTop
from backend.folders.models import Folder, FolderEntry, FolderGrant
from backend.mail import service as mail
from backend.mail.models import OutboxMail
from backend.principal import UserPrincipal
from backend.search.service import search
from backend.studies.models import Study
from tests import factories
from tests.conftest import new_client
from tests.folders import things

ZONE = "Europe/Berlin"


class Case:
    """The owner's tree: above / shared / below, a study in each; the colleague's own."""

    def __init__(self, owner: User, colleague: User) -> None:
        self.owner, self.colleague = factories.principal(owner), factories.principal(colleague)
        self.owner_row, self.colleague_row = owner, colleague
        self.above = self._folder(things.root_id(owner), "Above")
        self.shared = self._folder(self.above, "Shared")
        self.below = self._folder(self.shared, "Below")
        self.hidden_study, self.study = things.study(owner, "Hidden^A"), things.study(owner, "Seen^B")
        self.hidden_entry = things.file(self.above, self.hidden_study)
        self.entry = things.file(self.below, self.study)
        self.document = things.document(owner)
        self.document_entry = things.file(self.below, self.document)

    def _folder(self, parent_id: UUID, name: str) -> UUID:
        made: UUID = service.create(self.owner, parent_id, name)["id"]
        return made

    def share(self, may: str, until_date: date | None = None) -> UUID:
        grant = grants.put(self.owner, self.shared, self.colleague.email, may, until_date, ZONE)
        found: UUID = grant["id"]
        return found


@pytest.fixture
def case(user: User, other_user: User) -> Case:
    """Nothing is shared yet."""
    return Case(user, other_user)


def test_before_a_grant_nothing_exists(case: Case) -> None:
    """Of another's tree nothing is told apart from what does not exist."""
    _sees_nothing(case)


def _sees_nothing(case: Case) -> None:
    me = case.colleague
    for folder_id in (case.above, case.shared, case.below):
        with pytest.raises(NotFound):
            access.require_folder(me, folder_id, "see")
        with pytest.raises(NotFound):
            access.require_folders(me, [folder_id], "see")
    with pytest.raises(NotFound):
        access.require_entries(me, [case.entry.id], "see")
    with pytest.raises(NotFound):
        access.visible_study(me, case.study.id)
    with pytest.raises(NotFound):
        access.visible_document(me, case.document.id)
    assert shared.listing(me) == []
    assert _found(me) == []


def _found(user: UserPrincipal) -> list[str]:
    page = search(user, limit=50, cursor=None)
    return [item["PatientName"] for item in page["items"]]


@pytest.mark.parametrize("may", ["view", "edit"])
def test_a_grant_reaches_the_folder_and_what_is_below_and_nothing_above(case: Case, may: str) -> None:
    """The way begins at the shared folder: no name from above it, not even the id of its parent."""
    case.share(may)
    me = case.colleague
    described = service.read(me, case.below)
    assert [crumb["name"] for crumb in described["breadcrumbs"]] == ["Shared", "Below"]
    assert (described["is_own"], described["owner_name"]) == (False, "Dr. Ana Weber")
    assert service.read(me, case.shared)["parent_id"] is None
    with pytest.raises(NotFound):
        access.require_folder(me, case.above, "see")
    with pytest.raises(NotFound):
        access.require_folders(me, [case.above, case.below], "see")
    with pytest.raises(NotFound):
        access.require_entries(me, [case.hidden_entry.id], "see")
    with pytest.raises(NotFound):
        access.visible_study(me, case.hidden_study.id)
    assert access.visible_study(me, case.study.id) == case.study
    assert access.visible_document(me, case.document.id) == case.document
    assert _found(me) == ["Seen^B"]
    assert "Above" not in Content(me, case.below, _wish()).json()


def _wish() -> dict[str, object]:
    return {"limit": 100, "cursor": None, "offset": None, "sort": "name", "descending": False, "kinds": "all",
            "filter": ""}  # fmt: skip


def test_viewing_is_not_editing(case: Case) -> None:
    """Each thing that may be seen, but not done, is refused in words."""
    case.share("view")
    me = case.colleague
    for right in ("add", "edit", "delete"):
        with pytest.raises(OnlyView):
            access.require_folder(me, case.below, right)
    with pytest.raises(OnlyView):
        access.require_entries(me, [case.entry.id], "delete")
    with pytest.raises(OnlyView):
        service.create(me, case.below, "New")
    with pytest.raises(OnlyView):
        deliveries.open_by_user(me, case.below)
    with pytest.raises(OnlyView):
        trash.trash(me, [case.below], [])
    assert not any(access.rights(me, Folder.get_by_id(case.below)).values())


def test_editing_is_what_lies_inside(case: Case) -> None:
    """The shared folder itself keeps its name and place; sharing stays the owner's."""
    case.share("edit")
    me = case.colleague
    made = service.create(me, case.shared, "Mine")
    assert Folder.get_by_id(made["id"]).owner_id == case.owner.user_id
    assert service.rename(me, case.below, "Renamed")["name"] == "Renamed"
    for right in ("edit", "delete"):
        with pytest.raises(SharedTop):
            access.require_folder(me, case.shared, right)
    outward: tuple[access.Right, ...] = ("share", "grant")
    for right in outward:
        with pytest.raises(OnlyOwnerShares):
            access.require_folder(me, case.below, right)
    inside = access.rights(me, Folder.get_by_id(case.below))
    assert [right for right, may in inside.items() if may] == ["may_add", "may_rename", "may_delete"]
    assert [right for right, may in access.rights(me, Folder.get_by_id(case.shared)).items() if may] == ["may_add"]


def test_a_colleague_deletes_and_brings_back(case: Case) -> None:
    """Into the owner's trash; their own deletion they can undo."""
    case.share("edit")
    trash.trash(case.colleague, [], [case.entry.id])
    assert [row["id"] for row in trash.listing(case.owner)] == [case.entry.id]
    assert trash.listing(case.colleague) == []
    trash.restore(case.colleague, [], [case.entry.id])
    assert FolderEntry.get_by_id(case.entry.id).trashed_at is None


def test_a_deletion_names_whom_it_takes_access_from(case: Case) -> None:
    """Each colleague once, whose grant holds on what goes, below or above it; only to the owner."""
    case.share("edit")
    grants.put(case.owner, case.below, case.colleague.email, "view", None, ZONE)
    name = case.colleague.name
    assert trash.consequences(case.owner, [case.above], [])["colleagues"] == [name]
    assert trash.consequences(case.owner, [], [case.entry.id])["colleagues"] == [name]
    assert trash.consequences(case.colleague, [case.below], [])["colleagues"] == []
    FolderGrant.delete().where(FolderGrant.folder == case.below).execute()
    assert trash.consequences(case.owner, [case.below], [])["colleagues"] == [name]
    FolderGrant.update(until=utcnow()).execute()
    assert trash.consequences(case.owner, [case.above], [])["colleagues"] == []


def test_what_another_deleted_is_not_the_colleagues_to_restore(case: Case) -> None:
    """Nor to know of."""
    case.share("edit")
    trash.trash(case.owner, [case.below], [])
    with pytest.raises(NotFound):
        trash.restore(case.colleague, [case.below], [])


def test_bringing_back_names_nothing_from_above(case: Case) -> None:
    """When the owner has meanwhile deleted what is around the shared folder; nor is it possible after the grant."""
    grant_id = case.share("edit")
    trash.trash(case.colleague, [case.below], [])
    trash.trash(case.owner, [case.above], [])
    with pytest.raises(NotFound):
        trash.restore(case.colleague, [case.below], [])
    trash.restore(case.owner, [case.above], [])
    grants.end(case.owner, case.shared, grant_id)
    with pytest.raises(NotFound):
        trash.restore(case.colleague, [case.below], [])
    assert Folder.get_by_id(case.below).trashed_at is not None


def test_a_colleague_deletes_nothing_for_good(case: Case) -> None:
    """What they deleted lies in the owner's trash: that is the owner's to empty."""
    case.share("edit")
    trash.trash(case.colleague, [case.below], [])
    with pytest.raises(NotFound):
        purge.purge(case.colleague, [case.below], [])


def test_a_colleague_who_may_see_may_copy_but_not_move(case: Case) -> None:
    """The copy is theirs; the original stays."""
    case.share("view")
    target = things.root_id(case.colleague_row)
    copying.copy(case.colleague, target, [case.below], [])
    copied = Folder.get(Folder.owner == case.colleague.user_id, Folder.name == "Below")
    copies = Study.select().join(FolderEntry).where(FolderEntry.folder == copied)
    assert [study.owner_id for study in copies] == [case.colleague.user_id]
    with pytest.raises(Forbidden):
        moving.move(case.colleague, target, [case.below], [])
    assert Folder.get_by_id(case.below).trashed_at is None


def test_a_grant_ends_by_itself(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the end of its last day: afterwards it is as if it had never been."""
    case.share("edit", utcnow().date() + timedelta(days=3))
    until = FolderGrant.get().until
    assert until is not None
    monkeypatch.setattr(access, "utcnow", lambda: until - timedelta(seconds=1))
    assert access.require_folder(case.colleague, case.below, "add")
    assert shared.listing(case.colleague)[0]["shared_until"] == until
    monkeypatch.setattr(access, "utcnow", lambda: until)
    _sees_nothing(case)
    assert grants.listing(case.owner, case.shared) == []


def test_a_grant_that_is_taken_back_ends_at_once(case: Case) -> None:
    """Everywhere."""
    grant_id = case.share("edit")
    grants.end(case.owner, case.shared, grant_id)
    _sees_nothing(case)
    with pytest.raises(NotFound):
        grants.end(case.owner, case.shared, grant_id)


@pytest.mark.parametrize("which", ["above", "shared"])
def test_in_the_trash_a_grant_sleeps(case: Case, which: str) -> None:
    """And wakes with the folder."""
    case.share("view")
    folder_id = getattr(case, which)
    trash.trash(case.owner, [folder_id], [])
    _sees_nothing(case)
    trash.restore(case.owner, [folder_id], [])
    assert access.require_folder(case.colleague, case.below, "see")


def test_who_is_deactivated_sees_nothing(case: Case) -> None:
    """Also where a session of theirs still ran."""
    case.share("edit")
    User.update(active=False).where(User.id == case.colleague.user_id).execute()
    _sees_nothing(case)
    assert grants.listing(case.owner, case.shared) == []
    with pytest.raises(Invalid):
        case.share("view")


def test_the_widest_grant_on_the_way_counts(case: Case) -> None:
    """View above, edit below: edit is inherited from where it is given; only the topmost is listed."""
    case.share("view")
    grants.put(case.owner, case.below, case.colleague.email, "edit", None, ZONE)
    assert access.require_folder(case.colleague, case.below, "add")
    with pytest.raises(OnlyView):
        access.require_folder(case.colleague, case.shared, "add")
    with pytest.raises(SharedTop):
        access.require_folder(case.colleague, case.below, "edit")
    assert [row["name"] for row in shared.listing(case.colleague)] == ["Shared"]


def test_sharing_again_changes_the_grant(case: Case) -> None:
    """One grant for a folder and a colleague, and one mail, which names no folder."""
    first, second = case.share("view"), case.share("edit")
    assert first == second
    [written] = OutboxMail.select().where(OutboxMail.kind == "folder_shared")
    assert written.recipient == case.colleague.email
    content = mail.content(written)
    assert "Dr. Ana Weber" in content.subject
    assert not {"Shared", "Above"} & set((content.subject + " " + content.text).split())


@pytest.mark.parametrize(
    ("email", "until_date", "zone", "field"),
    [
        ("nobody@clinic.example", None, ZONE, "email"),
        ("ana.weber@clinic.example", None, ZONE, "email"),
        ("ben.okafor@clinic.example", date(2020, 1, 1), ZONE, "until_date"),
        ("ben.okafor@clinic.example", date(9999, 12, 31), ZONE, "until_date"),
        ("ben.okafor@clinic.example", None, "Mars/Olympus", "time_zone"),
    ],
)
def test_what_cannot_be_shared_so(case: Case, email: str, until_date: date | None, zone: str, field: str) -> None:
    """Said at the field."""
    with pytest.raises(Invalid) as refusal:
        grants.put(case.owner, case.shared, email, "view", until_date, zone)
    assert list(refusal.value.extra["errors"]) == [field]
    assert FolderGrant.select().count() == 0


def test_the_top_folder_is_not_shared(case: Case) -> None:
    """Whoever shares all shares what is still to come."""
    with pytest.raises(RootFolder):
        grants.put(case.owner, things.root_id(case.owner_row), case.colleague.email, "view", None, ZONE)


def test_a_colleague_does_not_share_on(case: Case) -> None:
    """Neither with others, nor do they see with whom."""
    grant_id = case.share("edit")
    for refused in (
        lambda: grants.listing(case.colleague, case.shared),
        lambda: grants.put(case.colleague, case.below, case.owner.email, "view", None, ZONE),
        lambda: grants.end(case.colleague, case.shared, grant_id),
    ):
        with pytest.raises(OnlyOwnerShares):
            refused()


def test_a_colleagues_look_changes_nothing(case: Case) -> None:
    """What is new is new to the owner."""
    case.share("edit")
    FolderEntry.update(seen_at=None).execute()
    mark_seen(case.colleague, case.below)
    assert FolderEntry.get_by_id(case.entry.id).seen_at is None
    assert '"new":true' not in Content(case.colleague, case.below, _wish()).json()


def test_a_poll_notices_a_change_of_rights(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    """The tag names the user's rights."""
    case.share("view")
    before = Content(case.colleague, case.below, _wish()).tag()
    assert Content(case.colleague, case.below, _wish()).tag() == before
    case.share("edit")
    assert Content(case.colleague, case.below, _wish()).tag() != before
    owners = Content(case.owner, case.above, _wish()).tag()
    case.share("view", utcnow().date() + timedelta(days=3))
    assert Content(case.owner, case.above, _wish()).tag() != owners
    assert '"colleagues":["Dr. Ben Okafor"]' in Content(case.owner, case.above, _wish()).json()


def test_a_colleagues_delivery(case: Case) -> None:
    """They send while they may add; its owner sees it and sends nothing in their name; when the grant ends no more
    is taken, and what they have sent stays theirs to read about."""
    grant_id = case.share("edit")
    delivery_id = deliveries.open_by_user(case.colleague, case.below)["id"]
    delivery = delivery_access.find_open(case.colleague, delivery_id)
    assert delivery.owner_id == case.owner.user_id
    assert delivery_access.find(case.owner, delivery_id) == delivery
    with pytest.raises(NotFound):
        delivery_access.find_open(case.owner, delivery_id)
    grants.end(case.owner, case.shared, grant_id)
    with pytest.raises(NotFound):
        delivery_access.find_open(case.colleague, delivery_id)
    assert delivery_access.find(case.colleague, delivery_id) == delivery


def test_a_colleagues_delivery_into_a_folder_in_the_trash_takes_no_more(case: Case) -> None:
    """The same outcome as when the grant ends."""
    case.share("edit")
    delivery_id = deliveries.open_by_user(case.colleague, case.below)["id"]
    trash.trash(case.owner, [case.shared], [])
    with pytest.raises(NotFound):
        delivery_access.find_open(case.colleague, delivery_id)


def test_the_api_end_to_end(case: Case, logged_in: FlaskClient) -> None:
    """Found, shared, listed, and taken back."""
    offered = logged_in.get("/api/colleagues?q=okaf").get_json()["items"]
    assert offered == [{"name": "Dr. Ben Okafor", "email": case.colleague.email}]
    assert logged_in.get("/api/colleagues?q=ana").get_json() == {"items": []}
    assert logged_in.get("/api/colleagues?q=o").get_json() == {"items": []}
    at = f"/api/folders/{case.shared}/grants"
    put = logged_in.put(at, json={"email": case.colleague.email, "may": "edit", "until_date": None, "time_zone": ZONE})
    assert put.status_code == 200, put.get_json()
    assert [item["may"] for item in logged_in.get(at).get_json()["items"]] == ["edit"]
    assert logged_in.get("/api/shared-folders").get_json() == {"items": []}
    theirs = factories.log_in(new_client(logged_in.application), case.colleague_row)
    [row] = theirs.get("/api/shared-folders").get_json()["items"]
    assert (row["name"], row["owner_name"], row["rights"]["may_add"]) == ("Shared", "Dr. Ana Weber", True)
    assert logged_in.delete(f"{at}/{put.get_json()['id']}").status_code == 204
