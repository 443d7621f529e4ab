"""Is the audit log whole? Reads every row against the chain and the chain against its anchor."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from backend.audit import anchor, chain
from backend.audit.models import AuditEvent

BATCH = 1000

#: More than this many findings say nothing new.
FINDINGS_MOST = 50


@dataclass
class Verification:
    """What was found. `findings` are sentences for the operator; none means that nothing was tampered with."""

    sealed: int = 0
    unsealed: int = 0
    checkpoints: int = 0
    findings: list[str] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether nothing was changed, removed, inserted or reordered."""
        return not self.findings

    def add(self, sentence: str) -> None:
        """Note a finding."""
        if len(self.findings) < FINDINGS_MOST:
            self.findings.append(sentence)


def verify() -> Verification:
    """Check the whole log. What it can't show: rows removed before they were sealed (within about a second), and a tail
    that was cut from the database and from every copy of the anchor file alike."""
    result = Verification(unsealed=AuditEvent.select().where(AuditEvent.sequence.is_null()).count())
    expected = _checkpoints(result)
    last = 0
    for sequence in _walk(result, expected):
        last = sequence
    for sequence in sorted(expected):
        result.add(f"Row {sequence} was anchored, but the log ends at row {last}: its tail is cut.")
    return result


def _walk(result: Verification, expected: dict[int, str]) -> Iterator[int]:
    """Go along the chain; takes out of `expected` the checkpoints that it meets."""
    before, place = chain.GENESIS, 0
    for sequence, event in _sealed():
        place += 1
        result.sealed += 1
        if sequence != place:
            result.add(f"Rows {place} to {sequence - 1} are missing.")
            place = sequence
        elif event.chain_hash != chain.link(before, place, event):
            result.add(f"Row {place} ({event.action}, {event.at} UTC) was changed after it was sealed.")
        anchored = expected.pop(place, None)
        if anchored is not None and anchored != event.chain_hash:
            result.add(f"Row {place} differs from what was anchored: the chain was written anew.")
        before = event.chain_hash or ""
        yield place


def _sealed() -> Iterator[tuple[int, AuditEvent]]:
    after = 0
    while True:
        rows = list(AuditEvent.select().where(AuditEvent.sequence > after).order_by(AuditEvent.sequence).limit(BATCH))
        for row in rows:
            after = int(row.sequence or 0)
            yield after, row
        if len(rows) < BATCH:
            return


def _checkpoints(result: Verification) -> dict[int, str]:
    """The anchor's checkpoints by row; a line that we didn't sign is a finding of its own."""
    expected: dict[int, str] = {}
    before = chain.GENESIS
    for number, checkpoint in enumerate(anchor.checkpoints(), start=1):
        if checkpoint is None or not checkpoint.is_genuine(before):
            result.add(f"Line {number} of {anchor.path().name} was changed, or a line before it is missing.")
        if checkpoint is not None:
            before = checkpoint.signature
            expected[checkpoint.sequence] = checkpoint.chain_hash
            result.checkpoints += 1
    return expected
