"""HEAD: where to go on."""

from __future__ import annotations

import fcntl
import os
import threading
from uuid import UUID

import pytest

from backend.db import new_id
from backend.uploads import service
from backend.uploads.models import Upload
from tests.tus import Tus, metadata

#: How rows are written is the same for each verb: test_patch.py and test_machine.py run on both databases.
pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def test_says_how_far_it_is(tus: Tus) -> None:
    sent = metadata(filename="a.dcm", note="ä")
    url = tus.post(5, sent, body=b"ab").headers["location"]
    answer = tus.head(url)
    assert answer.status == 200
    assert answer.body == b""
    assert answer.headers["upload-offset"] == "2"
    assert answer.headers["upload-length"] == "5"
    assert answer.headers["upload-metadata"] == sent
    assert answer.headers["cache-control"] == "no-store"
    assert "upload-expires" in answer.headers


def test_a_finished_upload_is_at_its_end_also_when_its_bytes_are_filed(tus: Tus) -> None:
    url = tus.post(2, body=b"ab").headers["location"]
    service.purge(UUID(url.rsplit("/", 1)[1]))
    answer = tus.head(url)
    assert (answer.status, answer.headers["upload-offset"]) == (200, "2")


def test_finishes_what_a_dead_process_left_complete(tus: Tus) -> None:
    """A sender that sees offset and length agree has nothing more to send."""
    url = tus.post(2).headers["location"]
    service.spool_path(UUID(url.rsplit("/", 1)[1])).write_bytes(b"ab")
    assert tus.head(url).headers["upload-offset"] == "2"
    assert Upload.get().finished_at is not None


def test_unknown(tus: Tus) -> None:
    assert tus.head(f"{tus.path}/{new_id()}").status == 404


def test_an_upload_of_another_delivery_is_unknown(tus: Tus, outsider: Tus) -> None:
    url = tus.post(2).headers["location"]
    assert outsider.head(url).status == 404


def test_waits_for_a_writer(tus: Tus) -> None:
    """Bytes of a broken connection may still be draining; what HEAD says must hold."""
    url = tus.post(2).headers["location"]
    path = service.spool_path(UUID(url.rsplit("/", 1)[1]))
    handle = os.open(path, os.O_RDWR | os.O_CREAT)
    fcntl.flock(handle, fcntl.LOCK_EX)

    def write_when_awaited() -> None:
        while not path.with_suffix(".wanted").exists():
            pass
        os.write(handle, b"a")
        os.close(handle)

    writer = threading.Thread(target=write_when_awaited)
    writer.start()
    answer = tus.head(url)
    writer.join()
    assert answer.headers["upload-offset"] == "1"
    assert not path.with_suffix(".wanted").exists()
