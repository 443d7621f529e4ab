"""The worker: huey's consumer for jobs, and a sweeper that makes the rows win over the queue."""

from __future__ import annotations

import threading

import structlog
from flask import Flask

from backend import wiring
from backend.db import db
from backend.jobs import queue

log = structlog.get_logger(__name__)

SWEEP_SECONDS = 1.0


def run(app: Flask, *, threads: int = 2) -> None:
    """Work until SIGTERM or SIGINT."""
    from huey.consumer import Consumer

    stop = threading.Event()
    sweeper = threading.Thread(target=_sweep, args=(app, stop), name="sweeper", daemon=True)
    sweeper.start()
    try:
        with app.app_context():
            Consumer(queue.current(), workers=threads, periodic=False, initial_delay=0.05, max_delay=0.5).run()
    finally:
        stop.set()
        sweeper.join(timeout=10)


def _sweep(app: Flask, stop: threading.Event) -> None:
    with app.app_context():
        while not stop.wait(SWEEP_SECONDS):
            try:
                with db.connection_context():
                    wiring.sweep()
            except Exception:  # a database that restarts: the next round tries again
                log.exception("sweep_failed")
