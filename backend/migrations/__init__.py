"""Migrations: numbered, forward, the same on SQLite and PostgreSQL. playhouse runs them, each in a transaction."""

from __future__ import annotations

from pathlib import Path

from playhouse.migrations import Runner

from backend.db import db


def migrate() -> list[str]:
    """Apply what is missing; returns the names of what was applied."""
    runner = Runner(db.obj, str(Path(__file__).parent))
    with db.connection_context():
        return [str(name) for name in runner.up()]
