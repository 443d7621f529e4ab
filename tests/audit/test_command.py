"""`filmjacket audit verify`, as an operator runs it."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from backend.audit.events import Event
from backend.audit.models import AuditEvent
from backend.audit.seal import seal_committed
from backend.audit.service import record
from backend.cli import main
from backend.db import db
from tests.audit.test_chain import ACTOR


@pytest.fixture(autouse=True)
def sealed(app: object) -> None:
    """A log of three rows."""
    with db.atomic():
        for number in range(3):
            record(ACTOR, Event.LINK_CREATED, f"link:{number}")
    seal_committed()


def test_a_whole_log_is_said_to_be_whole() -> None:
    result = CliRunner().invoke(main, ["audit", "verify"])
    assert (result.exit_code, result.output) == (
        0,
        "the audit log is whole (rows: 3, checkpoints: 1, not yet sealed: 0)\n",
    )


def test_tampering_is_told_and_fails_the_command() -> None:
    AuditEvent.update(subject="link:7").where(AuditEvent.sequence == 2).execute()
    result = CliRunner().invoke(main, ["audit", "verify"])
    assert result.exit_code == 1
    assert "Row 2 (link:created, " in result.output
    assert "was changed after it was sealed." in result.output
