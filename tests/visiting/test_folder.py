"""What a guest sees of the folder of their link, over HTTP, on real files."""

from __future__ import annotations

import io
import json
import zipfile
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.test import TestResponse

from backend import config
from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import utcnow
from backend.folders.models import FolderEntry
from backend.links.errors import LinkRevoked
from backend.links.models import Link
from backend.storage import service as storage
from backend.storage.models import Blob
from tests.folders import things
from tests.guests.steps import Guest
from tests.guests.test_races import at_once
from tests.links.steps import PASSWORD
from tests.visiting.conftest import Shared

SIZE = 40 << 20

SPEC: dict[str, Any] = json.loads((Path(__file__).parents[2] / "openapi.json").read_text())


def get(guest: Guest, path: str) -> TestResponse:
    """What the guest's browser asks for, below the link."""
    return guest.client.get(f"/api/guest/links/{guest.link_id}{path}")


def content(guest: Guest, folder_id: str) -> Any:
    """A folder's content."""
    answer = get(guest, f"/folders/{folder_id}/content")
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def everything(shared: Shared) -> list[str]:
    """One address of each kind."""
    study, document = f"/studies/{shared.study_id}", f"/documents/{shared.letter.id}"
    return [f"/folders/{shared.top}/content", study, f"{study}/thumbnail", document, f"{document}/content"]


def test_the_folder_and_what_is_below_it(guest: Guest, shared: Shared, link: dict[str, Any]) -> None:
    assert guest.visit().get_json()["folder_id"] == shared.top
    top = content(guest, shared.top)
    assert [(row["kind"], row["name"]) for row in top["items"]] == [
        ("folder", "Inner"),
        ("study", "CompressedSamples^CT1"),
    ]
    assert (top["items"][1]["StudyDate"], top["items"][1]["instance_count"]) == ("20040119", 1)
    inner = content(guest, shared.inner)
    assert [step["name"] for step in inner["breadcrumbs"]] == ["Shared", "Inner"]
    assert [row["name"] for row in inner["items"]] == ["letter.pdf", "wound.jpg"]
    first = get(guest, f"/folders/{shared.inner}/content?limit=1").get_json()
    assert (len(first["items"]), first["total"]) == (1, 2)
    rest = get(guest, f"/folders/{shared.inner}/content?limit=1&cursor={first['next_cursor']}").get_json()
    assert [row["name"] for row in rest["items"]] == ["wound.jpg"]


def test_nobody_else_is_spoken_of(guest: Guest, shared: Shared, user: User) -> None:
    """Nothing of who added what and when, of colleagues, links, news, or the folders above."""
    told = json.dumps([content(guest, shared.top), content(guest, shared.inner)])
    assert user.name not in told
    assert "Weber" not in told
    hidden = {"added_by", "added_at", "added_via", "new", "active_links", "colleagues", "owner_name", "rights", "etag"}
    assert all(not hidden & set(row) for row in content(guest, shared.top)["items"])


def test_what_lies_elsewhere_does_not_exist(guest: Guest, shared: Shared, logged_in: FlaskClient) -> None:
    """A study that lies here and elsewhere opens here alone."""
    root = logged_in.get("/api/me").get_json()["root_folder_id"]
    for path in (
        f"/folders/{shared.beside}/content",
        f"/folders/{root}/content",
        f"/documents/{shared.secret.id}",
        f"/documents/{shared.secret.id}/content",
        f"/documents/{shared.secret.id}/text",
    ):
        assert get(guest, path).status_code == 404, path
    assert get(guest, f"/studies/{shared.study_id}").status_code == 200
    logged_in.post("/api/trash", json={"entry_ids": [str(shared.entry_id)]})
    assert get(guest, f"/studies/{shared.study_id}").status_code == 404
    assert content(guest, shared.top)["total"] == 1


def test_pictures_are_shown_and_not_kept(guest: Guest, shared: Shared) -> None:
    study = get(guest, f"/studies/{shared.study_id}").get_json()
    assert (study["PatientName"], study["variant"], study["conflicts"]) == ("CompressedSamples^CT1", 0, 0)
    [series] = study["series"]
    at = f"/studies/{shared.study_id}"
    [instance] = get(guest, f"{at}/series/{series['id']}/instances").get_json()["items"]
    for path in (
        f"{at}/thumbnail",
        f"{at}/instances/{instance['id']}/thumbnail",
        f"{at}/instances/{instance['id']}/frames/1?window_center=40&window_width=400",
        f"/documents/{shared.photo.id}/preview",
    ):
        answer = get(guest, path)
        assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "no-store"), path
        assert Image.open(io.BytesIO(answer.data)).width > 0


