"""Studies and documents in a clinician's tree, filed by the services that file them in the application."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.db import db, new_id
from backend.documents import service as documents
from backend.documents.models import Document
from backend.folders import service as folders
from backend.storage import service as storage
from backend.storage.models import Blob
from backend.studies import service as studies
from backend.studies.header import read_header

FileStudy = Callable[[User, Sequence[Path]], UUID]
FileDocument = Callable[[User, Path, str], Document]


def keep(path: Path) -> Blob:
    """The file's bytes, stored."""
    size = path.stat().st_size
    return storage.keep(path, 0, size, storage.digest(path, 0, size))


@pytest.fixture
def file_study() -> FileStudy:
    """Files instances into the owner's root folder; returns the study that holds the last of them."""

    def file(owner: User, paths: Sequence[Path]) -> UUID:
        delivery_id = new_id()
        study_id = None
        for path in paths:
            header, blob = read_header(path), keep(path)
            with db.atomic():
                outcome = studies.index_instance(owner.id, header, blob, delivery_id)
            study_id = outcome.study_id
        assert study_id is not None
        with db.atomic():
            folders.file_entry(
                folders.root(owner.id).id,
                study_id=study_id,
                added_by=f"user:{owner.id}",
                added_by_name=owner.name,
                via="upload",
                delivery_id=delivery_id,
            )
        return study_id

    return file


@pytest.fixture
def file_document() -> FileDocument:
    """Files a document into the owner's root folder."""

    def file(owner: User, path: Path, media_type: str) -> Document:
        delivery_id, folder_id, blob = new_id(), folders.root(owner.id).id, keep(path)
        with db.atomic():
            document, _ = documents.file_document(owner.id, folder_id, path.name, media_type, blob, delivery_id)
            folders.file_entry(
                folder_id,
                document_id=document.id,
                added_by=f"user:{owner.id}",
                added_by_name=owner.name,
                via="upload",
                delivery_id=delivery_id,
            )
        return document

    return file
