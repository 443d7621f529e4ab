"""Intake as a job: it goes on where it stopped, waits for what is away, and lets no file hold up the others."""

from __future__ import annotations

import errno
from typing import Any

import pytest

from backend.accounts.models import User
from backend.db import utcnow
from backend.deliveries import service, tasks
from backend.documents.models import Document
from backend.intake import service as intake
from backend.jobs import service as jobs
from backend.jobs.models import Job
from backend.storage.local import LocalBlobStore
from backend.studies.models import Instance
from backend.uploads import service as uploads
from tests.deliveries.sender import Named, guest_of


def let_time_pass() -> None:
    """As if every job that waits for another try were due now."""
    Job.update(run_at=utcnow()).where(Job.state == "queued").execute()


class Stopped(BaseException):
    """As a process ends: nothing catches it."""


def test_a_worker_that_dies_between_two_files(
    owner: User, study: list[Named], pdf: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was filed stays, what was not is filed by the next: nothing twice, nothing called a duplicate."""
    guest = guest_of(owner)
    upload = guest.send([*study, pdf])
    for _ in range(4):
        with monkeypatch.context() as patch:
            stop_after_filing(patch)
            with pytest.raises(Stopped):
                tasks.take_in(str(upload.id))
    tasks.take_in(str(upload.id))
    assert guest.states() == ["filed"] * 4
    assert (Instance.select().count(), Document.select().count()) == (3, 1)


def stop_after_filing(patch: pytest.MonkeyPatch) -> None:
    """Die within the transaction of the second file: its rows are undone, its bytes are kept."""
    file = intake.file
    calls = 0

    def filing(findings: intake.Findings, **more: Any) -> intake.Outcome:
        nonlocal calls
        calls += 1
        outcome = file(findings, **more)
        if calls == 2 or findings.header is None:
            raise Stopped
        return outcome

    patch.setattr(intake, "file", filing)


def test_a_full_disk_is_waited_for(owner: User, study: list[Named], monkeypatch: pytest.MonkeyPatch) -> None:
    guest = guest_of(owner)
    upload = guest.send(study)
    service.close(guest.principal, guest.id)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr(LocalBlobStore, "put", full)
        for _ in range(15):
            jobs.run_due()
            let_time_pass()
    assert guest.states() == ["received"] * 3
    assert uploads.spool_path(upload.id).exists()
    jobs.run_due()
    assert guest.states() == ["filed"] * 3
    assert service.read(guest.principal, guest.id)["state"] == "closed"


def test_a_file_on_which_intake_fails_is_refused_in_the_end(
    owner: User, study: list[Named], pdf: Named, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our own mistake must not keep the sender from a receipt; the others are filed at once."""
    guest = guest_of(owner)
    guest.send([study[0], pdf, study[1]])
    service.close(guest.principal, guest.id)
    examine = intake.examine

    def fail(incoming: intake.Incoming) -> intake.Findings:
        if incoming.path == pdf[0]:
            raise ZeroDivisionError
        return examine(incoming)

    monkeypatch.setattr(intake, "examine", fail)
    jobs.run_due()
    assert guest.states() == ["filed", "received", "filed"]
    for _ in range(tasks.TRIES):
        let_time_pass()
        jobs.run_due()
    assert guest.states() == ["filed", "refused", "filed"]
    receipt = service.receipt(guest.principal, guest.id)
    assert [line["reason"] for line in receipt["refused"]] == ["unreadable"]
