"""POST: creation, and creation with the first bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email.utils import parsedate_to_datetime

import pytest

from backend import config
from backend.uploads.models import Upload
from tests.tus import Tus, metadata

#: How rows are written is the same for each verb: test_patch.py and test_machine.py run on both databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_creates(tus: Tus) -> None:
    answer = tus.post(10, metadata(filename="a.dcm"))
    assert answer.status == 201
    assert answer.headers["location"].startswith(f"{tus.path}/")
    assert "upload-offset" not in answer.headers
    assert parsedate_to_datetime(answer.headers["upload-expires"]) is not None
    assert tus.head(answer.headers["location"]).headers["upload-offset"] == "0"


@pytest.mark.parametrize("header", [None, "", "   ", "filename", "filename ,is_confidential"])
def test_takes_any_metadata_that_the_protocol_allows(tus: Tus, header: str | None) -> None:
    """tuspy sends an empty header; a value may be left out."""
    assert tus.post(1, header).status == 201


@pytest.mark.parametrize("header", ["filename YQ==,filename Yg==", "filename not-base64", "näme YQ=="])
def test_refuses_broken_metadata(tus: Tus, header: str) -> None:
    answer = tus.post(1, header)
    assert (answer.status, json.loads(answer.body)["code"]) == (400, "bad_upload_request")


@pytest.mark.parametrize("length", [None, "", "-1", "1.5", "x", "٣", str(1 << 70)])
def test_needs_a_length(tus: Tus, length: str | None) -> None:
    assert tus.post(0, Upload_Length=length).status == 400


def test_refuses_what_it_does_not_offer(tus: Tus) -> None:
    assert tus.post(1, Upload_Defer_Length="1").status == 400
    assert tus.post(1, Upload_Concat="partial").status == 400


@pytest.mark.parametrize("version", [None, "0.2.2", "2.0.0"])
def test_refuses_other_versions_and_names_its_own(tus: Tus, version: str | None) -> None:
    answer = tus.post(1, Tus_Resumable=version)
    assert answer.status == 412
    assert answer.headers["tus-version"] == answer.headers["tus-resumable"] == "1.0.0"


def test_takes_the_first_bytes_along(tus: Tus) -> None:
    answer = tus.post(6, body=b"abc")
    assert (answer.status, answer.headers["upload-offset"]) == (201, "3")
    url = answer.headers["location"]
    assert tus.patch(url, 3, b"def").headers["upload-offset"] == "6"


def test_takes_a_whole_file_along(tus: Tus) -> None:
    answer = tus.post(3, body=b"abc")
    assert (answer.status, answer.headers["upload-offset"]) == (201, "3")
    assert "upload-expires" not in answer.headers
    assert Upload.get().finished_at is not None


def test_an_empty_upload_is_finished_at_once(tus: Tus) -> None:
    """tus-js-client sends nothing more when offset and length agree."""
    answer = tus.post(0)
    assert answer.status == 201
    assert Upload.get().finished_at is not None
    assert tus.head(answer.headers["location"]).headers["upload-offset"] == "0"


def test_more_bytes_than_announced_are_not_taken(tus: Tus) -> None:
    answer = tus.post(2, body=b"abc")
    assert answer.status == 413
    assert Upload.get().finished_at is None


def test_a_creation_of_another_content_type_brings_no_bytes(tus: Tus) -> None:
    answer = tus.post(3, body=b"abc", Content_Type="application/octet-stream")
    assert answer.status == 201
    assert "upload-offset" not in answer.headers


def test_an_upload_larger_than_any_delivery_is_refused(tus: Tus) -> None:
    answer = tus.post(config.current().delivery_bytes_most + 1)
    assert (answer.status, json.loads(answer.body)["code"]) == (413, "upload_too_long")


@pytest.fixture
def full_disk(settings: config.Settings) -> Iterator[None]:
    """A low-water mark that no disk is above."""
    import dataclasses

    before = config.current()
    config.use(dataclasses.replace(before, disk_low_water=1 << 62))
    yield
    config.use(before)


def test_a_full_disk_refuses_new_uploads_only(tus: Tus, request: pytest.FixtureRequest) -> None:
    begun = tus.post(3).headers["location"]
    request.getfixturevalue("full_disk")
    answer = tus.post(3)
    assert (answer.status, json.loads(answer.body)["code"]) == (507, "disk_low")
    assert tus.patch(begun, 0, b"abc").status == 204


def test_nobody_elses_delivery(outsider: Tus) -> None:
    answer = outsider.post(1)
    assert answer.status == 404
    assert answer.headers["tus-resumable"] == "1.0.0"


def test_every_refusal_is_an_answer_of_a_tus_server(tus: Tus) -> None:
    """Also one that is given before a verb is reached."""
    answer = tus.post(1, X_Requested_With="Somebody")
    assert answer.status == 403
    assert answer.headers["tus-resumable"] == "1.0.0"
