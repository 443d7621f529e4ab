"""Logging in and out, one's account, judging passwords: over HTTP."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import argon2
import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts import passwords, service, sessions
from backend.accounts.errors import AddressTaken
from backend.accounts.models import LogInFailure, User, UserSession
from backend.audit.models import AuditEvent
from backend.db import utcnow
from backend.errors import Invalid
from backend.folders.models import Folder
from backend.web.auth import USER_COOKIE
from tests import factories
from tests.conftest import new_client

WRONG = "This e-mail address and password don't belong together."


def log_in(client: FlaskClient, email: str, password: str = factories.PASSWORD) -> Any:
    """The answer to a log-in."""
    return client.post("/api/session", json={"email": email, "password": password})


def test_log_in_says_who_and_sets_a_guarded_cookie(client: FlaskClient, user: User) -> None:
    """__Host-, Secure, HttpOnly, SameSite; the address in any case."""
    answer = log_in(client, " ANA.Weber@clinic.example ")
    assert answer.status_code == 201
    me = answer.get_json()
    assert (me["name"], me["email"], me["role"]) == ("Dr. Ana Weber", "ana.weber@clinic.example", "clinician")
    assert me["root_folder_id"] == str(Folder.get(Folder.owner == user, Folder.parent.is_null()).id)
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{USER_COOKIE}=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert client.get("/api/me").get_json() == me
    opened = AuditEvent.get(AuditEvent.action == "session:opened")
    assert (opened.actor, opened.network) == (f"user:{user.id}", "127.0.0.1")


def test_the_token_is_stored_as_a_hash_only(logged_in: FlaskClient) -> None:
    """Whoever reads the database can't log in by it."""
    cookie = logged_in.get_cookie(USER_COOKIE)
    assert cookie is not None
    assert len(cookie.value) >= 43
    assert cookie.value not in repr([row.__data__ for row in UserSession.select()])
    assert cookie.value not in repr([row.__data__ for row in AuditEvent.select()])


@pytest.mark.parametrize("switched_off", [False, True])
def test_unknown_and_wrong_and_switched_off_are_never_told_apart(
    client: FlaskClient, user: User, monkeypatch: pytest.MonkeyPatch, switched_off: bool
) -> None:
    """One answer, and one password check of equal cost, each."""
    checked = []
    verify = passwords.verify_password

    def counted(hashed: str, password: str) -> bool:
        checked.append(hashed)
        return verify(hashed, password)

    monkeypatch.setattr(passwords, "verify_password", counted)
    if switched_off:
        User.update(active=False).execute()
    password = factories.PASSWORD if switched_off else "wrong"
    refused = log_in(client, user.email, password)
    unknown = log_in(client, "nobody@clinic.example", password)
    assert refused.status_code == unknown.status_code == 401
    assert refused.get_json() == unknown.get_json()
    assert refused.get_json()["title"] == WRONG
    assert checked == [user.password_hash, passwords.DUMMY_HASH]
    assert AuditEvent.select().where(AuditEvent.action == "session:refused").count() == 2
    assert "nobody" not in repr([row.__data__ for row in AuditEvent.select()])


def test_after_too_many_failures_one_waits(client: FlaskClient, user: User) -> None:
    """429 with Retry-After, and no password is checked; then the right one passes."""
    for _ in range(5):
        assert log_in(client, user.email, "wrong").status_code == 401
    refused = log_in(client, user.email)
    assert refused.status_code == 429
    assert refused.headers["Retry-After"] == "1"
    assert "in 1 s." in refused.get_json()["title"]
    LogInFailure.update(last_at=utcnow() - timedelta(minutes=20)).execute()
    assert log_in(client, user.email).status_code == 201


def test_known_where_one_has_logged_in_before(logged_in: FlaskClient, user: User, app: Flask) -> None:
    """A distributed guess at the address does not shut its owner out of their own network."""
    logged_in.delete("/api/session")
    for number in range(10):
        for _ in range(5):
            new_client(app).post(
                "/api/session",
                json={"email": user.email, "password": "wrong"},
                environ_overrides={"REMOTE_ADDR": f"198.51.{number}.1"},
            )
    elsewhere = new_client(app).post(
        "/api/session",
        json={"email": user.email, "password": factories.PASSWORD},
        environ_overrides={"REMOTE_ADDR": "203.0.113.1"},
    )
    assert elsewhere.status_code == 429
    assert log_in(new_client(app), user.email).status_code == 201


