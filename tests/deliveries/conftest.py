"""Clinicians with trees, and nobody who listens to what becomes of deliveries."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from backend.accounts.models import User
from backend.deliveries import listeners
from tests import datasets, factories
from tests.deliveries.sender import Named


@pytest.fixture
def owner(app: Flask) -> User:
    """A clinician into whose tree is delivered. Guests here have no link's row, so links must not be told."""
    listeners.use()
    return factories.user("ana.weber@clinic.example", "Dr. Ana Weber")


@pytest.fixture
def neighbour(owner: User) -> User:
    """Another clinician."""
    return factories.user("ben.okafor@clinic.example", "Dr. Ben Okafor")


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
