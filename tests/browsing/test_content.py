"""A folder's content, page by page."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts.models import User, UserSession
from backend.audit.models import AuditEvent
from backend.browsing import readings, service
from backend.browsing.schemas import ContentSchema
from backend.db import new_id, rfc3339, utcnow
from backend.deliveries.models import Delivery
from backend.folders import service as folders
from backend.folders import trash
from backend.folders.entries import bump
from backend.folders.models import FolderEntry, FolderGrant
from backend.links.models import Link
from backend.studies.models import Study
from backend.web.paging import encode_cursor
from tests import factories
from tests.conftest import new_client
from tests.folders.things import document, file, root_id, seq, study

GUEST = "guest:1:2"


@pytest.fixture
def top(user: User) -> UUID:
    """The clinician's top folder."""
    return root_id(user)


def make(user: User, parent: UUID, name: str) -> UUID:
    """A folder's id."""
    made: UUID = folders.create(factories.principal(user), parent, name)["id"]
    return made


def content(client: FlaskClient, folder_id: UUID, **arguments: Any) -> Any:
    """The answer, checked against its schema."""
    answer = client.get(f"/api/folders/{folder_id}/content", query_string=arguments)
    assert answer.status_code == 200, answer.get_json()
    assert answer.content_type == "application/json"
    assert not ContentSchema().validate(answer.get_json())
    return answer.get_json()


def pages(client: FlaskClient, folder_id: UUID, **arguments: Any) -> Iterator[list[dict[str, Any]]]:
    """All pages' rows."""
    cursor: str | None = ""
    while cursor is not None:
        page = content(client, folder_id, **arguments, **({"cursor": cursor} if cursor else {}))
        yield page["items"]
        cursor = page["next_cursor"]


def link(user: User, folder_id: UUID, days: float = 1, **columns: Any) -> Link:
    """An upload link, as a row."""
    values = {
        "recipient": "patient@mail.example",
        "title": "Upload",
        "language": "en",
        "token_hash": new_id().hex,
        "password_hash": "",
        "password_by": "told",
        "expire_date": utcnow().date(),
        "time_zone": "UTC",
        "expires_at": utcnow() + timedelta(days=days),
        "policy": {},
    }
    return Link.create(owner=user, folder=folder_id, **{**values, **columns})


def delivery(user: User, folder_id: UUID) -> Delivery:
    """An open delivery, as a row."""
    number = new_id().hex[-9:]
    return Delivery.create(
        number=number, owner=user, folder=folder_id, via="link", origin_ref="link:1", opened_by=GUEST, policy={}
    )


def test_an_empty_folder(logged_in: FlaskClient, top: UUID) -> None:
    """The folder itself, no rows, no further page."""
    page = content(logged_in, top)
    assert (page["items"], page["next_cursor"], page["active_links"]) == ([], None, [])
    assert page["folder"] == logged_in.get(f"/api/folders/{top}").get_json()