def test_busy_costs_no_try(client: FlaskClient, user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    """503 with Retry-After; the attempt is refunded."""
    monkeypatch.setattr("backend.accounts.slots._take", lambda *_: None)
    monkeypatch.setattr("backend.accounts.slots.PATIENCE_SECONDS", 0.0)
    for _ in range(8):
        answer = log_in(client, user.email)
        assert answer.status_code == 503
        assert answer.headers["Retry-After"] == "2"
    assert {row.failures for row in LogInFailure.select()} == {0}


def test_log_out_ends_the_session_on_the_server(logged_in: FlaskClient) -> None:
    """A copy of the cookie is worth nothing afterwards."""
    cookie = logged_in.get_cookie(USER_COOKIE)
    assert cookie is not None
    assert logged_in.delete("/api/session").status_code == 204
    assert logged_in.get_cookie(USER_COOKIE) is None
    logged_in.set_cookie(USER_COOKIE, cookie.value, secure=True)
    assert logged_in.get("/api/me").status_code == 401
    assert AuditEvent.select().where(AuditEvent.action == "session:ended").count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"seen_at": utcnow() - sessions.IDLE - timedelta(minutes=1)},
        {"expires_at": utcnow() - timedelta(seconds=1)},
    ],
    ids=["idle for 12 hours", "open for 7 days"],
)
def test_sessions_end_by_themselves(logged_in: FlaskClient, change: dict[str, Any]) -> None:
    """Idle and absolute."""
    assert logged_in.get("/api/me").status_code == 200
    UserSession.update(change).execute()
    answer = logged_in.get("/api/me")
    assert answer.status_code == 401
    assert answer.get_json()["code"] == "log_in_needed"


def test_use_keeps_a_session_alive_with_few_writes(logged_in: FlaskClient) -> None:
    """At most one write each five minutes."""
    recent = utcnow() - timedelta(minutes=4)
    UserSession.update(seen_at=recent).execute()
    logged_in.get("/api/me")
    assert UserSession.get().seen_at == recent
    UserSession.update(seen_at=utcnow() - timedelta(hours=11)).execute()
    logged_in.get("/api/me")
    assert UserSession.get().seen_at > recent


def test_a_user_who_is_switched_off_is_out_at_once(logged_in: FlaskClient) -> None:
    """Also in sessions that are open."""
    User.update(active=False).execute()
    assert logged_in.get("/api/me").status_code == 401


def test_change_language_and_time_zone(logged_in: FlaskClient) -> None:
    """The answer and the next request both know it."""
    answer = logged_in.patch("/api/me", json={"language": "ar", "time_zone": "Asia/Riyadh"})
    assert answer.status_code == 200
    assert (answer.get_json()["language"], answer.get_json()["time_zone"]) == ("ar", "Asia/Riyadh")
    assert logged_in.get("/api/me").get_json() == answer.get_json()
    assert logged_in.patch("/api/me", json={}).get_json() == answer.get_json()


BAD_CHANGES: tuple[tuple[dict[str, Any], str], ...] = (
    ({"time_zone": "Mars/Base"}, "time_zone"),
    ({"time_zone": "../../etc/passwd"}, "time_zone"),
    ({"time_zone": "Europe"}, "time_zone"),
    ({"time_zone": "Europe/Berlin\x00"}, "time_zone"),
    ({"time_zone": ""}, "time_zone"),
    ({"language": "tlh"}, "language"),
    ({"role": "administrator"}, "role"),
    ({"language": None}, "language"),
)


def test_what_can_not_be_changed_so(logged_in: FlaskClient) -> None:
    """Each names the field."""
    for body, field in BAD_CHANGES:
        answer = logged_in.patch("/api/me", json=body)
        assert answer.status_code == 422, body
        assert field in answer.get_json()["errors"]


BAD_LOG_INS: tuple[Any, ...] = (
    {},
    {"email": "a@b.example"},
    {"email": "", "password": "x"},
    {"email": "a@b.example", "password": ""},
    {"email": "x" * 321, "password": "x"},
    {"email": "a\x00@b.example", "password": "x"},
    {"email": ["a"], "password": {}},
    [],
    "text",
)


