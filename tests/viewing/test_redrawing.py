"""Redrawing in a process apart."""

from __future__ import annotations

import io
import json
import os
import sys
from pathlib import Path

import pytest
from PIL import Image

from backend.viewing import redrawing
from backend.viewing.errors import DocumentUnreadable, NoSuchPage
from backend.viewing.redrawing import redraw_apart
from tests import datasets


def test_a_file_is_drawn_anew(tmp_path: Path) -> None:
    with datasets.write_photo(tmp_path / "photo.jpg").open("rb") as file:
        picture = redraw_apart(file, page=1, longest_side=160)
    assert Image.open(io.BytesIO(picture)).size == (120, 160)


def test_so_are_bytes_that_are_no_file(tmp_path: Path) -> None:
    photo = datasets.write_photo(tmp_path / "photo.jpg").read_bytes()
    assert redraw_apart(io.BytesIO(photo), page=1, longest_side=160).startswith(b"\xff\xd8")


def test_what_is_wrong_is_said_as_it_would_be_here(tmp_path: Path) -> None:
    photo = datasets.write_photo(tmp_path / "photo.jpg").read_bytes()
    with pytest.raises(NoSuchPage):
        redraw_apart(io.BytesIO(photo), page=2, longest_side=160)
    with pytest.raises(DocumentUnreadable):
        redraw_apart(io.BytesIO(photo[:2000]), page=1, longest_side=160)


def instead(monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    """Have another Python program run in place of ours."""
    monkeypatch.setattr(redrawing, "COMMAND", [sys.executable, "-c", program])


def test_a_process_that_dies_is_an_unreadable_document(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "import os; os.abort()")
    with pytest.raises(DocumentUnreadable):
        redraw_apart(io.BytesIO(b""), page=1, longest_side=160)


def test_a_process_that_dawdles_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    instead(monkeypatch, "import signal; signal.pause()")
    monkeypatch.setattr(redrawing, "SECONDS_MOST", 0.2)
    with pytest.raises(DocumentUnreadable):
        redraw_apart(io.BytesIO(b""), page=1, longest_side=160)


def test_it_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMJACKET_SECRET_KEY", "secret")
    instead(monkeypatch, "import json, os; print(json.dumps(dict(os.environ)))")
    environment = json.loads(redraw_apart(io.BytesIO(b""), page=1, longest_side=160))
    assert not [name for name in environment if name.startswith("FILMJACKET")]
    assert environment["PATH"] == os.defpath