def test_each_kind_of_row(logged_in: FlaskClient, user: User, top: UUID) -> None:
    """Folders first, then studies, then documents; every field of the schema, for each kind what it has to say."""
    folder_id = make(user, top, "Knee")
    held = study(
        user,
        "Müller^Hans",
        patient_id="4711",
        patient_birth_date="19610229",
        patient_sex="M",
        study_date="20240131",
        study_description="Knie",
        accession_number="A1",
        modalities_in_study="CT\\SR",
        series_count=2,
        instance_count=40,
        conflict_count=3,
        size=2**40,
        variant=1,
    )
    sent = delivery(user, top)
    paper = document(user, "Brief.pdf")
    file(top, paper)
    entry = file(top, held, by=GUEST, via="link", delivery_id=sent.id)
    folder_row, study_row, document_row = content(logged_in, top)["items"]
    assert (folder_row["kind"], folder_row["id"], folder_row["name"]) == ("folder", str(folder_id), "Knee")
    assert (folder_row["added_via"], folder_row["added_by"]) == ("created", user.name)
    assert (folder_row["has_children"], folder_row["new"], folder_row["size"]) == (False, False, None)
    assert study_row == {
        "kind": "study",
        "id": str(entry.id),
        "name": "Müller^Hans",
        "study_id": str(held.id),
        "document_id": None,
        "PatientID": "4711",
        "PatientBirthDate": "19610229",
        "PatientSex": "M",
        "StudyDate": "20240131",
        "StudyDescription": "Knie",
        "AccessionNumber": "A1",
        "ModalitiesInStudy": ["CT", "SR"],
        "series_count": 2,
        "instance_count": 40,
        "size": 2**40,
        "variant": 1,
        "conflicts": 3,
        "incomplete": True,
        "media_type": None,
        "added_at": rfc3339(entry.added_at),
        "added_by": "Somebody",
        "added_via": "link",
        "new": True,
        "has_children": True,
        "active_links": [],
        "rights": study_row["rights"],
        "etag": "",
        "owner_name": "",
        "shared_until": None,
        "colleagues": [],
    }
    assert (study_row["rights"]["may_rename"], study_row["rights"]["may_delete"]) == (False, True)
    folder = logged_in.get(f"/api/folders/{folder_id}").get_json()
    assert (folder_row["rights"], folder_row["etag"]) == (folder["rights"], folder["etag"])
    assert (document_row["document_id"], document_row["media_type"]) == (str(paper.id), "application/pdf")
    assert (document_row["new"], document_row["incomplete"], document_row["ModalitiesInStudy"]) == (False, False, [])
    assert [row["kind"] for row in content(logged_in, top, kinds="folders")["items"]] == ["folder"]


def test_a_delivery_that_closes_makes_complete(logged_in: FlaskClient, user: User, top: UUID) -> None:
    """Open and closing are not closed."""
    sent = delivery(user, top)
    file(top, study(user), by=GUEST, via="link", delivery_id=sent.id)
    for state, incomplete in (("open", True), ("closing", True), ("closed", False)):
        Delivery.update(state=state).execute()
        assert content(logged_in, top)["items"][0]["incomplete"] is incomplete


@pytest.fixture
def crowd(user: User, top: UUID) -> UUID:
    """A folder with 7 folders, 11 studies and 5 documents, many of which are equal in what they are sorted by."""
    folder_id = make(user, top, "Crowd")
    for number in range(7):
        make(user, folder_id, f"Folder {10 - number}")
    for number in range(11):
        held = study(
            user,
            ("Abe", "Öz", "Zoe")[number % 3],
            patient_id=str(number % 4),
            study_date=("", "20240101", "2023")[number % 3],
        )
        file(folder_id, held)
    for number in range(5):
        file(folder_id, document(user, f"Letter {number % 2}.pdf"))
    trash.trash(factories.principal(user), [make(user, folder_id, "Gone")], [file(folder_id, study(user)).id])
    return folder_id


SORTED_BY = {
    "name": ("name", "name", "name"),
    "added_at": ("added_at", "added_at", "added_at"),
    "study_date": ("name", "StudyDate", "name"),
    "patient_id": ("name", "PatientID", "name"),
}


def test_every_page_in_every_order(logged_in: FlaskClient, crowd: UUID) -> None:
    """Whatever the size of a page: each row once, in one order, which is the asked one."""
    everything = content(logged_in, crowd)["items"]
    assert len(everything) == 23
    for sort, descending in itertools.product(SORTED_BY, (False, True)):
        whole = content(logged_in, crowd, sort=sort, descending=descending)["items"]
        assert sorted(row["id"] for row in whole) == sorted(row["id"] for row in everything)
        for size in (4, 7, 18, 22):
            paged = list(pages(logged_in, crowd, sort=sort, descending=descending, limit=size))
            assert [len(page) for page in paged[:-1]] == [size] * (len(paged) - 1)
            assert list(itertools.chain(*paged)) == whole
        for kind, column in zip(("folder", "study", "document"), SORTED_BY[sort], strict=True):
            values = [_order(row[column]) for row in whole if row["kind"] == kind]
            is_reversed = descending and (column == SORTED_BY["name"][0]) == (sort == "name")
            assert values == sorted(values, reverse=is_reversed), (sort, descending, kind)


