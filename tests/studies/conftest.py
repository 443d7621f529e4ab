"""The database and the store of blobs, and clinicians who own studies; nothing above them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

import pytest

from backend import config, db
from backend.accounts.models import User
from backend.db import new_id
from backend.storage import service as storage
from backend.storage.local import LocalBlobStore
from backend.studies.header import read_header
from backend.studies.service import IndexOutcome, index_instance

FULL = os.environ.get("FILMJACKET_TESTS") == "full"
"""Whether the long forms are run (`npm run test:full`)."""


@pytest.fixture
def ground(settings: config.Settings) -> Iterator[config.Settings]:
    """A migrated database of either kind and an empty blob store."""
    db.init(settings.database_url)
    settings.blob_dir.mkdir(parents=True)
    storage.use(LocalBlobStore(settings.blob_dir))
    with db.db.connection_context():
        yield settings


def new_owner() -> User:
    """A clinician who has no tree yet."""
    address = f"{new_id()}@clinic.example"
    return User.create(email=address, email_key=address, name="Dr. Weber", password_hash="")


@pytest.fixture
def owner(ground: config.Settings) -> User:
    """A clinician."""
    return new_owner()


@dataclass(frozen=True)
class Filing:
    """Files real bytes as intake does: hash, header, blob, index."""

    owner_id: UUID

    def __call__(self, file: Path, delivery_id: UUID, offset: int = 0, length: int | None = None) -> IndexOutcome:
        length = file.stat().st_size - offset if length is None else length
        header = read_header(file, offset, length)
        blob = storage.keep(file, offset, length, storage.digest(file, offset, length))
        return index_instance(self.owner_id, header, blob, delivery_id)


@pytest.fixture
def file_for(ground: config.Settings) -> Callable[[User], Filing]:
    """A way to file for somebody."""
    return lambda user: Filing(user.id)
