"""Who looked into which folder: one audit row for each folder, session and hour, however often it is polled."""

from __future__ import annotations

import threading
from collections import OrderedDict
from datetime import datetime, timedelta
from uuid import UUID

from backend.audit.events import Event
from backend.audit.models import AuditEvent
from backend.audit.service import record
from backend.db import db, utcnow
from backend.principal import GuestPrincipal, UserPrincipal

READ_AGAIN = timedelta(hours=1)

#: What this process knows to be recorded; another process finds the row.
_recorded: OrderedDict[tuple[UUID, UUID], datetime] = OrderedDict()
Reader = UserPrincipal | GuestPrincipal

_lock = threading.Lock()
_REMEMBERED_MOST = 10_000


def note(reader: Reader, folder_id: UUID) -> None:
    """Record that the reader has opened the folder, unless this session did within the last hour."""
    now = utcnow()
    key = (reader.session_id, folder_id)
    with _lock:
        if _recorded.get(key, datetime.min) > now - READ_AGAIN:
            return
    if not _is_recorded(reader, folder_id, now):
        with db.atomic():
            record(reader, Event.FOLDER_READ, f"folder:{folder_id}", session=str(reader.session_id))
    with _lock:
        _recorded[key] = now
        while len(_recorded) > _REMEMBERED_MOST:
            _recorded.popitem(last=False)


def _is_recorded(reader: Reader, folder_id: UUID, now: datetime) -> bool:
    rows = AuditEvent.select(AuditEvent.detail).where(
        AuditEvent.subject == f"folder:{folder_id}",
        AuditEvent.action == Event.FOLDER_READ.value,
        AuditEvent.actor == str(reader),
        AuditEvent.at > now - READ_AGAIN,
    )
    return any(row.detail.get("session") == str(reader.session_id) for row in rows)
