"""The web layer is the same on every database: its tests run on one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.conftest import close


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty migrated SQLite database."""
    path = tmp_path / "filmjacket.sqlite"
    shutil.copy(sqlite_template, path)
    yield f"sqlite:///{path}"
    close()
