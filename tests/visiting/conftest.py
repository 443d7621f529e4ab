"""A folder with something of each kind in it and below it, shared with a guest who may see it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.documents.models import Document
from backend.folders.models import FolderEntry
from tests import datasets
from tests.folders import things
from tests.guests.steps import Guest
from tests.links.steps import new_folder, share
from tests.mail_server import mail_server, settings
from tests.viewing.conftest import FileDocument, FileStudy, file_document, file_study

__all__ = ["file_document", "file_study", "mail_server", "settings"]


@dataclass(frozen=True)
class Shared:
    """The owner's folders, and what lies in them."""

    top: str  # shared
    inner: str  # in it
    beside: str  # in the folder around it
    study_id: UUID  # in `top`, and in the owner's root as well
    photo: Document  # in `inner`
    letter: Document  # a PDF in `inner`
    secret: Document  # in `beside`
    entry_id: UUID  # the study's place in `top`


@pytest.fixture
def shared(
    logged_in: FlaskClient, user: User, file_study: FileStudy, file_document: FileDocument, tmp_path: Path
) -> Shared:
    """Filed as the worker does it: everything lies in the owner's root as well."""
    around = new_folder(logged_in, "Weber, Knee")
    top, beside = (new_folder(logged_in, name, around) for name in ("Shared", "Beside"))
    inner = new_folder(logged_in, "Inner", top)
    study_id = file_study(user, [datasets.real_file("CT_small.dcm")])
    entry: FolderEntry = things.file(UUID(top), _study(study_id))
    photo = file_document(user, datasets.write_photo(tmp_path / "wound.jpg"))
    letter = file_document(user, datasets.write_pdf(tmp_path / "letter.pdf"))
    secret = file_document(user, datasets.write_text(tmp_path / "secret.txt"))
    things.file(UUID(inner), photo)
    things.file(UUID(inner), letter)
    things.file(UUID(beside), secret)
    return Shared(top, inner, beside, study_id, photo, letter, secret, entry.id)


@pytest.fixture
def link(logged_in: FlaskClient, shared: Shared) -> dict[str, Any]:
    """A link whose guest may see the folder, and no more."""
    return share(logged_in, shared.top, password_by="told", may_see=True)


@pytest.fixture
def guest(app: Flask, link: dict[str, Any]) -> Guest:
    """Who has proved the link."""
    browser = Guest(app)
    browser.open(link)
    assert browser.enter().status_code == 200
    return browser


def _study(study_id: UUID) -> Any:
    from backend.studies.models import Study

    return Study.get_by_id(study_id)