def test_no_download_unless_it_is_ticked(
    guest: Guest, shared: Shared, link: dict[str, Any], logged_in: FlaskClient
) -> None:
    """A PDF's bytes are needed to draw it; all else stays where it is."""
    assert get(guest, f"/documents/{shared.letter.id}/content").data.startswith(b"%PDF")
    for path in (f"/documents/{shared.photo.id}/content", f"/archive?folder_id={shared.top}"):
        refused = get(guest, path)
        assert (refused.status_code, refused.get_json()["code"]) == (403, "not_to_be_downloaded")
    assert logged_in.patch(f"/api/links/{link['id']}", json={"may_download": True}).status_code == 200
    assert get(guest, f"/documents/{shared.photo.id}/content").status_code == 200
    files = zipfile.ZipFile(io.BytesIO(get(guest, f"/archive?folder_id={shared.top}").data)).namelist()
    assert {name.rpartition("/")[2] for name in files} >= {"wound.jpg", "letter.pdf", "DICOMDIR", "00001.dcm"}
    one = zipfile.ZipFile(io.BytesIO(get(guest, f"/archive?entry_id={shared.entry_id}").data)).namelist()
    assert not any(name.endswith(".pdf") for name in one)
    assert get(guest, f"/archive?folder_id={shared.beside}").status_code == 404
    secret = FolderEntry.get(FolderEntry.folder == shared.beside)
    assert get(guest, f"/archive?entry_id={secret.id}").status_code == 404
    assert get(guest, "/archive").status_code == 422
    kinds = [event["kind"] for event in logged_in.get(f"/api/links/{link['id']}").get_json()["timeline"]]
    assert kinds.count("downloaded") == 2
    assert AuditEvent.select().where(AuditEvent.action == "study:downloaded").count() == 2


@pytest.mark.parametrize("how", ["expired", "revoked", "trashed", "trashed above", "owner gone", "not to be seen"])
def test_when_it_is_over_nothing_is_visible(
    guest: Guest, shared: Shared, link: dict[str, Any], logged_in: FlaskClient, user: User, how: str
) -> None:
    """Exactly at expiry: the day in which an upload may still finish opens nothing."""
    assert {get(guest, path).status_code for path in everything(shared)} == {200}
    at, code = f"/api/links/{link['id']}", "link_revoked"
    if how == "expired":
        Link.update(expires_at=utcnow()).where(Link.id == link["id"]).execute()
        code = "link_expired"
    elif how == "revoked":
        logged_in.delete(at)
    elif how == "trashed":
        logged_in.post("/api/trash", json={"folder_ids": [shared.top]})
    elif how == "trashed above":
        crumbs = logged_in.get(f"/api/folders/{shared.top}").get_json()["breadcrumbs"]
        logged_in.post("/api/trash", json={"folder_ids": [crumbs[1]["id"]]})
    elif how == "owner gone":
        User.update(active=False).where(User.id == user.id).execute()
    else:
        logged_in.patch(at, json={"may_see": False})
        code = "not_to_be_seen"
    answers = [get(guest, path) for path in everything(shared)]
    status = 403 if code == "not_to_be_seen" else 410
    assert {(answer.status_code, answer.get_json()["code"]) for answer in answers} == {(status, code)}
    if how == "expired":
        assert guest.deliveries().status_code == 200  # its receipt may still be read


def test_an_operator_closes_it_for_links_that_are_out(guest: Guest, shared: Shared) -> None:
    config.use(replace(config.current(), link_may_see=False))
    assert {get(guest, path).get_json()["code"] for path in everything(shared)} == {"not_to_be_seen"}
    assert guest.visit().get_json()["folder_id"] is None


def test_until_the_last_moment(guest: Guest, shared: Shared, link: dict[str, Any]) -> None:
    Link.update(expires_at=utcnow() + timedelta(minutes=1)).where(Link.id == link["id"]).execute()
    assert {get(guest, path).status_code for path in everything(shared)} == {200}


def test_another_password_closes_it_until_it_is_proved(
    guest: Guest, shared: Shared, link: dict[str, Any], logged_in: FlaskClient
) -> None:
    other = "meadow-tin-orchid-64"
    logged_in.put(f"/api/links/{link['id']}/password", json={"password": other, "password_by": "told"})
    assert {get(guest, path).status_code for path in everything(shared)} == {401}
    assert guest.enter(PASSWORD).status_code == 422
    assert guest.enter(other).status_code == 200
    assert {get(guest, path).status_code for path in everything(shared)} == {200}


