"""Folders and the trash over HTTP: what is answered, and what to bad input."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.db import new_id
from tests.folders.things import file, root_id, study


def make(client: FlaskClient, parent: Any, name: str) -> Any:
    """The answer to making a folder."""
    return client.post("/api/folders", json={"parent_id": str(parent), "name": name})


def test_the_whole_way(logged_in: FlaskClient, user: User) -> None:
    """Make, read, rename, lay into, delete, look into the trash, restore."""
    top = root_id(user)
    held = study(user)
    entry = file(top, held)
    made = make(logged_in, top, "Knee")
    assert made.status_code == 201
    folder = made.get_json()
    url = f"/api/folders/{folder['id']}"
    assert logged_in.get(url).get_json() == folder
    renamed = logged_in.patch(url, json={"name": "Knie"})
    assert (renamed.status_code, renamed.get_json()["name"]) == (200, "Knie")
    added = logged_in.post(f"{url}/entries", json={"study_ids": [str(held.id)]})
    assert added.get_json() == {"added": [str(held.id)], "present": []}
    selection = {"folder_ids": [folder["id"]], "entry_ids": [str(entry.id)]}
    told = logged_in.post("/api/trash/consequences", json=selection)
    assert told.get_json() == {
        "folders": 1,
        "studies": 1,
        "documents": 0,
        "studies_nowhere_else": 1,
        "active_links": 0,
        "colleagues": [],
    }
    assert logged_in.post("/api/trash", json=selection).get_json() == told.get_json()
    assert logged_in.get(url).status_code == 404
    assert {item["id"] for item in logged_in.get("/api/trash").get_json()["items"]} == {folder["id"], str(entry.id)}
    assert logged_in.post("/api/trash/restorations", json=selection).status_code == 204
    assert logged_in.get(url).get_json()["name"] == "Knie"
    assert logged_in.get("/api/trash").get_json() == {"items": [], "next_cursor": None}


def test_a_taken_name_is_answered_with_a_free_one(logged_in: FlaskClient, user: User) -> None:
    """In the sentence and as a value."""
    top = root_id(user)
    make(logged_in, top, "Knee")
    answer = make(logged_in, top, "knee")
    problem = answer.get_json()
    assert answer.status_code == 409
    assert (problem["code"], problem["suggestion"]) == ("name_taken", "knee (2)")
    assert problem["title"] == "There already is a folder with this name here. “knee (2)” would be free."


BAD_NAMES = ["", " ", "a/b", "a\nb", "..", "x" * 121, "a\x00b", None, 7, ["a"]]


def test_bad_names(logged_in: FlaskClient, user: User) -> None:
    """422 with the field, for making and renaming alike."""
    top = root_id(user)
    folder = make(logged_in, top, "Knee").get_json()
    for name in BAD_NAMES:
        for answer in (
            logged_in.post("/api/folders", json={"parent_id": str(top), "name": name}),
            logged_in.patch(f"/api/folders/{folder['id']}", json={"name": name}),
        ):
            assert answer.status_code == 422, name
            assert answer.get_json()["errors"]["name"]


def test_bad_bodies(logged_in: FlaskClient, user: User) -> None:
    """422; a field that is not known is an error too."""
    top = str(root_id(user))
    many = [str(new_id()) for _ in range(1001)]
    for url, body in (
        ("/api/folders", {}),
        ("/api/folders", {"parent_id": "x", "name": "a"}),
        ("/api/folders", {"parent_id": None, "name": "a"}),
        ("/api/folders", {"parent_id": top, "name": "a", "owner_id": top}),
        (f"/api/folders/{top}/entries", {"study_ids": []}),
        (f"/api/folders/{top}/entries", {"study_ids": many}),
        (f"/api/folders/{top}/entries", {"study_ids": ["1"]}),
        ("/api/trash", {"folder_ids": many}),
        ("/api/trash", {"folder_ids": "all"}),
        ("/api/trash/consequences", {"entry_ids": [None]}),
        ("/api/trash/restorations", {"everything": True}),
    ):
        answer = logged_in.post(url, json=body)
        assert answer.status_code == 422, (url, body)
        assert answer.content_type == "application/problem+json"


def test_what_is_not_there(logged_in: FlaskClient) -> None:
    """404 for any id, with one and the same answer; an id that is none does not lead anywhere."""
    unknown = str(new_id())
    answers = [
        logged_in.get(f"/api/folders/{unknown}"),
        logged_in.patch(f"/api/folders/{unknown}", json={"name": "a"}),
        make(logged_in, unknown, "a"),
        logged_in.post(f"/api/folders/{unknown}/entries", json={"study_ids": [unknown]}),
        logged_in.post("/api/trash", json={"folder_ids": [unknown]}),
        logged_in.post("/api/trash/consequences", json={"entry_ids": [unknown]}),
        logged_in.post("/api/trash/restorations", json={"entry_ids": [unknown]}),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.get_data() for answer in answers}) == 1
    assert logged_in.get("/api/folders/1").status_code == 404


def test_the_top_folder_stays(logged_in: FlaskClient, user: User) -> None:
    """403 with a sentence that says what to do instead."""
    top = str(root_id(user))
    for answer in (
        logged_in.patch(f"/api/folders/{top}", json={"name": "Mine"}),
        logged_in.post("/api/trash", json={"folder_ids": [top]}),
        logged_in.post("/api/trash/consequences", json={"folder_ids": [top]}),
    ):
        assert answer.status_code == 403
        assert answer.get_json()["code"] == "root_folder"


def test_nobody_gets_anything(client: FlaskClient) -> None:
    """Without a session: 401, whatever else is wrong."""
    url = f"/api/folders/{new_id()}"
    answers = [
        client.get(url),
        client.patch(url, json={"name": "a"}),
        client.post("/api/folders", json={}),
        client.post(f"{url}/entries", json={}),
        client.get("/api/trash"),
        client.post("/api/trash", json={}),
        client.post("/api/trash/consequences", json={}),
        client.post("/api/trash/restorations", json={}),
    ]
    assert {answer.status_code for answer in answers} == {401}
