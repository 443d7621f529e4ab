"""Seeing documents over HTTP."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from PIL import Image

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import new_id
from backend.documents.models import Document
from tests import datasets, factories
from tests.conftest import new_client
from tests.viewing.conftest import FileDocument


@pytest.fixture
def photo(user: User, file_document: FileDocument, tmp_path: Path) -> Document:
    return file_document(user, datasets.write_photo(tmp_path / "wound.jpg"))


@pytest.fixture
def letter(user: User, file_document: FileDocument, tmp_path: Path) -> Document:
    return file_document(user, datasets.write_pdf(tmp_path / "Arztbrief Müller.pdf"))


def test_a_document_says_how_it_can_be_shown(logged_in: FlaskClient, letter: Document) -> None:
    answer = logged_in.get(f"/api/documents/{letter.id}")
    assert answer.status_code == 200
    assert answer.json is not None
    assert {key: answer.json[key] for key in ("name", "media_type", "size", "shown_as", "pages")} == {
        "name": "Arztbrief Müller.pdf",
        "media_type": "application/pdf",
        "size": letter.size,
        "shown_as": "pdf",
        "pages": None,
    }


def test_the_bytes_come_as_they_were_sent_and_never_run(
    logged_in: FlaskClient, letter: Document, tmp_path: Path
) -> None:
    answer = logged_in.get(f"/api/documents/{letter.id}/content")
    assert answer.data == (tmp_path / "Arztbrief Müller.pdf").read_bytes()
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''Arztbrief%20M%C3%BCller.pdf"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.content_length == letter.size


def test_a_preview_is_drawn_anew_and_asked_for_once(logged_in: FlaskClient, photo: Document) -> None:
    answer = logged_in.get(f"/api/documents/{photo.id}/preview")
    assert answer.mimetype == "image/jpeg"
    assert Image.open(io.BytesIO(answer.data)).size == (240, 320)
    assert "private" in answer.headers["Cache-Control"]
    again = logged_in.get(f"/api/documents/{photo.id}/preview", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_a_damaged_picture_is_said_to_be_so(
    logged_in: FlaskClient, user: User, file_document: FileDocument, tmp_path: Path
) -> None:
    photo = datasets.write_photo(tmp_path / "whole.jpg")
    half = datasets.truncated(photo, tmp_path / "half.jpg", photo.stat().st_size // 2)
    answer = logged_in.get(f"/api/documents/{file_document(user, half).id}/preview")
    assert answer.status_code == 422
    assert answer.mimetype == "application/problem+json"
    assert answer.json is not None
    assert answer.json["title"] == "This document is damaged and can't be shown. You can still download it."


def test_a_pdf_has_no_server_side_preview(logged_in: FlaskClient, letter: Document) -> None:
    answer = logged_in.get(f"/api/documents/{letter.id}/preview")
    assert (answer.status_code, answer.json and answer.json["code"]) == (422, "no_preview")
    assert logged_in.get(f"/api/documents/{letter.id}/text").status_code == 422


def test_a_text_is_given_as_characters(
    logged_in: FlaskClient, user: User, file_document: FileDocument, tmp_path: Path
) -> None:
    note = datasets.write_text(tmp_path / "note.txt", "<b>Größe</b>\n")
    document = file_document(user, note)
    answer = logged_in.get(f"/api/documents/{document.id}/text")
    assert answer.json == {"text": "<b>Größe</b>\n", "complete": True}


@pytest.mark.parametrize("way", ["", "/content", "/preview", "/text"])
def test_another_owners_document_does_not_exist(
    client: FlaskClient, other_user: User, photo: Document, way: str
) -> None:
    answer = factories.log_in(client, other_user).get(f"/api/documents/{photo.id}{way}")
    unknown = client.get(f"/api/documents/{new_id()}{way}")
    assert answer.status_code == unknown.status_code == 404
    assert answer.json == unknown.json


@pytest.mark.parametrize("way", ["", "/content", "/preview", "/text"])
def test_nobody_sees_a_document_without_logging_in(client: FlaskClient, photo: Document, way: str) -> None:
    assert client.get(f"/api/documents/{photo.id}{way}").status_code == 401


def test_a_session_that_reads_a_document_is_recorded_once(logged_in: FlaskClient, user: User, photo: Document) -> None:
    for way in ("", "/preview", "/content", ""):
        logged_in.get(f"/api/documents/{photo.id}{way}")
    factories.log_in(new_client(logged_in.application), user).get(f"/api/documents/{photo.id}/content")
    events = AuditEvent.select().where(AuditEvent.action == "document:read")
    assert {(event.actor, event.subject) for event in events} == {(f"user:{user.id}", f"document:{photo.id}")}
    assert len({event.detail["session"] for event in events}) == len(events) == 2
