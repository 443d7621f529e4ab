"""The table that is the queue: nothing is lost, nothing runs twice at once, a lost queue is filled again."""

from __future__ import annotations

import threading
from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from backend.db import db, new_id, utcnow
from backend.jobs import queue, service
from backend.jobs.models import Job

DONE: list[str] = []


@service.task("tests:note", attempts=3)
def note(word: str) -> None:
    """Remember that it ran; 'fail' fails, 'later' can't be done now."""
    DONE.append(word)
    if word == "fail":
        raise ValueError("as asked")
    if word == "later":
        raise service.RetryLater("the other side is away", timedelta(hours=1))


@pytest.fixture(autouse=True)
def nothing_done() -> None:
    """Each test remembers only its own."""
    DONE.clear()


@pytest.fixture
def pushed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[UUID]:
    """The ids that the queue was told."""
    told: list[UUID] = []
    monkeypatch.setattr(queue, "push", told.append)
    return told


def test_a_job_is_pushed_after_the_commit(pushed: list[UUID]) -> None:
    """Not before: the worker would find no row."""
    with db.atomic():
        job_id = service.enqueue("tests:note", word="a")
        assert pushed == []
    assert pushed == [job_id]


def test_a_job_of_a_transaction_that_was_rolled_back_is_nothing(pushed: list[UUID]) -> None:
    """Whatever the queue was told: without a row nothing runs."""
    with db.atomic() as transaction:
        job_id = service.enqueue("tests:note", word="a")
        transaction.rollback()
    assert not service.run(job_id)
    assert not service.run(new_id())
    assert DONE == []


def test_a_job_runs_once_however_often_it_is_pushed(pushed: list[UUID]) -> None:
    """Done is done."""
    job_id = service.enqueue("tests:note", word="a")
    assert service.run(job_id)
    assert not service.run(job_id)
    assert DONE == ["a"]
    assert Job.get_by_id(job_id).state == "done"


def test_two_workers_never_run_one_job_at_once(pushed: list[UUID]) -> None:
    """One claims it, the other finds it claimed."""
    job_id = service.enqueue("tests:note", word="a")
    ran: list[bool] = []

    def work() -> None:
        with db.connection_context():
            ran.append(service.run(job_id))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(ran) == [False, False, False, True]
    assert DONE == ["a"]


def test_a_failing_job_is_tried_again_later_and_then_given_up(pushed: list[UUID]) -> None:
    """With a growing wait, and the error in words."""
    job_id = service.enqueue("tests:note", word="fail")
    for attempt in (1, 2, 3):
        assert service.run(job_id)
        assert not service.run(job_id)  # not due yet, or given up
        job = Job.get_by_id(job_id)
        assert (job.attempts, job.state) == (attempt, "failed" if attempt == 3 else "queued")
        Job.update(run_at=utcnow()).where(Job.id == job_id).execute()
    assert "as asked" in str(Job.get_by_id(job_id).error)


def test_what_cannot_be_done_now_waits_without_end(pushed: list[UUID]) -> None:
    """The other side's absence is no failure of the job."""
    job_id = service.enqueue("tests:note", word="later")
    for _ in range(5):
        assert service.run(job_id)
        assert Job.get_by_id(job_id).run_at > utcnow() + timedelta(minutes=59)
        Job.update(run_at=utcnow()).where(Job.id == job_id).execute()
    assert Job.get_by_id(job_id).state == "queued"


def test_a_lost_queue_is_filled_again(pushed: list[UUID]) -> None:
    """After some patience, and not each second anew."""
    job_id = service.enqueue("tests:note", word="a")
    pushed.clear()
    assert service.sweep() == 0
    Job.update(pushed_at=utcnow() - timedelta(minutes=1)).where(Job.id == job_id).execute()
    assert service.sweep() == 1
    assert service.sweep() == 0
    assert pushed == [job_id]


def test_what_a_dead_worker_left_is_done_by_another(pushed: list[UUID]) -> None:
    """Its lease runs out, since its heart beats no more."""
    job_id = service.enqueue("tests:note", word="a")
    Job.update(state="running", lease_until=utcnow() - timedelta(seconds=1)).where(Job.id == job_id).execute()
    assert not service.run(job_id)
    service.sweep()
    assert pushed[-1] == job_id
    assert service.run(job_id)


def test_a_delayed_job_is_pushed_when_it_is_due(pushed: list[UUID]) -> None:
    """Not at the commit, and not before its time."""
    job_id = service.enqueue("tests:note", delay=timedelta(hours=1), word="a")
    assert service.sweep() == 0
    assert pushed == []
    Job.update(run_at=utcnow()).where(Job.id == job_id).execute()
    assert service.sweep() == 1
    assert pushed == [job_id]


def test_a_queue_that_is_away_fails_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """The row stays, and the sweeper finds it."""

    def away(_: str) -> None:
        raise ConnectionError

    monkeypatch.setattr(queue, "_carry", away)
    job_id = service.enqueue("tests:note", word="a")
    assert Job.get_by_id(job_id).state == "queued"


def test_done_jobs_are_forgotten_after_a_week(pushed: list[UUID]) -> None:
    """What failed stays to be looked at."""
    done, failed = service.enqueue("tests:note", word="a"), service.enqueue("tests:note", word="b")
    old = utcnow() - timedelta(days=8)
    Job.update(state="done", finished_at=old).where(Job.id == done).execute()
    Job.update(state="failed", finished_at=old).where(Job.id == failed).execute()
    assert service.prune() == 1
    assert Job.get_or_none(Job.id == failed) is not None
