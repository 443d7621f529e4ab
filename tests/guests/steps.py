"""What a guest does, over HTTP, in a browser of their own."""

from __future__ import annotations

import re
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.conftest import new_client
from tests.links.steps import PASSWORD
from tests.mail_server import MailServer, Received, run_jobs


class Guest:
    """One browser of a guest, and the link that it looks at."""

    def __init__(self, app: Flask, *, address: str = "203.0.113.7") -> None:
        self.client: FlaskClient = new_client(app)
        self.client.environ_base["REMOTE_ADDR"] = address
        self.link_id = ""

    def open(self, link: dict[str, Any]) -> dict[str, Any]:
        """Open the link from the mail."""
        answer = self.client.post("/api/guest/visits", json={"token": link["url"].rpartition("/u/")[2]})
        assert answer.status_code == 201, answer.get_json()
        self.link_id = link["id"]
        return answer.get_json()  # type: ignore[no-any-return]

    def visit(self) -> TestResponse:
        """Ask how far one is."""
        return self.client.get(f"/api/guest/links/{self.link_id}")

    @property
    def stage(self) -> str:
        """What is to be proved next."""
        return str(self.visit().get_json()["stage"])

    def enter(self, password: str = PASSWORD) -> TestResponse:
        """Enter the folder password."""
        return self.client.post(f"/api/guest/links/{self.link_id}/password", json={"password": password})

    def enter_code(self, code: str) -> TestResponse:
        """Enter a code."""
        return self.client.post(f"/api/guest/links/{self.link_id}/code", json={"code": code})

    def ask_for_code(self) -> TestResponse:
        """Have another code mailed."""
        return self.client.post(f"/api/guest/links/{self.link_id}/code-mails")

    def begin(self) -> TestResponse:
        """Begin a delivery."""
        return self.client.post(f"/api/guest/links/{self.link_id}/deliveries")

    def deliveries(self) -> TestResponse:
        """List what came by the link."""
        return self.client.get(f"/api/guest/links/{self.link_id}/deliveries")


def newest_code(mail_server: MailServer) -> str:
    """The code in the mail that came last."""
    run_jobs()
    return code_in(mail_server.mails[-1])


def code_in(mail: Received) -> str:
    """The code that a mail brings."""
    found = re.search(r"^\d{3} \d{3}$", mail.text, re.MULTILINE)
    assert found, mail.text
    return found[0]


def another(code: str) -> str:
    """A code that is not this one."""
    return f"{(int(code.replace(' ', '')) + 1) % 1_000_000:06}"