def _order(value: str) -> str:
    return value.replace("Ö", "O").replace("Folder 10", "Folder 9a")


def test_what_is_added_or_taken_away_between_two_pages(logged_in: FlaskClient, user: User, crowd: UUID) -> None:
    """A keyset page goes on behind the last row, also if that is gone: nothing is shown twice or left out."""
    first = content(logged_in, crowd, limit=9)
    last = first["items"][-1]
    trash.trash(factories.principal(user), [], [UUID(last["id"])])
    file(crowd, study(user, "Aaa"))
    rest = content(logged_in, crowd, cursor=first["next_cursor"])["items"]
    ids = [row["id"] for row in first["items"] + rest]
    assert len(set(ids)) == len(ids) == 23


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "-",
        encode_cursor([]),
        encode_cursor(["folder", "a"]),
        encode_cursor(["planet", "a", str(new_id())]),
        encode_cursor(["folder", 7, str(new_id())]),
        encode_cursor(["folder", "a", "no id"]),
        encode_cursor(["folder", "a", 7]),
        encode_cursor(["study", "a\x00", str(new_id())]),
    ],
    ids=["no base64", "empty", "no parts", "no id", "no kind", "number", "bad id", "number as id", "zero byte"],
)
def test_forged_cursors(logged_in: FlaskClient, top: UUID, cursor: str) -> None:
    """400 with a sentence."""
    answer = logged_in.get(f"/api/folders/{top}/content", query_string={"cursor": cursor})
    assert (answer.status_code, answer.get_json()["code"]) == (400, "bad_cursor")


def test_bad_arguments(logged_in: FlaskClient, top: UUID) -> None:
    """422; and a cursor of another order is no server error."""
    for arguments in (
        {"limit": 0},
        {"limit": 501},
        {"limit": "x"},
        {"sort": "sex"},
        {"kinds": "none"},
        {"offset": -1},
        {"offset": 0, "cursor": "x"},
        {"filter": "x" * 201},
    ):
        assert logged_in.get(f"/api/folders/{top}/content", query_string=arguments).status_code == 422
    named = encode_cursor(["study", "abe", str(new_id())])
    dated = logged_in.get(f"/api/folders/{top}/content", query_string={"cursor": named, "sort": "added_at"})
    assert dated.status_code == 400


def test_others_folders_do_not_exist(logged_in: FlaskClient, other_user: User) -> None:
    """Neither their content nor their dots."""
    theirs = root_id(other_user)
    assert logged_in.get(f"/api/folders/{theirs}/content").status_code == 404
    assert logged_in.put(f"/api/folders/{theirs}/seen").status_code == 404
    assert logged_in.get(f"/api/folders/{new_id()}/content").status_code == 404


def test_children_are_announced(logged_in: FlaskClient, user: User, top: UUID) -> None:
    """A folder in it, or an entry; what lies in the trash is none."""
    empty, with_folder, with_entry, emptied = (make(user, top, name) for name in "abcd")
    make(user, with_folder, "inner")
    file(with_entry, study(user))
    entry = file(emptied, study(user))
    trash.trash(factories.principal(user), [make(user, emptied, "gone")], [entry.id])
    rows = {row["id"]: row["has_children"] for row in content(logged_in, top)["items"]}
    assert rows == {str(empty): False, str(with_folder): True, str(with_entry): True, str(emptied): False}


