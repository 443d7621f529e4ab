"""What nobody goes on with is purged; what is complete is finished; what somebody writes is left alone."""

from __future__ import annotations

import fcntl
import os
from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from backend.db import new_id, utcnow
from backend.deliveries.models import Delivery, DeliveryFile
from backend.uploads import service
from backend.uploads.models import Upload
from tests.tus import Tus

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def let_days_pass(url: str, days: int = 2) -> None:
    """As if the upload had been created, and written to, days ago."""
    upload_id = UUID(url.rsplit("/", 1)[1])
    Upload.update(
        created_at=Upload.get_by_id(upload_id).created_at - timedelta(days=days),
        expires_at=utcnow() - timedelta(days=days - 1),
    ).where(Upload.id == upload_id).execute()
    path = service.spool_path(upload_id)
    if path.exists():
        past = path.stat().st_mtime - days * 86_400
        os.utime(path, (past, past))


def test_an_expired_upload_is_gone_and_its_file_may_come_again(tus: Tus) -> None:
    url = tus.post(3, body=b"ab").headers["location"]
    let_days_pass(url)
    assert tus.head(url).status == 410
    assert service.sweep() == 1
    assert not service.spool_path(UUID(url.rsplit("/", 1)[1])).exists()
    assert DeliveryFile.get().state == "declared"
    assert service.sweep() == 0


def test_bytes_that_come_keep_it_alive(tus: Tus) -> None:
    url = tus.post(3).headers["location"]
    let_days_pass(url)
    service.spool_path(UUID(url.rsplit("/", 1)[1])).write_bytes(b"a")
    assert tus.head(url).headers["upload-offset"] == "1"
    assert service.sweep() == 0


def test_a_closed_deliverys_uploads_are_purged(tus: Tus, logged_in: FlaskClient, delivery_path: str) -> None:
    url = tus.post(3, body=b"ab").headers["location"]
    assert logged_in.put(f"{delivery_path}/receipt").status_code == 202
    assert service.sweep() == 1
    assert tus.head(url).status == 410


def test_a_complete_upload_of_a_dead_process_is_finished(tus: Tus) -> None:
    url = tus.post(2).headers["location"]
    service.spool_path(UUID(url.rsplit("/", 1)[1])).write_bytes(b"ab")
    assert service.sweep() == 1
    assert Upload.get().finished_at is not None
    assert DeliveryFile.get().state == "received"


def test_a_writer_is_not_disturbed(tus: Tus) -> None:
    url = tus.post(3, body=b"ab").headers["location"]
    let_days_pass(url)
    path = service.spool_path(UUID(url.rsplit("/", 1)[1]))
    handle = os.open(path, os.O_RDWR)
    fcntl.flock(handle, fcntl.LOCK_EX)
    assert service.sweep() == 0
    os.close(handle)
    assert path.exists()
    assert service.sweep() == 1


def test_stray_files_are_removed_when_they_are_old(tus: Tus) -> None:
    url = tus.post(3, body=b"ab").headers["location"]
    stray = service.spool_path(new_id())
    foreign = stray.with_name("README")
    for path in (stray, foreign):
        path.write_bytes(b"")
        os.utime(path, (0, 0))
    service.sweep()
    assert not stray.exists()
    assert foreign.exists()
    assert tus.head(url).headers["upload-offset"] == "2"


def test_an_open_delivery_keeps_its_claim(tus: Tus) -> None:
    tus.post(3)
    assert Delivery.get().state == "open"
    assert service.sweep() == 0
