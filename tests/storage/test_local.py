"""Blobs on a local disk."""

from __future__ import annotations

import errno
import os
import threading
from pathlib import Path

import pytest

from backend import config
from backend.db import db
from backend.storage import local, service
from backend.storage.local import LocalBlobStore
from backend.storage.models import Blob
from backend.storage.port import BlobMissing
from tests.deliveries.conftest import ground  # noqa: F401 - a fixture

DATA = bytes(range(256)) * 20_000


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "source"
    path.write_bytes(b"before" + DATA + b"behind")
    return path


@pytest.fixture
def store(tmp_path: Path) -> LocalBlobStore:
    return LocalBlobStore(tmp_path / "blobs")


def held(store: LocalBlobStore, key: str) -> bytes:
    with store.open(key) as reader:
        return reader.read()


def test_keeps_a_part_of_a_file(store: LocalBlobStore, source: Path) -> None:
    store.put("abcdef", source, 6, len(DATA))
    assert held(store, "abcdef") == DATA
    assert b"".join(store.read("abcdef", 1000, 3 << 20)) == DATA[1000 : 1000 + (3 << 20)]
    assert list(store.keys()) == ["abcdef"]
    store.delete("abcdef")
    store.delete("abcdef")
    with pytest.raises(BlobMissing):
        store.open("abcdef")


@pytest.mark.parametrize("refusal", [errno.EXDEV, errno.ENOSYS, errno.EINVAL, None])
def test_copies_where_the_kernel_does_not(
    store: LocalBlobStore, source: Path, monkeypatch: pytest.MonkeyPatch, refusal: int | None
) -> None:
    """Another file system, an old kernel, or a system without the call."""
    if refusal is None:
        monkeypatch.delattr(os, "copy_file_range")
    else:

        def refuse(*_: object, **__: object) -> int:
            raise OSError(refusal, "no")

        monkeypatch.setattr(os, "copy_file_range", refuse)
    store.put("abcdef", source, 6, len(DATA))
    assert held(store, "abcdef") == DATA


def test_a_full_disk_leaves_no_blob(store: LocalBlobStore, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> int:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(local, "_copy", full)
    with pytest.raises(OSError, match="full"):
        store.put("abcdef", source, 0, 10)
    assert list(store.keys()) == []


def test_a_source_that_is_too_short_leaves_no_blob(store: LocalBlobStore, source: Path) -> None:
    with pytest.raises(OSError, match="shorter"):
        store.put("abcdef", source, 100, len(DATA))
    assert list(store.keys()) == []


def test_the_same_bytes_are_stored_once(ground: config.Settings, source: Path) -> None:  # noqa: F811
    sha256 = service.digest(source, 6, len(DATA))
    first = service.keep(source, 6, len(DATA), sha256)
    assert service.keep(source, 6, len(DATA), sha256).id == first.id
    assert len(list(service.store().keys())) == Blob.select().count() == 1


def test_the_same_bytes_by_many_at_once(ground: config.Settings, source: Path) -> None:  # noqa: F811
    sha256 = service.digest(source, 6, len(DATA))
    start = threading.Barrier(4)
    kept: list[object] = []

    def keep() -> None:
        with db.connection_context():
            start.wait()
            kept.append(service.keep(source, 6, len(DATA), sha256).id)

    threads = [threading.Thread(target=keep) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(kept)) == 1
    assert len(list(service.store().keys())) == 1
