"""kill -9 in the middle of the conversation: no mail is lost, and one is doubled only between the server's 250 and the
commit, under the same Message-ID."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from backend.db import db, utcnow
from backend.jobs.models import Job
from backend.mail import service
from backend.mail.models import OutboxMail
from tests import running
from tests.mail_server import MailServer, nothing


@pytest.fixture(params=["sqlite"])
def database_url(tmp_path: Path, sqlite_template: Path) -> str:
    """What happens between worker and mail server is alike on both databases."""
    path = tmp_path / "filmjacket.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def start_worker(app: Flask, tmp_path: Path) -> Iterator[Callable[[], running.Process]]:
    """Starts a worker; whatever still runs at the end is ended."""
    started: list[running.Process] = []

    def start() -> running.Process:
        started.append(running.worker(tmp_path / "log"))
        return started[-1]

    yield start
    for process in started:
        if process.process.poll() is None:
            process.kill()


def queue() -> OutboxMail:
    with db.atomic():
        return service.queue(
            kind="code",
            recipient="guest@example.org",
            language="en",
            reference="test:1",
            has_password=True,
            context={"title": "t", "code": "123 456", "minutes": 10},
        )


def killed(start_worker: Callable[[], running.Process], server: MailServer, moment: str) -> None:
    """Let a worker die at a moment of the conversation, and its lease run out."""
    worker = start_worker()
    setattr(server, moment, worker.kill)
    worker.process.wait(timeout=60)
    setattr(server, moment, nothing)
    Job.update(lease_until=utcnow() - timedelta(seconds=1)).where(Job.state == "running").execute()


def test_killed_before_the_mail_is_taken(start_worker: Callable[[], running.Process], mail_server: MailServer) -> None:
    mail = queue()
    killed(start_worker, mail_server, "before_recipient")
    assert mail_server.mails == []
    assert OutboxMail.get_by_id(mail.id).state == "queued"
    start_worker()
    [received] = mail_server.wait_for(1)
    assert received.message["Message-ID"] == mail.message_id


def test_killed_when_the_mail_is_taken_but_not_yet_committed(
    start_worker: Callable[[], running.Process], mail_server: MailServer
) -> None:
    mail = queue()
    killed(start_worker, mail_server, "before_answer")
    assert len(mail_server.mails) == 1
    start_worker()
    received = mail_server.wait_for(2)
    assert [each.message["Message-ID"] for each in received] == [mail.message_id] * 2
