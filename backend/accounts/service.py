"""Accounts, and logging in and out."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import peewee

from backend.accounts import attempts, passwords, sessions
from backend.accounts.errors import AddressTaken, Busy, LastAdministrator, WrongCredentials
from backend.accounts.models import User
from backend.accounts.networks import network_of
from backend.audit import service as audit
from backend.audit.events import Event
from backend.config import LANGUAGES
from backend.db import db, for_update
from backend.errors import Invalid, NotFound
from backend.principal import SystemPrincipal, UserPrincipal

ROLES = ("clinician", "administrator")
NAME_MOST = 120
EMAIL_MOST = 254  # RFC 5321 section 4.5.3.1.3, less the angle brackets
NOBODY = UUID(int=0)


@dataclass(frozen=True)
class Hooks:
    """What accounts ask of the folders above them. `user_created` runs inside the transaction."""

    user_created: Callable[[User], None]
    root_folder_id: Callable[[UUID], UUID]


@dataclass(frozen=True)
class Opened:
    """A session that has begun: who acts, the cookie's token, and for how many seconds a browser keeps it."""

    principal: UserPrincipal
    token: str
    max_age: int


_hooks: Hooks | None = None


def use(hooks: Hooks) -> None:
    """Inject the hooks; called once by wiring."""
    global _hooks
    _hooks = hooks


def create_user(email: str, name: str, password: str, role: str, language: str, time_zone: str) -> User:
    """A new account with its root folder. Raises Invalid, AddressTaken."""
    email, name = email.strip(), " ".join(name.split())
    _check_account(email, name, role, language, time_zone)
    passwords.require_strong(password, (email, name))
    password_hash = passwords.hash_password(password)
    try:
        with db.atomic():
            user = User.create(
                email=email,
                email_key=email_key(email),
                name=name,
                password_hash=password_hash,
                role=role,
                language=language,
                time_zone=time_zone,
            )
            _hooked().user_created(user)
    except peewee.IntegrityError as error:
        if User.get_or_none(User.email_key == email_key(email)) is None:
            raise
        raise AddressTaken from error
    return user


def set_active(email: str, *, active: bool) -> User:
    """Close an account, which ends its sessions at once, or open it again; nothing of what it owns is lost.

    Repeating it changes nothing. Raises NotFound, LastAdministrator.
    """
    with db.atomic():
        user: User | None = for_update(User.select().where(User.email_key == email_key(email))).get_or_none()
        if user is None:
            raise NotFound
        if user.active == active:
            return user
        if not active and user.role == "administrator" and not _others_who_administer(user):
            raise LastAdministrator
        user.active = active
        user.save(only=[User.active])
        if not active:
            sessions.end_all(user.id)
        event = Event.USER_REACTIVATED if active else Event.USER_DEACTIVATED
        audit.record(SystemPrincipal("command line"), event, f"user:{user.id}")
    return user


def log_in(email: str, password: str, *, network: str | None, user_agent: str) -> Opened:
    """Open a session. An unknown address costs and says the same as a wrong password.

    `network` is the caller's IP address. Raises WrongCredentials, TooManyAttempts, Busy.
    """
    key, prefix = email_key(email), network_of(network)
    user = User.get_or_none(User.email_key == key)
    known = sessions.has_been_opened(user.id if user is not None else NOBODY, prefix)
    attempt = attempts.charge(key, prefix, known=known)
    if not _is_right(user, password, attempt) or user is None:
        audit.record("visitor", Event.SESSION_REFUSED, f"user:{user.id}" if user is not None else "user:unknown")
        raise WrongCredentials
    if passwords.is_outdated(user.password_hash):
        User.update(password_hash=passwords.hash_password(password)).where(User.id == user.id).execute()
    with db.atomic():
        attempts.refund(attempt, succeeded=True)
        principal, token = sessions.open_session(user, network=prefix, user_agent=user_agent)
        audit.record(principal, Event.SESSION_OPENED, f"session:{principal.session_id}")
    return Opened(principal, token, int(sessions.LIFE.total_seconds()))


def log_out(principal: UserPrincipal) -> None:
    """End the session; doing it twice changes nothing."""
    with db.atomic():
        if sessions.end(principal.session_id):
            audit.record(principal, Event.SESSION_ENDED, f"session:{principal.session_id}")


def me(principal: UserPrincipal) -> dict[str, Any]:
    """Who has logged in, as `schemas.MeSchema` says."""
    return {
        "id": principal.user_id,
        "name": principal.name,
        "email": principal.email,
        "role": principal.role,
        "language": principal.language,
        "time_zone": principal.time_zone,
        "root_folder_id": _hooked().root_folder_id(principal.user_id),
    }


def change_me(principal: UserPrincipal, changes: dict[str, str]) -> dict[str, Any]:
    """Change one's `language` or `time_zone`; raises Invalid."""
    if "language" in changes and changes["language"] not in LANGUAGES:
        raise Invalid({"language": "Please choose one of the languages on offer."})
    if "time_zone" in changes and not _is_time_zone(changes["time_zone"]):
        raise Invalid({"time_zone": "Please choose one of the time zones on offer."})
    if changes:
        User.update(**{name: changes[name] for name in ("language", "time_zone") if name in changes}).where(
            User.id == principal.user_id
        ).execute()
    return {**me(principal), **changes}


def email_key(email: str) -> str:
    """The form under which addresses are compared; what can't be in one is left out, since no database stores NUL."""
    folded = unicodedata.normalize("NFKC", email).strip().casefold()
    return "".join(char if char.isprintable() else "�" for char in folded)[:320]


def prune() -> int:
    """Delete counters and ended sessions that serve no purpose any more; returns how many. For a daily job."""
    return attempts.forget_old() + sessions.forget_old()


def _others_who_administer(user: User) -> bool:
    return User.select().where(User.role == "administrator", User.active, User.id != user.id).exists()


def _is_right(user: User | None, password: str, attempt: attempts.Attempt) -> bool:
    """Always one argon2, whoever it is."""
    hashed = user.password_hash if user is not None else passwords.DUMMY_HASH
    try:
        right = passwords.verify_password(hashed, password)
    except Busy:
        attempts.refund(attempt, succeeded=False)
        raise
    return right and user is not None and user.active


def _check_account(email: str, name: str, role: str, language: str, time_zone: str) -> None:
    local, at, domain = email.rpartition("@")
    if not (local and at and domain and email.isprintable() and " " not in email and len(email) <= EMAIL_MOST):
        raise Invalid({"email": "This is not an e-mail address. It should look like name@example.org."})
    if not (name and name.isprintable() and len(name) <= NAME_MOST):
        raise Invalid({"name": "Please enter a name of at most 120 characters."})
    if role not in ROLES:
        raise Invalid({"role": "A role is either clinician or administrator."})
    if language not in LANGUAGES:
        raise Invalid({"language": "Please choose one of the languages on offer."})
    if not _is_time_zone(time_zone):
        raise Invalid({"time_zone": "Please choose one of the time zones on offer."})


def _is_time_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; no relative path; a folder of zones
        return False
    return True


def _hooked() -> Hooks:
    if _hooks is None:
        raise RuntimeError("accounts.service.use() has not been called")
    return _hooks