def test_new_shows_all_the_way_up_until_it_is_seen(logged_in: FlaskClient, user: User, top: UUID) -> None:
    """On every folder above what arrived; looking into the folder takes it away."""
    outer = make(user, top, "outer")
    inner = make(user, outer, "inner")
    quiet = make(user, top, "quiet")
    file(inner, study(user), by=GUEST, via="link")
    dots = {row["id"]: row["new"] for row in content(logged_in, top)["items"]}
    assert dots == {str(outer): True, str(quiet): False}
    assert content(logged_in, inner)["items"][0]["new"]
    before = seq(top)
    assert logged_in.put(f"/api/folders/{inner}/seen").status_code == 204
    assert not content(logged_in, inner)["items"][0]["new"]
    assert not content(logged_in, outer)["items"][0]["new"]
    assert not any(row["new"] for row in content(logged_in, top)["items"])
    assert seq(top) == before + 1
    logged_in.put(f"/api/folders/{inner}/seen")
    assert seq(top) == before + 1


def test_marks(logged_in: FlaskClient, user: User, top: UUID) -> None:
    """Active links of the folder itself and of the folders in it."""
    shared = make(user, top, "shared")
    active = link(user, shared, days=2)
    sooner = link(user, shared, days=1, recipient="practice@mail.example")
    link(user, shared, days=-1)
    link(user, shared, revoked_at=utcnow())
    expected = [
        {"link_id": str(mark.id), "recipient": mark.recipient, "expires_at": rfc3339(mark.expires_at)}
        for mark in (sooner, active)
    ]
    page = content(logged_in, top)
    assert (page["items"][0]["active_links"], page["active_links"]) == (expected, [])
    assert content(logged_in, shared)["active_links"] == expected


def poll(client: FlaskClient, folder_id: UUID, tag: str | None, **arguments: Any) -> tuple[int, str]:
    """Status and tag of a conditional request."""
    answer = client.get(
        f"/api/folders/{folder_id}/content", query_string=arguments, headers={"If-None-Match": tag} if tag else {}
    )
    return answer.status_code, answer.headers["ETag"]


