"""A browser and what it has proved of a link."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from backend import crypto
from backend.accounts.models import User
from backend.db import for_update, utcnow
from backend.guests import budgets
from backend.guests.errors import LinkNotOpened
from backend.guests.models import GuestProof, GuestSession
from backend.links import state
from backend.links.errors import LinkExpired
from backend.links.models import Link
from backend.principal import GuestPrincipal

#: A browser that has not come back for so long begins anew.
IDLE_MOST = timedelta(days=7)

#: How old the last renewal may be before a request writes another.
RENEWED_EVERY = timedelta(minutes=5)

#: So long after expiry an upload that was begun before it may finish, and its receipt be read.
GRACE = timedelta(hours=24)


def session_of(cookie: str | None) -> GuestSession | None:
    """The living session whose token the cookie holds."""
    if not cookie:
        return None
    living = (GuestSession.token_hash == crypto.token_hash(cookie)) & (GuestSession.expires_at > utcnow())
    session: GuestSession | None = GuestSession.get_or_none(living)
    return session


def new_session() -> tuple[GuestSession, str]:
    """A session for a browser without one, and the token for its cookie."""
    token = crypto.random_token()
    session = GuestSession.create(token_hash=crypto.token_hash(token), expires_at=utcnow() + IDLE_MOST)
    return session, token


def find(cookie: str | None, link_id: UUID) -> GuestProof:
    """The proof of the browser's session for the link, with session, link and owner; raises LinkNotOpened."""
    if not cookie:
        raise LinkNotOpened
    proof: GuestProof | None = (
        GuestProof.select(GuestProof, GuestSession, Link, User)
        .join(GuestSession)
        .switch(GuestProof)
        .join(Link)
        .join(User)
        .where(
            (GuestSession.token_hash == crypto.token_hash(cookie))
            & (GuestSession.expires_at > utcnow())
            & (GuestProof.link == link_id)
            & (GuestProof.token_version == Link.token_version)
        )
        .get_or_none()
    )
    if proof is None:
        raise LinkNotOpened
    _renew(proof.session)
    return proof


def lock(proof: GuestProof) -> GuestProof:
    """The same proof as it is now, locked until the transaction ends; raises LinkNotOpened if it has gone."""
    locked = for_update(GuestProof.select().where(GuestProof.id == proof.id)).get_or_none()
    if locked is None:
        raise LinkNotOpened
    locked.link, locked.session = proof.link, proof.session
    return locked


def principal(proof: GuestProof) -> GuestPrincipal:
    """The guest as the one who acts."""
    return GuestPrincipal(session_id=proof.session_id, link_id=proof.link_id)


def mark(link: Link) -> str:
    """What a proof remembers of the password that it was made with: another password, another mark."""
    return crypto.token_hash(link.password_hash)


def has_password(proof: GuestProof) -> bool:
    """Whether the link's present password was proved."""
    return proof.password_at is not None and proof.password_mark == mark(proof.link)


def is_whole(proof: GuestProof) -> bool:
    """Whether everything was proved that the link asks for."""
    return has_password(proof) and (not proof.link.two_factor or proof.code_at is not None)


def stage(proof: GuestProof) -> str:
    """What is to be proved next: password, code_first, code; or proved."""
    if is_whole(proof):
        return "proved"
    if has_password(proof):
        return "code"
    return "code_first" if needs_code_first(proof) else "password"


def needs_code_first(proof: GuestProof) -> bool:
    """Whether others' guessing makes this browser begin with a code."""
    return not is_known(proof) and budgets.is_spent_today(proof.link_id)


def is_known(proof: GuestProof) -> bool:
    """Whether this browser once gave the right password, or has proved the mailbox."""
    return proof.password_at is not None or proof.code_at is not None


def require_open(proof: GuestProof) -> None:
    """Raise LinkExpired or LinkRevoked unless the link takes this browser in.

    It does while it is active, and in the grace after expiry if the whole proof was made before.
    """
    try:
        state.require_active(proof.link)
    except LinkExpired:
        if not is_in_grace(proof):
            raise


def is_in_grace(proof: GuestProof) -> bool:
    """Whether what this browser began before expiry may still finish: not if its folder or its owner has gone."""
    expires_at: datetime = proof.link.expires_at
    proved = [proof.password_at, *([proof.code_at] if proof.link.two_factor else [])]
    began_before = all(at is not None and at < expires_at for at in proved)
    in_time = began_before and utcnow() < expires_at + GRACE
    return is_whole(proof) and in_time and not state.causes([proof.link])


def _renew(session: GuestSession) -> None:
    now = utcnow()
    if session.seen_at < now - RENEWED_EVERY:
        GuestSession.update(seen_at=now, expires_at=now + IDLE_MOST).where(GuestSession.id == session.id).execute()
