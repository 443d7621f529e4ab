"""Six-digit codes by mail: HOTP (RFC 4226), each with a secret, an expiry and tries of its own, bound to a browser."""

from __future__ import annotations

import math
import unicodedata
from datetime import datetime, timedelta

import peewee
import pyotp

from backend import crypto
from backend.audit.events import Event
from backend.audit.service import record
from backend.db import db, for_update, utcnow
from backend.guests import budgets, proofs
from backend.guests.errors import CodeSpent, CodeTooSoon, CodeWrong
from backend.guests.models import CodeChallenge, GuestProof
from backend.links import timeline
from backend.mail import service as mail

VALID_FOR = timedelta(minutes=10)
TRIES_MOST = 5
RESEND_AFTER = timedelta(seconds=60)
DIGITS = 6

#: Each secret is used for one code only.
COUNTER = 0


def resend_at(proof: GuestProof) -> datetime | None:
    """When this browser may ask for another code (UTC); None if it may at once and never had one."""
    now, latest, guessed = utcnow(), _latest(proof), budgets.wait_for(proof.link_id, budgets.of_codes())
    after_latest = [] if latest is None or latest.created_at > now else [latest.created_at + RESEND_AFTER]
    after_guesses = [now + guessed] if guessed > timedelta() else []
    return max([*after_latest, *after_guesses], default=None)


def may_issue(proof: GuestProof) -> bool:
    """Whether a code may be mailed now."""
    at = resend_at(proof)
    return at is None or at <= utcnow()


def issue(proof: GuestProof) -> None:
    """Mail a new code, inside the caller's transaction; older ones no longer count. Raises CodeTooSoon."""
    link = proof.link
    _require_patience(proof)
    now = utcnow()
    secret = pyotp.random_base32()
    # What seems to be later was made before the clock was set back, and would be taken for the newest
    CodeChallenge.delete().where((CodeChallenge.proof == proof.id) & (CodeChallenge.created_at > now)).execute()
    CodeChallenge.create(
        proof=proof,
        sealed_secret=crypto.seal(secret, "code"),
        created_at=now,
        expires_at=now + VALID_FOR,
    )
    code = pyotp.HOTP(secret, digits=DIGITS).at(COUNTER)
    mail.queue(
        kind="code",
        recipient=link.recipient,
        language=link.language,
        reference=timeline.reference(link.id),
        has_password=True,
        context={
            "title": link.title,
            "code": f"{code[:3]} {code[3:]}",
            "minutes": int(VALID_FOR.total_seconds() // 60),
        },
    )
    timeline.note(link.id, "code_sent")
    record(proofs.principal(proof), Event.GUEST_CODE_SENT, timeline.reference(link.id))


def prove(proof: GuestProof, code: str) -> None:
    """Check a code; raises CodeWrong (with the tries that are left) or CodeSpent.

    A try is counted before it is judged.
    """
    challenge = _charge(proof)
    secret = crypto.unseal(bytes(challenge.sealed_secret), "code")
    if pyotp.HOTP(secret, digits=DIGITS).verify(_digits(code), COUNTER):
        _passed(proof, challenge)
        return
    with db.atomic():
        budgets.add(proof.link_id, budgets.of_codes().bucket)
        record(proofs.principal(proof), Event.GUEST_CODE_REFUSED, timeline.reference(proof.link_id))
    left = TRIES_MOST - challenge.tries
    if left <= 0:
        raise CodeSpent
    raise CodeWrong(extra={"tries_left": left})


def _require_patience(proof: GuestProof) -> None:
    at = resend_at(proof)
    if at is not None and at > utcnow():
        raise CodeTooSoon(retry_after=math.ceil((at - utcnow()).total_seconds()))


def _charge(proof: GuestProof) -> CodeChallenge:
    with db.atomic():
        challenge = for_update(_newest(proof)).get_or_none()
        if challenge is None or not _is_alive(challenge):
            raise CodeSpent
        challenge.tries += 1
        challenge.save(only=[CodeChallenge.tries])
    return challenge


def _is_alive(challenge: CodeChallenge) -> bool:
    return bool(challenge.used_at is None and challenge.tries < TRIES_MOST and challenge.expires_at > utcnow())


def _passed(proof: GuestProof, challenge: CodeChallenge) -> None:
    now = utcnow()
    with db.atomic():
        spent = CodeChallenge.update(used_at=now).where(
            (CodeChallenge.id == challenge.id) & CodeChallenge.used_at.is_null()
        )
        if not spent.execute():
            raise CodeSpent
        GuestProof.update(code_at=now).where(GuestProof.id == proof.id).execute()
        timeline.note(proof.link_id, "code_passed")
        record(proofs.principal(proof), Event.GUEST_CODE_PASSED, timeline.reference(proof.link_id))


def _latest(proof: GuestProof) -> CodeChallenge | None:
    newest: CodeChallenge | None = _newest(proof).first()
    return newest


def _newest(proof: GuestProof) -> peewee.ModelSelect[CodeChallenge]:
    return (
        CodeChallenge.select()
        .where(CodeChallenge.proof == proof.id)
        .order_by(CodeChallenge.created_at.desc(), CodeChallenge.id.desc())
        .limit(1)
    )


def _digits(code: str) -> str:
    """The digits that were typed, of whatever script; spaces and hyphens are how people read them out."""
    return "".join(
        str(unicodedata.digit(char)) if unicodedata.digit(char, None) is not None else char
        for char in code
        if not char.isspace() and char not in "-\u2011\u00b7."
    )
