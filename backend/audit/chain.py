"""How one audit row is tied to the one before it."""

from __future__ import annotations

import hashlib
import hmac
import json

from backend import crypto
from backend.audit.models import AuditEvent

#: What the first row is tied to.
GENESIS = "0" * 64


def link(previous: str, sequence: int, event: AuditEvent) -> str:
    """HMAC-SHA256 (hex) of the previous row's hash and everything that this row says, under a key that the database
    doesn't hold: whoever can write rows still can't chain them."""
    return mac(previous, canonical(sequence, event))


def canonical(sequence: int, event: AuditEvent) -> str:
    """One row as text, in one way only: alike from both databases."""
    return json.dumps(
        [
            sequence,
            str(event.id),
            event.at.isoformat(timespec="microseconds"),
            event.actor,
            event.action,
            event.subject,
            event.detail,
            event.network,
            event.request_id,
        ],
        ensure_ascii=True,
        sort_keys=True,
        separators=(",", ":"),
    )


def mac(*parts: str) -> str:
    """HMAC-SHA256 (hex) under the audit key; no part may hold a line feed but the last."""
    return hmac.new(crypto.derive("audit"), "\n".join(parts).encode(), hashlib.sha256).hexdigest()
