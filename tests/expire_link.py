"""Ends an upload link now, as if yesterday had been its last day: in the stack of the end-to-end tests no day passes.

python -m tests.expire_link <SQLite file> <id of the link>
"""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from datetime import timedelta
from uuid import UUID

from backend.db import utcnow


def main(database: str, link_id: str) -> None:
    """Move the link's end to this moment; whoever proved it before has proved it before its end."""
    now = utcnow()
    ended = ((now - timedelta(days=1)).date().isoformat(), now.isoformat(" ", "microseconds"), UUID(link_id).hex)
    with closing(sqlite3.connect(database, timeout=30)) as connection, connection:
        change = connection.execute("UPDATE link SET expire_date = ?, expires_at = ? WHERE id = ?", ended)
    if change.rowcount != 1:
        raise SystemExit(f"no link {link_id}")


if __name__ == "__main__":
    main(*sys.argv[1:])
