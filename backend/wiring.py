"""The hooks between features: knowledge that must go up the ladder goes through here, and nowhere else."""

from __future__ import annotations

from backend.jobs import service as jobs


def connect() -> None:
    """Inject every hook and register every task; called once by app.prepare."""


def sweep() -> None:
    """What the worker does each second: the rows win over the queue."""
    jobs.sweep()
