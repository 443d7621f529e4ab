"""huey: carries job ids from the process that commits to the worker. A queue, never the truth."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog
from huey import RedisHuey, SqliteHuey

from backend.db import db

log = structlog.get_logger(__name__)

_huey: Any = None
_carry: Any = None


def init(*, redis_url: str | None, path: Path, run: Callable[[UUID], object]) -> None:
    """Open the queue: Redis if there is one, else a SQLite file of huey's own. A worker calls `run` with a job's id."""
    global _huey, _carry
    if redis_url:
        _huey = RedisHuey("filmjacket", url=redis_url, results=False, immediate=False)
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        _huey = SqliteHuey("filmjacket", filename=str(path), results=False, immediate=False)

    def run_job(job_id: str) -> None:
        with db.connection_context():
            run(UUID(job_id))

    _carry = _huey.task(name="run_job")(run_job)


def current() -> Any:
    """The process's huey, for its consumer."""
    return _huey


def push(job_id: UUID) -> None:
    """Tell a worker of a job. If the queue is away the sweeper will: the row is the truth."""
    try:
        _carry(str(job_id))
    except Exception as error:  # whatever the queue's client raises, the row stays and is found again
        log.warning("queue_away", error=type(error).__name__)
