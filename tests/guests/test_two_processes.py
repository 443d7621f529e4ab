"""What is counted is counted in the database: by every process, and still after one was started anew."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from backend.guests import budgets
from tests.guests.another_process import COOKIE
from tests.guests.steps import Guest, another, newest_code
from tests.mail_server import MailServer
from tests.running import ROOT


def elsewhere(guest: Guest, *requests: tuple[str, dict[str, str]]) -> list[tuple[int, dict[str, Any]]]:
    """Send a guest's requests, from the same browser and address, to a process that has known nothing of it."""
    cookie = guest.client.get_cookie(COOKIE)
    assert cookie is not None
    wishes = {"cookie": cookie.value, "address": guest.client.environ_base["REMOTE_ADDR"], "requests": requests}
    ran = subprocess.run(
        [sys.executable, "-m", "tests.guests.another_process"],
        input=json.dumps(wishes), capture_output=True, text=True, cwd=ROOT, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    return [(status, body) for status, body in json.loads(ran.stdout)]


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """How it is counted is tested on both databases elsewhere; here, that it is the database that counts."""
    path = tmp_path / "filmjacket.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def test_tries_are_counted_across_processes_and_restarts(
    guest: Guest, link: dict[str, Any], strict_link: dict[str, Any], mail_server: MailServer
) -> None:
    guest.open(strict_link)
    guest.enter()
    code = newest_code(mail_server)
    assert [guest.enter_code(another(code)).get_json()["tries_left"] for _ in range(2)] == [4, 3]
    guest.open(link)
    for _ in range(budgets.FREE - 1):
        assert guest.enter("wrong").status_code == 422

    one_password = (f"/api/guest/links/{link['id']}/password", {"password": "wrong"})
    one_code = (f"/api/guest/links/{strict_link['id']}/code", {"code": another(code)})
    answers = elsewhere(guest, one_password, one_password, *[one_code] * 3)
    assert [(status, body["code"]) for status, body in answers] == [
        (422, "password_wrong"),
        (429, "too_many_guesses"),
        (422, "code_wrong"),
        (422, "code_wrong"),
        (422, "code_spent"),
    ]
    assert [body["tries_left"] for _, body in answers[2:4]] == [2, 1]
    guest.link_id = strict_link["id"]
    assert guest.enter_code(code).get_json()["code"] == "code_spent"
