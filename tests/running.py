"""Real processes of the application: gunicorn and the worker, with the settings that the environment holds."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
START_MOST = 60.0


class Process:
    """A process that can be killed without warning."""

    def __init__(self, *command: str, log: Path, **environment: str) -> None:
        self.log = log
        with log.open("ab") as sink:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command],
                cwd=ROOT,
                env={**os.environ, **environment},
                stdout=sink,
                stderr=sink,
                start_new_session=True,
            )

    def kill(self) -> None:
        """SIGKILL to it and all that it has started."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> int:
        """SIGTERM, and wait; returns its exit code."""
        self.process.terminate()
        return self.process.wait(timeout=30)


def gunicorn(
    log: Path, port: int, *, workers: int = 1, threads: int = 8, application: str = "backend.app:create_app()"
) -> Process:
    """Start gunicorn with the repository's own configuration; returns when it accepts connections."""
    process = Process(
        "gunicorn",
        application,
        log=log,
        FILMJACKET_BIND=f"127.0.0.1:{port}",
        FILMJACKET_WEB_WORKERS=str(workers),
        FILMJACKET_WEB_THREADS=str(threads),
    )
    deadline = time.monotonic() + START_MOST
    while not _accepts(port):
        if process.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"gunicorn did not start:\n{log.read_text()}")
        time.sleep(0.02)
    return process


def worker(log: Path) -> Process:
    """Start the worker; it takes up whatever is due."""
    return Process("backend.cli", "worker", log=log)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _accepts(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except ConnectionError:
        return False
    return True
