"""The audit log's chain: whatever is changed, removed, inserted or reordered after sealing is noticed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend import config
from backend.app import prepare
from backend.audit import anchor, seal
from backend.audit.events import Event
from backend.audit.models import AuditEvent
from backend.audit.seal import seal_committed
from backend.audit.service import record
from backend.audit.verify import verify
from backend.db import db, utcnow
from backend.principal import SystemPrincipal

ACTOR = SystemPrincipal("test")


@pytest.fixture(autouse=True)
def ready(settings: config.Settings) -> Iterator[None]:
    """A database of each kind, without the web."""
    prepare(settings)
    db.connect(reuse_if_open=True)
    yield
    db.close()


def write(number: int, first: int = 0) -> None:
    with db.atomic():
        for index in range(first, first + number):
            record(ACTOR, Event.LINK_CREATED, f"link:{index}", größe=index, nested={"b": [1, None], "a": "é"})


def test_an_untouched_log_is_whole() -> None:
    write(3)
    assert seal_committed() == 3
    write(2, first=3)
    assert verify().unsealed == 2
    assert seal_committed() == 2
    assert seal_committed() == 0
    result = verify()
    assert (result.sealed, result.unsealed, result.checkpoints, result.findings) == (5, 0, 2, [])


def test_many_rows_are_sealed_in_short_transactions(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(seal, "BATCH", 4)
    monkeypatch.setattr("backend.audit.verify.BATCH", 3)
    write(11)
    assert seal_committed() == 11
    assert verify().sealed == 11
    assert verify().is_whole


def test_an_empty_log_is_whole() -> None:
    assert seal_committed() == 0
    assert verify().is_whole


def test_a_lost_anchor_write_is_made_up_for() -> None:
    write(2)
    seal_committed()
    anchor.path().unlink()
    seal_committed()
    assert verify().checkpoints == 1


def test_a_torn_anchor_line_is_mended() -> None:
    write(2)
    seal_committed()
    with open(anchor.path(), "ab") as file:
        file.write(b'{"sequence": 9, "chain')
    write(1, first=2)
    seal_committed()
    assert verify().findings == []


def _forget(sequence: int) -> Any:
    return AuditEvent.delete().where(AuditEvent.sequence == sequence)


def _change(place: int, **columns: Any) -> Any:
    return AuditEvent.update(**columns).where(AuditEvent.sequence == place)


@pytest.mark.parametrize(
    "column",
    [
        {"actor": "user:someone-else"},
        {"action": "link:revoked"},
        {"subject": "link:999"},
        {"detail": {"größe": 2}},
        {"network": "203.0.113.9"},
        {"request_id": "0"},
        {"at": utcnow() - timedelta(days=1)},
        {"chain_hash": "1" * 64},
        {"chain_hash": None},
    ],
)
def test_a_changed_row_is_noticed(column: dict[str, Any]) -> None:
    write(5)
    seal_committed()
    _change(3, **column).execute()
    assert any("Row 3" in finding for finding in verify().findings)


@pytest.mark.parametrize("sequence", [1, 3, 5])
def test_a_removed_row_is_noticed(sequence: int) -> None:
    write(5)
    seal_committed()
    _forget(sequence).execute()
    assert not verify().is_whole


def test_a_removed_row_whose_gap_is_closed_is_noticed() -> None:
    write(5)
    seal_committed()
    _forget(3).execute()
    for sequence in (4, 5):
        _change(sequence, sequence=sequence - 1).execute()
    assert not verify().is_whole


def test_swapped_rows_are_noticed() -> None:
    write(5)
    seal_committed()
    for old, new in ((2, 100), (4, 2), (100, 4)):
        _change(old, sequence=new).execute()
    assert not verify().is_whole


def test_a_cut_tail_is_noticed_by_the_anchor() -> None:
    write(5)
    seal_committed()
    AuditEvent.delete().where(AuditEvent.sequence > 3).execute()
    assert verify().findings == ["Row 5 was anchored, but the log ends at row 3: its tail is cut."]


def test_a_tail_that_the_sealer_is_tricked_into_sealing_anew_is_noticed() -> None:
    write(5)
    seal_committed()
    AuditEvent.update(sequence=None, chain_hash=None, actor="user:forged").where(AuditEvent.sequence > 3).execute()
    seal_committed()
    assert verify().findings == ["Row 5 differs from what was anchored: the chain was written anew."]


def test_a_changed_anchor_is_noticed() -> None:
    for index in range(3):
        write(1, first=index)
        seal_committed()
    lines = anchor.path().read_text().splitlines()
    for tampered in (lines[1:], [lines[0], lines[2]], [lines[1], lines[0], lines[2]], ["nonsense", *lines]):
        anchor.path().write_text("\n".join(tampered) + "\n")
        assert not verify().is_whole
    forged = {**json.loads(lines[2]), "chain_hash": "2" * 64}
    anchor.path().write_text("\n".join([*lines[:2], json.dumps(forged)]) + "\n")
    assert not verify().is_whole


Tampering = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]
ROWS = 8


@st.composite
def tamperings(draw: st.DrawFn) -> Tampering:
    """One way of changing the stored rows."""
    at = draw(st.integers(0, ROWS - 1))
    other = draw(st.integers(0, ROWS - 1).filter(lambda value: value != at))
    kind = draw(st.sampled_from(["remove", "swap", "change", "copy", "cut"]))
    column = draw(st.sampled_from(["actor", "action", "subject", "network", "request_id", "chain_hash"]))
    text = draw(st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=40))

    def tamper(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
        if kind == "remove":
            return [row for index, row in enumerate(rows) if index != at]
        if kind == "swap":
            rows[at]["sequence"], rows[other]["sequence"] = rows[other]["sequence"], rows[at]["sequence"]
        if kind == "change":
            rows[at][column] = text + "!"
        if kind == "copy":  # another row's words under this row's place and id
            rows[at] = {**rows[other], **{key: rows[at][key] for key in ("id", "sequence", "chain_hash")}}
        return rows[:at] if kind == "cut" else rows

    return tamper


@given(tampering=tamperings())
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_tampering_is_noticed(tampering: Tampering, tmp_path: Path) -> None:
    AuditEvent.delete().execute()
    anchor.path().unlink(missing_ok=True)
    write(ROWS)
    seal_committed()
    rows: list[dict[str, Any]] = list(AuditEvent.select().order_by(AuditEvent.sequence).dicts())  # type: ignore[arg-type]
    AuditEvent.delete().execute()
    for row in tampering(rows):
        AuditEvent.insert(**row).execute()
    assert not verify().is_whole
