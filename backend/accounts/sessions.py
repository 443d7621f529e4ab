"""A clinician's sessions: rows, found by the hash of a random token (ADR 6)."""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from backend import crypto
from backend.accounts.models import User, UserSession
from backend.db import Prepared, utcnow
from backend.principal import UserPrincipal

IDLE = timedelta(hours=12)
LIFE = timedelta(days=7)
RENEWED_AFTER = timedelta(minutes=5)
#: For so long an ended session shows that its user has logged in from its network before.
REMEMBERED = timedelta(days=90)


def open_session(user: User, *, network: str, user_agent: str) -> tuple[UserPrincipal, str]:
    """A new session and its token: 256 random bits, of which only the hash is stored."""
    token = crypto.random_token()
    session = UserSession.create(
        user=user,
        token_hash=crypto.token_hash(token),
        user_agent="".join(filter(str.isprintable, user_agent))[:200],
        network=network,
        expires_at=utcnow() + LIFE,
    )
    return _principal(session, user), token


def find(token: str) -> UserPrincipal | None:
    """Who bears this token, if the session still runs and the account is active. One query; at most each 5 minutes a
    second one notes that the session is in use."""
    now = utcnow()
    for found in _RUNNING.dicts(token_hash=crypto.token_hash(token), now=now, seen_after=now - IDLE):
        session_id, user_id, seen_at = found.pop("id"), found.pop("user"), found.pop("seen_at")
        if seen_at < now - RENEWED_AFTER:
            UserSession.update(seen_at=now).where(UserSession.id == session_id, UserSession.seen_at < now).execute()
        return UserPrincipal(user_id=user_id, session_id=session_id, **found)
    return None


def _running(token_hash: Any, now: Any, seen_after: Any) -> Any:
    who = (User.name, User.email, User.role, User.language, User.time_zone)
    return (
        UserSession.select(UserSession.id, UserSession.user, UserSession.seen_at, *who)
        .join(User)
        .where(
            UserSession.token_hash == token_hash,
            UserSession.ended_at.is_null(),
            UserSession.expires_at > now,
            UserSession.seen_at > seen_after,
            User.active,
        )
    )


_RUNNING: Final = Prepared(
    UserSession,
    _running,
    token_hash=UserSession.token_hash,
    now=UserSession.expires_at,
    seen_after=UserSession.seen_at,
)


def end(session_id: UUID) -> bool:
    """End a session; returns whether it still ran."""
    running = (UserSession.id == session_id) & UserSession.ended_at.is_null()
    return bool(UserSession.update(ended_at=utcnow()).where(running).execute())


def end_all(user_id: UUID) -> None:
    """End every session of a user."""
    running = (UserSession.user == user_id) & UserSession.ended_at.is_null()
    UserSession.update(ended_at=utcnow()).where(running).execute()


def has_been_opened(user_id: UUID, network: str) -> bool:
    """Whether this user has logged in from this network within the last 90 days."""
    recent = UserSession.created_at > utcnow() - REMEMBERED
    return UserSession.select().where(UserSession.user == user_id, UserSession.network == network, recent).exists()


def forget_old() -> int:
    """Delete the sessions that nothing refers to any more; returns how many."""
    return int(UserSession.delete().where(UserSession.created_at < utcnow() - REMEMBERED).execute())


def _principal(session: UserSession, user: User) -> UserPrincipal:
    return UserPrincipal(
        user_id=user.id,
        name=user.name,
        email=user.email,
        role=user.role,
        session_id=session.id,
        language=user.language,
        time_zone=user.time_zone,
    )
