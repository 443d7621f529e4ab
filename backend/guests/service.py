"""The guest's session: opening a link, proving it, and what may then be sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.accounts import networks, passwords
from backend.audit.events import Event
from backend.audit.service import record
from backend.config import current
from backend.crypto import keyed_token
from backend.db import db, for_update, utcnow
from backend.deliveries import service as delivering
from backend.errors import NotFound
from backend.guests import budgets, codes, proofs
from backend.guests.errors import CodeFirst, CodeNotNeeded, PasswordWrong
from backend.guests.models import GuestProof, GuestSession
from backend.intake import expected
from backend.intake.policy import Policy
from backend.links import owner, state, timeline
from backend.links import service as links
from backend.links.models import Link
from backend.mail.addresses import masked
from backend.principal import GuestPrincipal

#: The cookie outlives the session's idle time; the server alone decides when a session is over.
COOKIE_AGE = timedelta(days=30)


@dataclass(frozen=True)
class Visit:
    """What opening a link answers, and the cookie for a browser that had none."""

    answer: dict[str, Any]
    new_cookie: str | None
    max_age: int


def open_link(token: str, cookie: str | None) -> Visit:
    """Open a link in this browser: a person's action, the first of which stands in the timeline.

    Raises LinkUnknown, LinkExpired or LinkRevoked.
    """
    link = links.find_by_token(token)
    session = proofs.session_of(cookie)
    with db.atomic():
        proof = None if session is None else _proof(session, link)
        if proof is None:
            state.require_active(link)
            session, new_cookie = (session, None) if session is not None else proofs.new_session()
            proof = _first_opening(session, link)
        else:
            new_cookie = None
            proofs.require_open(proof)
    return Visit(_answer(proof), new_cookie, int(COOKIE_AGE.total_seconds()))


def visit(cookie: str | None, link_id: UUID) -> dict[str, Any]:
    """How far this browser is; raises LinkNotOpened, LinkExpired or LinkRevoked."""
    proof = proofs.find(cookie, link_id)
    proofs.require_open(proof)
    return _answer(proof)


def prove_password(cookie: str | None, link_id: UUID, password: str, *, network: str | None) -> dict[str, Any]:
    """Prove the folder password; with 2FA this mails the code.

    Raises PasswordWrong, TooManyGuesses, CodeFirst, Busy, and what `visit` raises.
    """
    proof = proofs.find(cookie, link_id)
    state.require_active(proof.link)
    if proofs.needs_code_first(proof):
        raise CodeFirst
    limit = (
        budgets.of_browser(proof.session_id)
        if proofs.is_known(proof)
        else budgets.of_network(networks.network_of(network))
    )
    budgets.charge(link_id, limit)
    try:
        right = passwords.verify_password(proof.link.password_hash, password.strip())
    except BaseException:
        budgets.refund(link_id, limit)
        raise
    if not right:
        _refused(proof)
        raise PasswordWrong
    budgets.refund(link_id, limit)
    _passed(proof)
    return visit(cookie, link_id)


def send_code(cookie: str | None, link_id: UUID) -> dict[str, Any]:
    """Mail another code; raises CodeTooSoon, CodeNotNeeded, and what `visit` raises."""
    proof = proofs.find(cookie, link_id)
    state.require_active(proof.link)
    with db.atomic():
        proof = proofs.lock(proof)
        stage = proofs.stage(proof)
        if stage not in ("code", "code_first"):
            raise CodeNotNeeded
        if stage == "code_first":
            budgets.charge(link_id, budgets.of_mailed_codes())
        codes.issue(proof)
    return _answer(proof)


def prove_code(cookie: str | None, link_id: UUID, code: str) -> dict[str, Any]:
    """Prove the mailed code; raises CodeWrong, CodeSpent, CodeNotNeeded, and what `visit` raises."""
    proof = proofs.find(cookie, link_id)
    state.require_active(proof.link)
    if proofs.stage(proof) not in ("code", "code_first"):
        raise CodeNotNeeded
    codes.prove(proof, code)
    return visit(cookie, link_id)


def language_of(link_id: UUID) -> str | None:
    """The language in which a link speaks to its guests; None for a link that doesn't exist."""
    language: str | None = Link.select(Link.language).where(Link.id == link_id).scalar()
    return language


def leave(cookie: str | None, link_id: UUID) -> None:
    """Forget what this browser has proved of the link; what is being sent goes on elsewhere."""
    session = proofs.session_of(cookie)
    if session is not None:
        GuestProof.delete().where((GuestProof.session == session.id) & (GuestProof.link == link_id)).execute()


def open_delivery(guest: GuestPrincipal) -> dict[str, Any]:
    """Begin a delivery into the link's folder, under the link's policy; only while the link is active."""
    with db.atomic():
        link = for_update(Link.select().where(Link.id == guest.link_id)).get_or_none()
        if link is None:
            raise NotFound
        state.require_active(link)
        delivery = delivering.open_delivery(
            guest,
            owner_id=link.owner_id,
            folder_id=link.folder_id,
            policy=Policy.from_json(link.policy),
            via="link",
            origin_ref=timeline.reference(link.id),
            sender_name=link.recipient,
            title=link.title,
        )
    return delivering.read(guest, delivery.id)


