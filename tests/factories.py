"""People and things made through the services, as the application makes them."""

from __future__ import annotations

from flask.testing import FlaskClient

from backend.accounts import service as accounts
from backend.accounts.models import User
from backend.db import new_id
from backend.principal import UserPrincipal

PASSWORD = "granite-otter-violin-84"


def user(email: str, name: str, role: str = "clinician", language: str = "en") -> User:
    """An account whose password is PASSWORD."""
    return accounts.create_user(
        email=email, name=name, password=PASSWORD, role=role, language=language, time_zone="Europe/Berlin"
    )


def principal(account: User) -> UserPrincipal:
    """`account` as the one who acts, without a browser."""
    return UserPrincipal(
        user_id=account.id,
        name=account.name,
        email=account.email,
        role=account.role,
        session_id=new_id(),
        language=account.language,
        time_zone=account.time_zone,
    )


def log_in(client: FlaskClient, account: User) -> FlaskClient:
    """Log `account` in with `client`; returns the client."""
    answer = client.post("/api/session", json={"email": account.email, "password": PASSWORD})
    assert answer.status_code == 201, answer.get_json()
    return client
