"""The sealer: gives committed rows their place in the chain. Runs each second in the worker; several do no harm."""

from __future__ import annotations

from backend.audit import anchor, chain
from backend.audit.models import AuditEvent
from backend.db import db, is_sqlite

#: Rows in one transaction: short, so that no other writer waits long.
BATCH = 500

#: PostgreSQL's advisory lock for the one sealer; any constant that no other part of ours uses.
LOCK = 0x46_4A_41_55


def seal_committed() -> int:
    """Chain every row that is committed and not yet sealed, and anchor the chain's end; returns how many.

    Rows are taken by their time-ordered id. One whose transaction ends later than its neighbours' comes later in the
    chain.
    """
    sealed = 0
    while done := _seal_batch():
        sealed += done
        if done < BATCH:
            break
    end = _end()
    if end is not None:
        anchor.append(*end)
    return sealed


def _seal_batch() -> int:
    with db.atomic():
        if not is_sqlite():
            db.execute_sql("select pg_advisory_xact_lock(%s)", (LOCK,))
        events = list(AuditEvent.select().where(AuditEvent.sequence.is_null()).order_by(AuditEvent.id).limit(BATCH))
        if not events:
            return 0
        end = _end()
        sequence, chain_hash = end if end is not None else (0, chain.GENESIS)
        for event in events:
            sequence += 1
            chain_hash = chain.link(chain_hash, sequence, event)
            AuditEvent.update(sequence=sequence, chain_hash=chain_hash).where(AuditEvent.id == event.id).execute()
    return len(events)


def _end() -> tuple[int, str] | None:
    """The chain's last row: its place and its hash."""
    sealed = AuditEvent.select(AuditEvent.sequence, AuditEvent.chain_hash).where(AuditEvent.sequence.is_null(False))
    last: tuple[int, str] | None = sealed.order_by(AuditEvent.sequence.desc()).tuples().first()
    return last
