"""Studies and documents in a clinician's tree, filed as the worker files what was uploaded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.db import new_id
from backend.documents.models import Document
from backend.folders import service as folders
from backend.intake import service as intake
from backend.intake.policy import Policy

FileStudy = Callable[[User, Sequence[Path]], UUID]
FileDocument = Callable[[User, Path], Document]

POLICY = Policy("anything", 1_000, 1 << 30)


def take(owner: User, path: Path, delivery_id: UUID) -> UUID:
    """Files one file into the owner's root folder; returns the id of the study or document that holds it."""
    outcome = intake.take(
        intake.Incoming(
            owner_id=owner.id,
            folder_id=folders.root(owner.id).id,
            delivery_id=delivery_id,
            path=path.name,
            spool=path,
            offset=0,
            length=path.stat().st_size,
            policy=POLICY,
            via="upload",
            actor=f"user:{owner.id}",
            sender_name=owner.name,
        )
    )
    assert outcome.ref is not None, outcome.reason
    return UUID(outcome.ref.partition(":")[2])


@pytest.fixture
def file_study() -> FileStudy:
    """Files instances as one delivery; returns the study that holds the last of them."""

    def file(owner: User, paths: Sequence[Path]) -> UUID:
        delivery_id = new_id()
        return [take(owner, path, delivery_id) for path in paths][-1]

    return file


@pytest.fixture
def file_document() -> FileDocument:
    """Files a document."""

    def file(owner: User, path: Path) -> Document:
        document: Document = Document.get_by_id(take(owner, path, new_id()))
        return document

    return file
