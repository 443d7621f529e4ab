"""Recording: one row, in the transaction of what it records."""

from __future__ import annotations

from contextvars import ContextVar
from typing import Any

from backend.audit.events import Event
from backend.audit.models import AuditEvent
from backend.db import db
from backend.principal import Principal

#: Set by the web layer for each request: the caller's network address and the request's id.
request_context: ContextVar[tuple[str | None, str | None]] = ContextVar("request_context", default=(None, None))


def record(actor: Principal | str, event: Event, subject: str, **detail: Any) -> None:
    """Write what happened. `subject` is '<kind>:<id>'; `detail` holds no secret and no patient's name."""
    network, request_id = request_context.get()
    AuditEvent.create(
        actor=str(actor),
        action=event.value,
        subject=subject,
        detail=detail,
        network=network,
        request_id=request_id,
    )


def record_once(actor: Principal, event: Event, subject: str, **detail: Any) -> bool:
    """Write what happened unless the very same (actor, event, subject, detail) stands in the log already; returns
    whether it was written now."""
    same = (
        (AuditEvent.subject == subject)
        & (AuditEvent.action == event.value)
        & (AuditEvent.actor == str(actor))
        & (AuditEvent.detail == detail)
    )
    if AuditEvent.select(AuditEvent.id).where(same).exists():
        return False
    with db.atomic():
        if AuditEvent.select(AuditEvent.id).where(same).exists():
            return False
        record(actor, event, subject, **detail)
        return True