def test_each_look_is_recorded_once(guest: Guest, shared: Shared, link: dict[str, Any], logged_in: FlaskClient) -> None:
    for _ in range(2):
        for path in everything(shared):
            assert get(guest, path).status_code == 200
        content(guest, shared.inner)
    seen = AuditEvent.select().where(AuditEvent.actor.startswith("guest:")).order_by(AuditEvent.id)
    reads = [(row.action, row.subject) for row in seen if row.action.endswith((":read", ":seen"))]
    assert reads == [
        ("folder:read", f"folder:{shared.top}"),
        ("guest:folder:seen", f"link:{link['id']}"),
        ("study:read", f"study:{shared.study_id}"),
        ("document:read", f"document:{shared.letter.id}"),
        ("folder:read", f"folder:{shared.inner}"),
    ]
    kinds = [event["kind"] for event in logged_in.get(f"/api/links/{link['id']}").get_json()["timeline"]]
    assert kinds.count("folder_seen") == 1


def test_a_revocation_while_somebody_looks(
    app: Any, guest: Guest, shared: Shared, link: dict[str, Any], logged_in: FlaskClient
) -> None:
    cookie = guest.client.get_cookie("__Host-filmjacket-guest")
    assert cookie is not None

    def look(path: str) -> int:
        same = Guest(app)
        same.client.set_cookie("__Host-filmjacket-guest", cookie.value, domain="localhost", secure=True)
        same.link_id = link["id"]
        return get(same, path).status_code

    looks = [lambda path=path: look(path) for path in everything(shared)]
    *answers, revoked = at_once(*looks, lambda: logged_in.delete(f"/api/links/{link['id']}").status_code)
    assert revoked == 204
    assert set(answers) <= {200, 410}
    assert {get(guest, path).status_code for path in everything(shared)} == {410}


def test_a_revocation_breaks_a_long_download_off(
    guest: Guest, shared: Shared, link: dict[str, Any], logged_in: FlaskClient, user: User
) -> None:
    document = things.document(user, "film.mp4")
    path = storage.store().local_path(document.blob.key)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(SIZE)
    Blob.update(size=SIZE).where(Blob.id == document.blob.id).execute()
    things.file(UUID(shared.inner), document)
    logged_in.patch(f"/api/links/{link['id']}", json={"may_download": True})
    answer = guest.client.get(f"/api/guest/links/{guest.link_id}/archive?folder_id={shared.inner}", buffered=False)
    pieces = iter(answer.response)
    first = next(pieces)
    logged_in.delete(f"/api/links/{link['id']}")
    with pytest.raises(LinkRevoked):
        assert len(first) + sum(map(len, pieces)) < SIZE
    answer.close()


def test_what_cannot_be_shown_promises_no_download(
    guest: Guest, shared: Shared, link: dict[str, Any], logged_in: FlaskClient
) -> None:
    blob = shared.photo.blob
    path = storage.store().local_path(blob.key)
    assert path is not None
    path.write_bytes(b"no picture at all")
    preview = f"/documents/{shared.photo.id}/preview"
    assert get(guest, preview).get_json()["code"] == "not_shown"
    assert get(guest, f"/documents/{shared.photo.id}/text").get_json()["code"] == "not_shown"
    logged_in.patch(f"/api/links/{link['id']}", json={"may_download": True})
    assert get(guest, preview).get_json()["code"] == "document_unreadable"


def test_the_guests_addresses_repeat_the_apps() -> None:
    """One viewer reads both: whatever the app sees of a study or document has its twin below the link."""
    link = "/api/guest/links/{link_id}"
    viewed = [path for path in SPEC["paths"] if path.startswith(link + ("/studies", "/documents")[0])]
    viewed += [path for path in SPEC["paths"] if path.startswith(f"{link}/documents")]
    twins = [path for path in viewed if path.replace(link, "/api") in SPEC["paths"]]
    assert len(twins) == 8
    for path in twins:
        theirs, ours = (SPEC["paths"][each]["get"] for each in (path, path.replace(link, "/api")))
        assert theirs["responses"]["200"] == ours["responses"]["200"]
        assert theirs.get("parameters", []) == ours.get("parameters", [])
