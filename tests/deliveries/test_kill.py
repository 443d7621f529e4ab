"""Nothing lost (R1, short form): gunicorn and the worker are killed at random moments of a delivery, and it
completes.
"""

from __future__ import annotations

import hashlib
import http.client
import json
import os
import random
import shutil
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import UUID

import pytest

from backend import config
from backend.accounts.models import User
from backend.app import create_app
from backend.db import db, utcnow
from backend.deliveries import service
from backend.deliveries.models import DeliveryFile
from backend.folders import service as folders
from backend.jobs.models import Job
from backend.principal import UserPrincipal
from backend.storage import service as storage
from backend.storage.models import Blob
from backend.studies.models import Instance, InstanceSource
from backend.uploads.models import Upload
from backend.web.auth import USER_COOKIE
from tests import datasets, factories, running
from tests.conftest import new_client, settings_for
from tests.deliveries.conftest import named
from tests.tus import OverHttp, Tus, metadata

PATIENCE = 120.0
CHUNK = 200_000


class Stack:
    """gunicorn and the worker, as processes that can be killed and started again at the same place."""

    def __init__(self, log: Path) -> None:
        self.log = log
        self.port = running.free_port()
        self.web = running.gunicorn(log, self.port)
        self.worker = running.worker(log)

    def kill(self, which: str) -> None:
        """SIGKILL, and start anew."""
        if which in ("web", "both"):
            self.web.kill()
        if which in ("worker", "both"):
            self.worker.kill()
            self.worker = running.worker(self.log)
        if which in ("web", "both"):
            self.web = running.gunicorn(self.log, self.port)

    def end(self) -> None:
        """For good."""
        self.web.kill()
        self.worker.kill()


@pytest.fixture
def stack(sqlite_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Stack, Tus, str]]:
    """The processes, a tus client, and the path of a delivery."""
    path = tmp_path / "filmjacket.sqlite"
    shutil.copy(sqlite_template, path)
    app = create_app(settings_for(monkeypatch, f"sqlite:///{path}", tmp_path / "data", PUBLIC_URL="http://127.0.0.1"))
    with db.connection_context():
        user = factories.user("ana.weber@clinic.example", "Dr. Ana Weber")
    cookie = factories.log_in(new_client(app), user).get_cookie(USER_COOKIE)
    assert cookie is not None
    with db.connection_context():
        opened = service.open_by_user(factories.principal(user), folders.root_id(user.id))
        processes = Stack(tmp_path / "log")
        delivery_path = f"/api/deliveries/{opened['id']}"
        try:
            yield processes, Tus(OverHttp(processes.port, cookie.value), f"{delivery_path}/uploads"), delivery_path
        finally:
            processes.end()


FULL = os.environ.get("FILMJACKET_TESTS") == "full"


@pytest.mark.parametrize("seed", range(70 if FULL else 2))
def test_killed_at_random_moments(stack: tuple[Stack, Tus, str], tmp_path: Path, seed: int) -> None:
    """Each time something is killed while bytes arrive or are filed; the sender goes on as any tus client does."""
    processes, tus, delivery_path = stack
    files = named([*datasets.write_study(tmp_path / "CD", f"kill {seed}"), datasets.write_pdf(tmp_path / "letter.pdf")])
    chance = random.Random(seed)
    kills = [(chance.randrange(1, 12), chance.choice(["web", "worker", "both"])) for _ in range(3)]
    declare(tus, delivery_path, [(path, len(data)) for path, data in files])
    half = len(files) // 2
    deadline = time.monotonic() + PATIENCE
    sent = 0
    for first, last in ((0, half), (half, len(files))):
        data = b"".join(content for _, content in files[first:last])
        url = tus.post(len(data), metadata(members=f"{first}-{last - 1}")).headers["location"]
        offset = 0
        while offset < len(data):
            sent += 1
            try:
                for moment, which in kills:
                    if moment == sent:
                        break_off(tus, url, offset, data)
                        processes.kill(which)
                offset = send_on(tus, url, data)
            except (ConnectionError, http.client.HTTPException):  # a process that is dying: try again, as clients do
                assert time.monotonic() < deadline
    principal = closed(tus, delivery_path)
    assert_whole(principal, delivery_path, files)


def declare(tus: Tus, delivery_path: str, files: list[tuple[str, int]]) -> None:
    body = json.dumps({"files": [{"path": path, "size": size} for path, size in files]}).encode()
    answer = tus.transport.request("POST", f"{delivery_path}/files", {"Content-Type": "application/json"}, body)
    assert answer.status == 200


def break_off(tus: Tus, url: str, offset: int, data: bytes) -> None:
    """A chunk of which the server has read a part when it dies."""
    assert isinstance(tus.transport, OverHttp)
    headers = {
        "Tus-Resumable": "1.0.0",
        "Upload-Offset": str(offset),
        "Content-Type": "application/offset+octet-stream",
    }
    chunk = data[offset : offset + CHUNK]
    tus.transport.broken_off("PATCH", url, headers, len(chunk), chunk[: len(chunk) // 2])


def send_on(tus: Tus, url: str, data: bytes) -> int:
    """Ask where to go on and send a chunk; 409 and 423 are for another try. Returns the offset reached."""
    answer = tus.head(url)
    if answer.status == 423:
        return 0
    assert answer.status == 200, answer
    offset = int(answer.headers["upload-offset"])
    if offset == len(data):
        return offset
    sent = tus.patch(url, offset, data[offset : offset + CHUNK])
    if sent.status in (409, 423):
        return offset
    assert sent.status == 204, sent
    return int(sent.headers["upload-offset"])


def closed(tus: Tus, delivery_path: str) -> UserPrincipal:
    """Ask for the receipt and wait until it is issued; a job whose worker was killed is found when its lease is
    over.
    """
    assert tus.transport.request("PUT", f"{delivery_path}/receipt", {}, b"").status == 202
    deadline = time.monotonic() + PATIENCE
    while tus.transport.request("GET", f"{delivery_path}/receipt", {}, b"").status != 200:
        assert time.monotonic() < deadline, list(Job.select(Job.task, Job.state, Job.error).dicts())
        expire_leases_of_the_dead()
        time.sleep(0.1)
    return factories.principal(User.get())


def expire_leases_of_the_dead() -> None:
    """As if the minute had passed after which a silent worker counts as dead; filing twice is no harm."""
    Job.update(lease_until=utcnow() - timedelta(seconds=1)).where(Job.state == "running").execute()


def assert_whole(principal: UserPrincipal, delivery_path: str, files: list[tuple[str, bytes]]) -> None:
    """Every byte by its SHA-256, every row with its blob, no row or blob that belongs to nothing."""
    delivery_id = UUID(delivery_path.rsplit("/", 1)[1])
    receipt = service.receipt(principal, delivery_id)
    assert receipt["received_count"] == len(files)
    lines = list(DeliveryFile.select().order_by(DeliveryFile.position))
    assert [line.state for line in lines] == ["filed"] * len(files)
    assert [line.sha256 for line in lines] == [hashlib.sha256(data).hexdigest() for _, data in files]
    assert Instance.select().count() == InstanceSource.select().count() == len(files) - 1
    for blob in Blob.select():
        with storage.store().open(blob.key) as reader:
            assert hashlib.sha256(reader.read()).hexdigest() == blob.sha256
    assert Blob.select().count() == len(files)
    assert Upload.select().where(Upload.purged_at.is_null()).count() == 0
    assert [path for path in config.current().spool_dir.iterdir() if path.stat().st_size] == []