def check_patients(guest: GuestPrincipal, patients: list[dict[str, str]]) -> list[bool]:
    """For each patient whether it is the one who is expected; anybody is, if nobody in particular is.

    Raises TooManyGuesses.
    """
    link = Link.get_by_id(guest.link_id)
    awaited = Policy.from_json(link.policy).expected_patient
    return [awaited is None or _is_expected(link.id, awaited, patient) for patient in patients]


def deliveries(guest: GuestPrincipal) -> list[dict[str, Any]]:
    """What came by the link in the last 30 days, newest first."""
    return delivering.listing(guest)


def sweep() -> int:
    """Delete sessions that are over, with their proofs and codes, and counters that count no more; returns how many."""
    over = GuestSession.delete().where(GuestSession.expires_at < utcnow()).execute()
    return int(over) + budgets.forget_old()


def _proof(session: GuestSession, link: Link) -> GuestProof | None:
    """What the browser has proved of the link's present version; of an older one everything is void."""
    GuestProof.delete().where(
        (GuestProof.session == session.id)
        & (GuestProof.link == link.id)
        & (GuestProof.token_version != link.token_version)
    ).execute()
    proof: GuestProof | None = GuestProof.get_or_none((GuestProof.session == session.id) & (GuestProof.link == link.id))
    if proof is not None:
        proof.link, proof.session = link, session
    return proof


def _first_opening(session: GuestSession, link: Link) -> GuestProof:
    GuestProof.insert(session=session.id, link=link.id, token_version=link.token_version).on_conflict_ignore().execute()
    proof = _proof(session, link)
    assert proof is not None
    timeline.note(link.id, "opened")
    record(proofs.principal(proof), Event.LINK_OPENED, timeline.reference(link.id))
    return proof


def _is_expected(link_id: UUID, awaited: dict[str, str], patient: dict[str, str]) -> bool:
    limit = budgets.of_patients()
    budgets.charge(link_id, limit)
    answer = expected.agrees(
        awaited,
        name=patient["PatientName"],
        patient_id=patient["PatientID"],
        birth_date=patient["PatientBirthDate"],
    )
    if answer:
        budgets.refund(link_id, limit)
    return answer


def _refused(proof: GuestProof) -> None:
    with db.atomic():
        record(proofs.principal(proof), Event.GUEST_PASSWORD_REFUSED, timeline.reference(proof.link_id))
        if not proofs.is_known(proof) and budgets.add(proof.link_id, budgets.day_bucket()) == budgets.DAY_MOST:
            owner.tell_of_guessing(proof.link)


def _passed(proof: GuestProof) -> None:
    mark = proofs.mark(proof.link)
    with db.atomic():
        locked = proofs.lock(proof)
        if locked.password_mark not in (None, mark):
            locked.code_at = None  # the code belonged to the password that was replaced
        locked.password_at, locked.password_mark = utcnow(), mark
        locked.save(only=[GuestProof.password_at, GuestProof.password_mark, GuestProof.code_at])
        timeline.note(proof.link_id, "password_passed")
        record(proofs.principal(proof), Event.GUEST_PASSWORD_PASSED, timeline.reference(proof.link_id))
        if proofs.stage(locked) == "code" and codes.may_issue(locked):
            codes.issue(locked)


def _deidentification_key(link: Link) -> str | None:
    """Of each link its own (ADR 1): what two links bring can't be told to be of one patient."""
    return keyed_token("deidentification", link.id) if Policy.from_json(link.policy).deidentified else None


def _answer(proof: GuestProof) -> dict[str, Any]:
    link, settings = proof.link, current()
    stage = proofs.stage(proof)
    asks_code = stage in ("code", "code_first")
    # The grace after expiry is for uploads alone
    may_see = link.may_see and settings.link_may_see and link.expires_at > utcnow()
    return {
        "link_id": link.id,
        "institution": settings.institution,
        "sharer": link.owner.name,
        "title": link.title,
        "description": link.description if stage == "proved" else None,
        "policy": link.policy if stage == "proved" else None,
        "ask_name": link.ask_name,
        "ask_note": link.ask_note,
        "expects_patient": stage == "proved" and Policy.from_json(link.policy).expected_patient is not None,
        "deidentification_key": _deidentification_key(link) if stage == "proved" else None,
        "may_see": may_see,
        "may_download": may_see and link.may_download and settings.link_may_download,
        "folder_id": link.folder_id if may_see and stage == "proved" else None,
        "language": link.language,
        "expires_at": link.expires_at,
        "expire_date": link.expire_date,
        "time_zone": link.time_zone,
        "help_line": settings.help_line,
        "privacy_url": settings.privacy_url,
        "imprint_url": settings.imprint_url,
        "logo_url": settings.logo_url,
        "two_factor": link.two_factor,
        "stage": stage,
        "code_recipient": masked(link.recipient) if asks_code else None,
        "code_resend_at": codes.resend_at(proof) if asks_code else None,
    }
