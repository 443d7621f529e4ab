"""Jobs: enqueued in the transaction that wants them, run by a worker, found again by the sweeper."""

from __future__ import annotations

import threading
import traceback
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import peewee
import structlog

from backend.db import db, utcnow
from backend.jobs import queue
from backend.jobs.models import Job

log = structlog.get_logger(__name__)

Task = Callable[..., None]

LEASE = timedelta(seconds=60)
#: How long a pushed job may wait for a worker before it is pushed again.
PATIENCE = timedelta(seconds=30)
BACKOFF_SECONDS = (2, 10, 60, 300, 900, 3600)

_tasks: dict[str, tuple[Task, int | None]] = {}


class RetryLater(Exception):
    """Raised by a task that can't succeed now, for a reason outside of it."""

    def __init__(self, reason: str, delay: timedelta | None = None) -> None:
        super().__init__(reason)
        self.delay = delay


def task(name: str, *, attempts: int | None = 10) -> Callable[[Task], Task]:
    """Register an idempotent function under `name`; after `attempts` failures (None: never) the job is `failed`."""

    def register(function: Task) -> Task:
        _tasks[name] = (function, attempts)
        return function

    return register


def enqueue(name: str, *, delay: timedelta = timedelta(), **payload: Any) -> UUID:
    """Write a job into the current transaction; a worker hears of it after the commit."""
    now = utcnow()
    job = Job.create(task=name, payload=payload, run_at=now + delay, pushed_at=None if delay else now)
    if not delay:
        db.after_commit(lambda: queue.push(job.id))
    return job.id


def run(job_id: UUID) -> bool:
    """Run a job if it is due and nobody else does; returns whether it ran.

    A job whose row is not there (its transaction was rolled back) is a no-op.
    """
    job = _claim(job_id)
    if job is None:
        return False
    function, most = _tasks[job.task]
    stop = threading.Event()
    heart = threading.Thread(target=_beat, args=(job_id, stop), daemon=True)
    heart.start()
    try:
        function(**job.payload)
    except RetryLater as error:
        _again(job, None, str(error), error.delay)
    except Exception as error:
        log.exception("job_failed", task=job.task, job=str(job_id), attempt=job.attempts)
        _again(job, most, "".join(traceback.format_exception_only(error)).strip(), None)
    else:
        Job.update(state="done", finished_at=utcnow(), lease_until=None, error=None).where(Job.id == job_id).execute()
    finally:
        stop.set()
        heart.join()
    return True


def sweep(*, limit: int = 500) -> int:
    """Push what is due and was not pushed of late, and what a dead worker left (its lease has run out).

    Returns how many were pushed. A queue that was lost is filled again after PATIENCE at the latest.
    """
    now = utcnow()
    Job.update(state="queued", lease_until=None, pushed_at=None).where(
        (Job.state == "running") & (Job.lease_until < now)
    ).execute()
    unheard = Job.pushed_at.is_null() | (Job.pushed_at < now - PATIENCE)
    due = Job.select(Job.id).where((Job.state == "queued") & (Job.run_at <= now) & unheard)
    ids = [job.id for job in due.order_by(Job.run_at).limit(limit)]
    Job.update(pushed_at=now).where(Job.id.in_(ids)).execute()
    for job_id in ids:
        queue.push(job_id)
    return len(ids)


def run_due(*, limit: int = 1000) -> int:
    """Run what is due in this process, until nothing is: what the command line and the tests' worker call."""
    ran = 0
    while ran < limit:
        now = utcnow()
        job = Job.select().where((Job.state == "queued") & (Job.run_at <= now)).order_by(Job.run_at, Job.id).first()
        if job is None:
            break
        ran += run(job.id)
    return ran


def prune(*, older_than: timedelta = timedelta(days=7)) -> int:
    """Delete done jobs past their age."""
    return int(Job.delete().where((Job.state == "done") & (Job.finished_at < utcnow() - older_than)).execute())


def _claim(job_id: UUID) -> Job | None:
    now = utcnow()
    claimed = (
        Job.update(state="running", attempts=Job.attempts + 1, lease_until=now + LEASE)
        .where((Job.id == job_id) & (Job.state == "queued") & (Job.run_at <= now))
        .execute()
    )
    return Job.get_or_none(Job.id == job_id) if claimed else None


def _beat(job_id: UUID, stop: threading.Event) -> None:
    while not stop.wait(LEASE.total_seconds() / 3):
        try:
            with db.connection_context():
                Job.update(lease_until=utcnow() + LEASE).where((Job.id == job_id) & (Job.state == "running")).execute()
        except peewee.DatabaseError as error:  # away for a moment: two beats more before the lease runs out
            log.warning("heartbeat_missed", job=str(job_id), error=str(error))


def _again(job: Job, most: int | None, error: str, delay: timedelta | None) -> None:
    if most is not None and job.attempts >= most:
        Job.update(state="failed", finished_at=utcnow(), lease_until=None, error=error).where(
            Job.id == job.id
        ).execute()
        return
    wait = delay or timedelta(seconds=BACKOFF_SECONDS[min(job.attempts, len(BACKOFF_SECONDS)) - 1])
    Job.update(state="queued", run_at=utcnow() + wait, pushed_at=None, lease_until=None, error=error).where(
        Job.id == job.id
    ).execute()