def test_polling_costs_a_304_until_something_changes(
    logged_in: FlaskClient, user: User, top: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever shows changes the tag: content, names, children's content, dots, marks; so does the question."""
    outer = make(user, top, "outer")
    inner = make(user, outer, "inner")
    me = factories.principal(user)
    status, tag = poll(logged_in, outer, None)
    assert status == 200
    assert poll(logged_in, outer, tag) == (304, tag)
    assert poll(logged_in, outer, tag, sort="added_at")[0] == 200
    held = study(user)

    def share() -> None:
        link(user, inner, days=1)
        bump(inner, outer)

    changes: tuple[Callable[[], object], ...] = (
        lambda: file(inner, held, by=GUEST, via="link"),
        lambda: logged_in.put(f"/api/folders/{inner}/seen"),
        lambda: folders.rename(me, outer, "other"),
        lambda: folders.rename(me, inner, "other"),
        lambda: make(user, inner, "deepest"),
        share,
        lambda: pass_days(monkeypatch, 1.5),
        lambda: file(outer, held),
        lambda: file(inner, held),
        lambda: trash.trash(me, [inner], []),
    )
    for number, change in enumerate(changes):
        change()
        status, new_tag = poll(logged_in, outer, tag)
        assert (status, new_tag != tag) == (200, True), number
        assert poll(logged_in, outer, new_tag)[0] == 304
        tag = new_tag
    folders.rename(me, outer, "again")
    middle = make(user, outer, "middle")
    _, tag = poll(logged_in, middle, None)
    folders.rename(me, outer, "the way there")
    assert poll(logged_in, middle, tag)[0] == 200


def grant(folder_id: UUID, colleague: User) -> dict[str, Any]:
    """A grant's columns."""
    return {"folder": folder_id, "grantee": colleague, "may": "view", "granted_by": "user:1", "time_zone": "UTC"}


def pass_days(monkeypatch: pytest.MonkeyPatch, days: float) -> None:
    """For whoever asks for the page's tag it is later, and nothing else has happened."""
    later = utcnow() + timedelta(days=days)
    monkeypatch.setattr(service, "utcnow", lambda: later)


def test_what_ends_by_itself_changes_the_tag_once_each(
    logged_in: FlaskClient, user: User, other_user: User, top: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marks of the folder and of those in it, and what colleagues may do with those; nothing is written meanwhile."""
    inner = make(user, top, "inner")
    link(user, top, days=1)
    link(user, inner, days=2)
    FolderGrant.create(**grant(inner, other_user), until=utcnow() + timedelta(days=3))
    _, tag = poll(logged_in, top, None)
    for day in range(4):
        pass_days(monkeypatch, day + 0.5)
        status, tag = poll(logged_in, top, tag)
        assert status == (200 if day else 304), day
        assert poll(logged_in, top, tag)[0] == 304


@pytest.mark.parametrize("account", [False, True])
def test_who_may_no_longer_see_is_told_at_the_next_poll(
    app: Flask, user: User, other_user: User, top: UUID, account: bool
) -> None:
    """A grant that was taken back or has ended; a session that was ended, an account that was locked. Nothing that a
    process remembers of the folder speaks for whoever asks."""
    shared = make(user, top, "shared")
    browser = factories.log_in(new_client(app), other_user)
    FolderGrant.create(**grant(shared, other_user))
    tag = poll(browser, shared, None)[1]

    def status() -> int:
        return browser.get(f"/api/folders/{shared}/content", headers={"If-None-Match": tag}).status_code

    assert status() == 304
    if account:
        User.update(active=False).where(User.id == other_user.id).execute()
        assert status() == 401
        User.update(active=True).where(User.id == other_user.id).execute()
        assert status() == 304
        UserSession.update(ended_at=utcnow()).execute()
        assert status() == 401
        return
    FolderGrant.delete().execute()
    assert status() == 404
    FolderGrant.create(**grant(shared, other_user), until=utcnow() - timedelta(seconds=1))
    assert status() == 404


def test_a_tag_is_one_users(logged_in: FlaskClient, top: UUID) -> None:
    """It is quoted, strong, and says nothing."""
    _, tag = poll(logged_in, top, None)
    assert tag.startswith('"')
    assert len(tag) == 34


def test_a_reading_is_recorded_once_an_hour_and_session(
    logged_in: FlaskClient, user: User, top: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Not for each poll, not for later pages, also not if another process has recorded it."""
    readings._recorded.clear()
    reads = AuditEvent.select().where(AuditEvent.action == "folder:read")
    for _ in range(3):
        content(logged_in, top)
        poll(logged_in, top, None)
        readings._recorded.clear()
    assert [event.subject for event in reads] == [f"folder:{top}"]
    later = utcnow() + timedelta(minutes=61)
    monkeypatch.setattr(readings, "utcnow", lambda: later)
    content(logged_in, top)
    assert reads.count() == 2
    logged_in.delete("/api/session")
    factories.log_in(logged_in, user)
    content(logged_in, top)
    assert reads.count() == 3
    content(logged_in, top, cursor=encode_cursor(["folder", "", str(new_id())]))
    assert reads.count() == 3


def test_the_memory_of_readings_is_bounded(logged_in: FlaskClient, top: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """The oldest goes first."""
    monkeypatch.setattr(readings, "_REMEMBERED_MOST", 3)
    for _ in range(5):
        readings._recorded[new_id(), new_id()] = utcnow()
    content(logged_in, top)
    assert len(readings._recorded) == 3
    assert next(reversed(readings._recorded))[1] == top


def test_odd_text_survives_the_way_through_json(logged_in: FlaskClient, user: User, top: UUID) -> None:
    """Right-to-left, quotes, a line separator; never escaped twice."""
    name = 'عبد الله^محمد=\u2028"</script>\\'
    file(top, study(user, name))
    answer = logged_in.get(f"/api/folders/{top}/content")
    assert json.loads(answer.get_data())["items"][0]["name"] == name


def test_seen_takes_the_dot_from_what_lies_there_only(logged_in: FlaskClient, user: User, top: UUID) -> None:
    """Not from what lies in folders below, which the owner has not looked into."""
    inner = make(user, top, "inner")
    file(inner, study(user), by=GUEST, via="link")
    logged_in.put(f"/api/folders/{top}/seen")
    assert FolderEntry.get().seen_at is None
    assert Study.select().count() == 1
