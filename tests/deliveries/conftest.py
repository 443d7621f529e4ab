"""Clinicians with trees, and nobody who listens to what becomes of deliveries."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from backend import config
from backend.accounts.models import User
from backend.app import prepare
from backend.db import db
from backend.deliveries import listeners
from backend.folders import service as folders
from tests import datasets
from tests.deliveries.sender import Named


@pytest.fixture
def ground(settings: config.Settings) -> Iterator[config.Settings]:
    """The services on a fresh database, without the web. Guests here have no link's row, so links are not told."""
    prepare(settings)
    listeners.use()
    with db.connection_context():
        yield settings


def new_owner(email: str, name: str) -> User:
    """A clinician with a tree, who never logs in."""
    user: User = User.create(email=email, email_key=email, name=name, password_hash="")
    folders.create_root(user)
    return user


@pytest.fixture
def owner(ground: config.Settings) -> User:
    """A clinician into whose tree is delivered."""
    return new_owner("ana.weber@clinic.example", "Dr. Ana Weber")


@pytest.fixture
def neighbour(owner: User) -> User:
    """Another clinician."""
    return new_owner("ben.okafor@clinic.example", "Dr. Ben Okafor")


@pytest.fixture
def study(tmp_path: Path) -> list[Named]:
    """Three slices of one study."""
    return named(datasets.write_study(tmp_path / "CD", "study", slices=3))


@pytest.fixture
def pdf(tmp_path: Path) -> Named:
    """A PDF."""
    (letter,) = named([datasets.write_pdf(tmp_path / "letter.pdf")])
    return letter


def named(files: list[Path]) -> list[Named]:
    """Files as they are sent: name and bytes."""
    return [(file.name, file.read_bytes()) for file in files]
