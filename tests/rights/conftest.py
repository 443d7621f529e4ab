"""One world for each test process, and a copy of it for each test."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from backend import db
from backend.app import create_app
from tests.conftest import close, point, settings_for
from tests.rights.world import World, build, copy, renew_codes


@pytest.fixture(scope="session")
def built(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[World, Path]:
    """The world with its application, and its data folder with the database in it."""
    folder = tmp_path_factory.mktemp("world") / "data"
    folder.mkdir()
    shutil.copy(sqlite_template, folder / "filmjacket.sqlite")
    with pytest.MonkeyPatch.context() as patch:
        app = create_app(settings_for(patch, f"sqlite:///{folder / 'filmjacket.sqlite'}", folder))
        world = replace(build(app), app=app)
        db.db.execute_sql("pragma wal_checkpoint(truncate)")
    close()
    return world, folder


@pytest.fixture
def world(built: tuple[World, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[World]:
    """The world, on a copy of its data."""
    original, source = built
    folder = tmp_path / "data"
    copy(source, folder)
    assert original.app is not None
    point(original.app, settings_for(monkeypatch, f"sqlite:///{folder / 'filmjacket.sqlite'}", folder))
    with db.db.connection_context():
        renew_codes()
    yield original
    close()
