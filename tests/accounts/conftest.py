"""Settings for what needs no data of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from backend import config
from tests.conftest import settings_for


@pytest.fixture
def settings_on_sqlite(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> config.Settings:
    """Settings whose database nobody opens."""
    return settings_for(monkeypatch, "sqlite:///:memory:", tmp_path / "data")
