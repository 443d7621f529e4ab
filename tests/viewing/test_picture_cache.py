"""The cache of small pictures: bounded, shared, never the truth."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from backend.viewing.picture_cache import PictureCache


def never() -> bytes:
    raise AssertionError("it is in the cache")


def drawing(content: bytes) -> Callable[[], bytes]:
    return lambda: content


def test_a_picture_is_drawn_once(tmp_path: Path) -> None:
    assert PictureCache(tmp_path).get("ab12-t", drawing(b"picture")) == b"picture"
    assert PictureCache(tmp_path).get("ab12-t", never) == b"picture"


def test_a_file_that_a_crash_left_empty_is_drawn_anew(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path)
    cache.get("ab12-t", drawing(b"picture"))
    (tmp_path / "ab" / "ab12-t").write_bytes(b"")
    assert cache.get("ab12-t", drawing(b"anew")) == b"anew"


def test_what_can_not_be_drawn_is_not_kept(tmp_path: Path) -> None:
    def broken() -> bytes:
        raise ValueError("no picture")

    with pytest.raises(ValueError, match="no picture"):
        PictureCache(tmp_path).get("ab12-t", broken)
    assert list(tmp_path.rglob("*")) == []


def test_trimming_removes_what_was_not_asked_for_longest(tmp_path: Path) -> None:
    roomy = PictureCache(tmp_path)  # which has no reason to trim of its own accord
    for number in range(20):
        roomy.get(f"{number:02}-t", drawing(bytes(10)))
        os.utime(tmp_path / f"{number:02}" / f"{number:02}-t", (number, number))
    cache = PictureCache(tmp_path, bytes_most=100)
    cache.get("00-t", never)  # asked for again: now the youngest
    cache.trim()
    assert {path.name for path in tmp_path.rglob("*-t")} == {"00-t", *(f"{number}-t" for number in range(13, 20))}


def test_a_cache_within_its_bound_keeps_everything(tmp_path: Path) -> None:
    cache = PictureCache(tmp_path, bytes_most=100)
    cache.get("00-t", drawing(bytes(100)))
    cache.trim()
    assert cache.get("00-t", never) == bytes(100)
