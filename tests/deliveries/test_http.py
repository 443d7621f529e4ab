"""Deliveries over HTTP: shapes, sentences, limits of a body."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.deliveries.schemas import DeliverySchema, ReceiptSchema
from backend.folders import service as folders
from backend.jobs import service as jobs
from tests.tus import InProcess, Tus, metadata

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def path(logged_in: FlaskClient, user: User) -> str:
    """A new delivery's path."""
    answer = logged_in.post("/api/deliveries", json={"folder_id": str(folders.root_id(user.id))})
    assert answer.status_code == 201
    return f"/api/deliveries/{answer.get_json()['id']}"


def test_the_whole_way(logged_in: FlaskClient, path: str) -> None:
    files = [
        {"path": "CD\\a.txt", "size": 5, "last_modified": 1},
        {"path": "empty", "size": 0},
        {"path": "AUTORUN.INF", "size": 9, "left_out": "viewer-program"},
    ]
    lines = logged_in.post(f"{path}/files", json={"files": files}).get_json()["items"]
    assert [line["path"] for line in lines] == ["CD/a.txt", "empty", "AUTORUN.INF"]
    assert lines[2]["sentence"] == "A part of the CD's viewing program. It is not needed."
    tus = Tus(InProcess(logged_in), f"{path}/uploads")
    url = tus.post(5, metadata(members="0-1"), body=b"hello").headers["location"]
    (planned,) = logged_in.get(f"{path}/plan").get_json()["uploads"]
    assert planned["url"] == url
    assert planned["finished"] is True
    assert logged_in.get(f"{path}/receipt").status_code == 404
    closing = logged_in.put(f"{path}/receipt")
    assert closing.status_code == 202
    assert DeliverySchema().fields.keys() == closing.get_json().keys()
    jobs.run_due()
    receipt = logged_in.get(f"{path}/receipt").get_json()
    assert ReceiptSchema().fields.keys() == receipt.keys()
    assert receipt["refused"][0]["sentence"] == "The file is empty."
    assert [line["state"] for line in logged_in.get(f"{path}/files").get_json()["items"]] == [
        "filed",
        "refused",
        "left_out",
    ]
    refused = logged_in.get(f"{path}/files?state=refused").get_json()["items"]
    assert [line["path"] for line in refused] == ["empty"]


def test_reasons_are_said_in_the_readers_language(logged_in: FlaskClient, path: str) -> None:
    logged_in.post(f"{path}/files", json={"files": [{"path": "x", "size": 0, "left_out": "empty"}]})
    assert logged_in.patch("/api/session/user", json={"language": "de"}).status_code in (200, 404, 405)
    sentence = logged_in.get(f"{path}/files").get_json()["items"][0]["sentence"]
    assert sentence


@pytest.mark.parametrize("name", ["a\x00b", "\ud800", "‮gnp.exe", "x" * 1024, "..", "/"])
def test_a_strange_name_refuses_no_list(logged_in: FlaskClient, path: str, name: str) -> None:
    answer = logged_in.post(f"{path}/files", json={"files": [{"path": name, "size": 1}, {"path": "b", "size": 1}]})
    assert answer.status_code == 200
    assert len(answer.get_json()["items"]) == 2


@pytest.mark.parametrize(
    "file",
    [
        {"path": "", "size": 1},
        {"path": "a", "size": -1},
        {"path": "a", "size": "much"},
        {"path": "a"},
        {"path": "a", "size": 1, "left_out": "<b>"},
        {"path": "a", "size": 1, "more": 1},
    ],
)
def test_a_broken_line_is_refused_in_words(logged_in: FlaskClient, path: str, file: dict[str, object]) -> None:
    answer = logged_in.post(f"{path}/files", json={"files": [file]})
    assert answer.status_code == 422
    assert answer.get_json()["title"]


def test_a_body_of_five_thousand_lines(logged_in: FlaskClient, path: str) -> None:
    files = [{"path": f"DICOM/PATIENT 1/STUDY 1/SERIES {n // 100}/IM{n:06}", "size": n} for n in range(5000)]
    assert logged_in.post(f"{path}/files", json={"files": files}).status_code == 200
    assert logged_in.post(f"{path}/files", json={"files": [*files, files[0]]}).status_code == 422


def test_the_interleaved_members_of_a_large_bundle(logged_in: FlaskClient, path: str) -> None:
    """The longest Upload-Metadata that the page sends."""
    files = [{"path": f"IM{n:06}", "size": 0} for n in range(4000)]
    logged_in.post(f"{path}/files", json={"files": files})
    members = ",".join(str(n) for n in (*range(0, 4000, 2), *range(1, 4000, 2)))
    tus = Tus(InProcess(logged_in), f"{path}/uploads")
    assert tus.post(0, metadata(members=members)).status == 201


def test_one_opens_deliveries_into_ones_own_folders_only(logged_in: FlaskClient, other_user: User) -> None:
    answer = logged_in.post("/api/deliveries", json={"folder_id": str(folders.root_id(other_user.id))})
    assert answer.status_code == 404