def test_log_in_with_bad_input(client: FlaskClient) -> None:
    """422, never a server error."""
    for body in BAD_LOG_INS:
        assert client.post("/api/session", json=body).status_code == 422, body


def test_log_in_with_odd_addresses(client: FlaskClient, user: User) -> None:
    """They are unknown addresses."""
    for email in ("\u202e@b.example", "ﷺ" * 320, "a\x1f@b.example", "'; drop table user; --"):
        assert log_in(client, email).status_code == 401
    assert User.get() == user


def test_judging_a_password(logged_in: FlaskClient) -> None:
    """In the user's language; a strong one needs no advice."""
    weak = logged_in.post("/api/password-strengths", json={"password": "abcdefghij"}).get_json()
    assert weak == {"score": 0, "acceptable": False, "advice": passwords.ADVICE_SENTENCES["sequence"]}
    body = {"password": factories.PASSWORD, "context": ["somebody@else.example"]}
    strong = logged_in.post("/api/password-strengths", json=body).get_json()
    assert strong == {"score": 4, "acceptable": True, "advice": ""}
    empty = logged_in.post("/api/password-strengths", json={"password": ""})
    assert (empty.status_code, empty.get_json()["acceptable"]) == (200, False)


def test_judging_bad_input(logged_in: FlaskClient) -> None:
    """422."""
    for body in ({}, {"password": "x" * 1001}, {"password": "x", "context": ["y"] * 21}):
        assert logged_in.post("/api/password-strengths", json=body).status_code == 422


def test_anyone_may_know_the_installation(client: FlaskClient) -> None:
    """It is what the log-in page shows."""
    installation = client.get("/api/installation").get_json()
    assert installation["languages"] == ["en", "de", "ar"]
    assert installation["link_days_default"] == 14


def account(**changes: str) -> dict[str, str]:
    """A good account, but for the changes."""
    good = {"email": "cleo@clinic.example", "name": "Cleo", "password": factories.PASSWORD}
    return {**good, "role": "clinician", "language": "de", "time_zone": "Europe/Vienna", **changes}


BAD_ACCOUNTS = (
    ({"email": "no address"}, "email"),
    ({"email": "a b@c.example"}, "email"),
    ({"name": "  "}, "name"),
    ({"name": "x" * 121}, "name"),
    ({"password": "cleo@clinic1"}, "password"),
    ({"role": "root"}, "role"),
    ({"language": "xx"}, "language"),
    ({"time_zone": "Nowhere"}, "time_zone"),
)


@pytest.mark.usefixtures("app")
def test_accounts_are_checked() -> None:
    """With the field's name and a sentence; white space around an address is no matter."""
    for change, field in BAD_ACCOUNTS:
        with pytest.raises(Invalid) as refused:
            service.create_user(**account(**change))
        assert list(refused.value.extra["errors"]) == [field]
    assert User.select().count() == 0
    assert service.create_user(**account(email=" a@b.example\n")).email == "a@b.example"


@pytest.mark.usefixtures("app")
def test_an_address_has_one_account() -> None:
    """Without regard to case; nothing of the second remains, and the first keeps its tree."""
    service.create_user(**account())
    with pytest.raises(AddressTaken):
        service.create_user(**account(email="CLEO@Clinic.example", name="Other"))
    assert User.select().count() == 1
    assert Folder.select().count() == 1


def test_pruning_keeps_what_counts(logged_in: FlaskClient) -> None:
    """A session of today stays, one of a hundred days ago goes."""
    assert service.prune() == 0
    UserSession.update(created_at=utcnow() - timedelta(days=100)).execute()
    assert service.prune() == 1
    assert logged_in.get("/api/me").status_code == 401


def test_a_hash_with_old_parameters_is_renewed(client: FlaskClient, user: User) -> None:
    """At the next log-in, when the password is at hand."""
    old = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(factories.PASSWORD)
    User.update(password_hash=old).execute()
    assert log_in(client, user.email).status_code == 201
    assert not passwords.is_outdated(User.get().password_hash)
    assert log_in(client, user.email).status_code == 201
