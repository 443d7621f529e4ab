"""No token, password or code is left where it doesn't belong: not in a log, not in any row, not in an address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend import config, crypto
from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import BaseModel
from backend.links.models import Link
from tests import running
from tests.factories import PASSWORD as OWNER_PASSWORD
from tests.guests.steps import Guest, another, code_in, newest_code
from tests.links.steps import PASSWORD, form, share, token_of
from tests.mail_server import MailServer, make_due, run_jobs

WRONG = "a-wrong-password"


def everything_stored() -> str:
    """Every value of every row, as text."""
    return "\n".join(str(row) for model in BaseModel.__subclasses__() for row in model.select().tuples())


def test_no_secret_is_stored(
    guest: Guest, logged_in: FlaskClient, folder: str, mail_server: MailServer, settings: config.Settings
) -> None:
    link = share(logged_in, folder, two_factor=True, password_by="separate_mail")
    mail_server.answer_to_data = "451 4.3.0 Not now"
    run_jobs()
    stored = everything_stored()
    mail_server.answer_to_data = ""
    make_due()
    run_jobs()
    guest.open(link)
    guest.enter(WRONG)
    guest.enter()
    stored += everything_stored()
    code = newest_code(mail_server)
    guest.enter_code(another(code))
    guest.enter_code(code)
    guest.begin()
    cookie = guest.client.get_cookie("__Host-filmjacket-guest")
    assert cookie is not None
    stored += everything_stored()
    assert link["id"] in stored
    for secret in (token_of(link), PASSWORD, WRONG, code, code.replace(" ", ""), cookie.value):
        assert secret not in stored


class Browser:
    """Speaks to a real server over plain HTTP, and keeps its cookies by hand, as Secure ones are not kept there."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.cookies: dict[str, str] = {}

    def call(self, method: str, path: str, body: object = None) -> Any:
        """Send JSON and read the answer."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {
            "X-Requested-With": "Filmjacket",
            "Content-Type": "application/json",
            "Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items()),
        }
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        for value in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(value).items()}
        text = answer.read()
        connection.close()
        return json.loads(text) if answer.headers.get_content_subtype().endswith("json") else text


class TestWithRealProcesses:
    """What gunicorn and the worker write into their logs while the whole story is lived once."""

    @pytest.fixture(params=["sqlite"])
    def database_url(self, tmp_path: Path, sqlite_template: Path) -> str:
        """Logs are alike on both databases."""
        path = tmp_path / "filmjacket.sqlite"
        path.write_bytes(sqlite_template.read_bytes())
        return f"sqlite:///{path}"

    @pytest.fixture
    def logs(self, app: Flask, user: User, tmp_path: Path, settings: config.Settings) -> Iterator[tuple[int, Path]]:
        """The two processes; gives gunicorn's port and the log of both."""
        port, log = running.free_port(), tmp_path / "log"
        processes = [running.gunicorn(log, port), running.worker(log)]
        yield port, log
        for process in processes:
            process.kill()

    def test_no_secret_is_logged(self, logs: tuple[int, Path], mail_server: MailServer) -> None:
        port, log = logs
        owner, guest = Browser(port), Browser(port)
        owner.call("POST", "/api/session", {"email": "ana.weber@clinic.example", "password": OWNER_PASSWORD})
        root = owner.call("GET", "/api/me")["root_folder_id"]
        folder = owner.call("POST", "/api/folders", {"parent_id": root, "name": "Referrals"})["id"]
        [link] = owner.call("POST", "/api/links", form(folder, two_factor=True))["links"]
        [invitation] = mail_server.wait_for(1)
        assert link["url"] in invitation.text
        token = token_of(link)
        guest.call("GET", f"/u/{token}?from={token}")
        guest.call("POST", "/api/guest/visits", {"token": token})
        guest.call("POST", "/api/guest/visits", {"token": token, "misspelt": token})
        one = f"/api/guest/links/{link['id']}"
        guest.call("POST", f"{one}/password", {"password": WRONG})
        assert guest.call("POST", f"{one}/password", {"password": PASSWORD})["stage"] == "code"
        code = code_in(mail_server.wait_for(2)[-1])
        guest.call("POST", f"{one}/code", {"code": another(code)})
        assert guest.call("POST", f"{one}/code", {"code": code})["stage"] == "proved"
        guest.call("POST", f"{one}/deliveries")
        owner.call("GET", f"/api/links/{link['id']}")
        logged = log.read_text()
        assert "/api/guest/visits" in logged
        assert "/u/" in logged
        cookies = [*owner.cookies.values(), *guest.cookies.values()]
        assert len(cookies) == 2
        for secret in (token, PASSWORD, OWNER_PASSWORD, WRONG, code, code.replace(" ", ""), *cookies):
            assert secret not in logged


def test_a_link_is_shown_again_by_the_key_and_not_from_the_database(
    logged_in: FlaskClient, folder: str, settings: config.Settings
) -> None:
    link = share(logged_in, folder)
    crypto.init("another key, as a thief of the database alone would have")
    other = logged_in.get(f"/api/links/{link['id']}").get_json()["url"]
    crypto.init(settings.secret_key)
    assert other != link["url"]
    assert logged_in.get(f"/api/links/{link['id']}").get_json()["url"] == link["url"]


def test_the_token_is_in_no_audit_row_and_no_referrer(
    guest: Guest, link: dict[str, Any], logged_in: FlaskClient
) -> None:
    guest.open(link)
    details = " ".join(str(row.detail) + row.subject for row in AuditEvent.select())
    row = Link.get_by_id(link["id"])
    assert row.token_hash not in details
    assert row.password_hash not in details
    for path in (f"/u/{token_of(link)}", f"/api/guest/links/{link['id']}"):
        assert guest.client.get(path).headers["Referrer-Policy"] == "no-referrer"
