"""kill -9 in the middle of the conversation: no mail is lost, and one is doubled only between the server's 250 and the
commit, under the same Message-ID."""

from __future__ import annotations

import os
import random
from collections import Counter
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

FULL = os.environ.get("FILMJACKET_TESTS") == "full"
KILLS = 20


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


def let_leases_run_out() -> None:
    Job.update(lease_until=utcnow() - timedelta(seconds=1)).where(Job.state == "running").execute()


def killed(start_worker: Callable[[], running.Process], server: MailServer, moment: str) -> None:
    """Let a worker die at a moment of the conversation, and its lease run out."""
    worker = start_worker()
    setattr(server, moment, worker.kill)
    worker.process.wait(timeout=60)
    setattr(server, moment, nothing)
    let_leases_run_out()


def killing_after(worker: running.Process, spared: int) -> Callable[[], None]:
    """Lets the worker die at that moment of the mail that comes after so many others."""
    others = iter(range(spared))

    def kill() -> None:
        if next(others, None) is None:
            worker.kill()

    return kill


#: In the order of the conversation, and how many mails the server has taken by then.
MOMENTS = {"before_greeting": 0, "before_sender": 0, "before_recipient": 0, "before_answer": 1, "before_farewell": 1}
#: Before it is taken, and when that is said but not yet committed.
FEW = ("before_recipient", "before_farewell")


@pytest.mark.parametrize("moment", MOMENTS if FULL else FEW)
def test_a_mail_is_not_lost_and_doubled_only_before_the_commit(
    start_worker: Callable[[], running.Process], mail_server: MailServer, moment: str
) -> None:
    mail = queue()
    killed(start_worker, mail_server, moment)
    taken = MOMENTS[moment]
    assert len(mail_server.mails) == taken
    assert OutboxMail.get_by_id(mail.id).state == "queued"
    start_worker()
    received = mail_server.wait_for(taken + 1)
    assert [each.message["Message-ID"] for each in received] == [mail.message_id] * (taken + 1)


if FULL:

    @pytest.mark.parametrize("seed", range(4))
    def test_what_is_committed_as_sent_never_comes_again(
        start_worker: Callable[[], running.Process], mail_server: MailServer, seed: int
    ) -> None:
        """Twenty mails and five workers, each of which dies at another moment with several mails in its hands."""
        chance = random.Random(seed)
        ids = {queue().message_id for _ in range(20)}
        settled: dict[str, int] = {}
        for _ in range(5):
            moment, others = chance.choice(list(MOMENTS)), chance.randrange(4)
            worker = start_worker()
            setattr(mail_server, moment, killing_after(worker, others))
            worker.process.wait(timeout=60)
            setattr(mail_server, moment, nothing)
            sent = {mail.message_id for mail in OutboxMail.select().where(OutboxMail.state == "sent")}
            settled |= {message_id: arrived(mail_server)[message_id] for message_id in sent - settled.keys()}
            let_leases_run_out()
        start_worker()
        mail_server.wait_until(lambda: arrived(mail_server).keys() == ids)
        assert all(count >= 1 for count in settled.values())
        assert {message_id: arrived(mail_server)[message_id] for message_id in settled} == settled


def arrived(server: MailServer) -> Counter[str]:
    return Counter(str(mail.message["Message-ID"]) for mail in list(server.mails))
