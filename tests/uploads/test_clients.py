"""Clients that others wrote upload unchanged: tuspy, and tus-js-client in node (on which @uppy/tus stands)."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from tusclient.client import TusClient

from backend.deliveries.models import DeliveryFile
from backend.uploads import service
from backend.uploads.models import Upload
from tests.uploads.conftest import Server

DATA = random.Random(2).randbytes((2 << 20) + 12_345)
SCRIPT = Path(__file__).with_name("tus-js-client.mjs")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "befund ä.bin"
    path.write_bytes(DATA)
    return path


def held(url: str) -> bytes:
    """The bytes of a finished upload."""
    upload_id = UUID(url.rsplit("/", 1)[1])
    assert Upload.get_by_id(upload_id).finished_at is not None
    return service.spool_path(upload_id).read_bytes()


@pytest.mark.parametrize("metadata", [None, {"filename": "befund ä.bin"}])
@pytest.mark.parametrize("chunk_size", [700_000, 4 << 20])
@pytest.mark.parametrize("checksum", [False, True])
def test_tuspy(server: Server, file: Path, metadata: dict[str, str] | None, chunk_size: int, checksum: bool) -> None:
    """Without metadata it sends an empty Upload-Metadata."""
    tus = server.tus()
    client = TusClient(f"{server.origin}{tus.path}", headers=server.http.headers())
    uploader = client.uploader(str(file), chunk_size=chunk_size, metadata=metadata, upload_checksum=checksum)
    uploader.upload()
    url = str(uploader.url)
    assert held(url) == DATA
    name = DeliveryFile.get(DeliveryFile.upload == url.rsplit("/", 1)[1]).path
    assert name == (metadata["filename"] if metadata else "unnamed")


def test_tuspy_goes_on_where_it_stopped(server: Server, file: Path) -> None:
    tus = server.tus()
    client = TusClient(f"{server.origin}{tus.path}", headers=server.http.headers())
    begun = client.uploader(str(file), chunk_size=1 << 20)
    begun.upload_chunk()  # type: ignore[no-untyped-call]  # tuspy has hardly any types
    resumed = client.uploader(str(file), chunk_size=1 << 20, url=begun.url)
    assert resumed.offset == 1 << 20
    resumed.upload()
    assert held(str(begun.url)) == DATA


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"chunkSize": 600_000},
        {"chunkSize": 600_000, "options": {"uploadDataDuringCreation": True}},
        {"chunkSize": 600_000, "options": {"overridePatchMethod": True}},
        {"metadata": {"filename": "befund ä.bin", "filetype": ""}},
    ],
    ids=["at once", "in chunks", "creation with upload", "without PATCH", "metadata"],
)
def test_tus_js_client(server: Server, file: Path, options: dict[str, Any]) -> None:
    assert held(_tus_js_client(server, file, options)) == DATA


def test_tus_js_client_sends_an_empty_file(server: Server, tmp_path: Path) -> None:
    """It stops after the POST, since offset and length agree."""
    empty = tmp_path / "empty"
    empty.write_bytes(b"")
    assert held(_tus_js_client(server, empty, {})) == b""


def _tus_js_client(server: Server, file: Path, options: dict[str, Any]) -> str:
    settings = {
        "endpoint": f"{server.origin}{server.tus().path}",
        "path": str(file),
        "headers": server.http.headers(),
        "metadata": {},
        **options,
    }
    done = subprocess.run(["node", str(SCRIPT), json.dumps(settings)], capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()
