"""A guest who wants no more reminders of a link."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.audit.models import AuditEvent
from backend.db import utcnow
from backend.links import reminders
from backend.links.models import Link
from tests.links.steps import new_folder, share
from tests.mail_server import MailServer, run_jobs


@pytest.fixture
def link(logged_in: FlaskClient) -> dict[str, Any]:
    """A link that is due to be reminded of."""
    made = share(logged_in, new_folder(logged_in), password_by="told", title="CT <b>images</b>", language="de")
    Link.update(expires_at=utcnow() + timedelta(days=1), created_at=utcnow() - timedelta(days=9)).execute()
    return made


@pytest.fixture
def path(link: dict[str, Any], mail_server: MailServer) -> str:
    """Where the reminder's mail says to ask for no more."""
    reminders.sweep()
    run_jobs()
    header = "".join(str(mail_server.mails[-1].message["List-Unsubscribe"]).split())
    found = re.fullmatch(r"<https://localhost(/reminders/[^>]+)>", header)
    assert found, header
    assert found[1] in mail_server.mails[-1].text
    assert found[1] in mail_server.mails[-1].html
    Link.update(reminded_at=None).execute()
    return found[1]


def declined() -> bool:
    return Link.get().reminders_declined_at is not None


def test_looking_changes_nothing(app: Flask, path: str) -> None:
    scanner = app.test_client()
    for _ in range(3):
        assert scanner.get(path).status_code == 200
        assert scanner.head(path).status_code == 200
    assert not declined()
    page = scanner.get(path)
    assert '<html lang="de" dir="ltr">' in page.text
    assert "CT &lt;b&gt;images" in page.text
    assert '<form method="post"><button type="submit">' in page.text
    assert "<script" not in page.text
    assert "form-action 'self'" in page.headers["Content-Security-Policy"]
    assert page.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in page.headers


def test_one_click_of_a_mail_program_is_enough(
    app: Flask, logged_in: FlaskClient, path: str, link: dict[str, Any]
) -> None:
    program = app.test_client()  # no cookie, no header of our pages, the body of RFC 8058
    for _ in range(2):
        answer = program.post(path, data={"List-Unsubscribe": "One-Click"})
        assert answer.status_code == 200
        assert "<button" not in answer.text
    assert declined()
    assert reminders.sweep() == 0
    seen = logged_in.get(f"/api/links/{link['id']}").get_json()
    assert seen["reminders_declined_at"] is not None
    assert seen["state"] == "active"
    assert [event["kind"] for event in seen["timeline"]].count("reminders_declined") == 1
    refused = logged_in.post(f"/api/links/{link['id']}/reminders")
    assert (refused.status_code, refused.get_json()["code"]) == (409, "reminders_declined")
    assert logged_in.post(f"/api/links/{link['id']}/mails").status_code == 202
    assert AuditEvent.select().where(AuditEvent.action == "link:reminders:declined").count() == 1


def test_nobody_guesses_the_address(app: Flask, path: str, link: dict[str, Any]) -> None:
    browser = app.test_client()
    _, _, link_id, signature = path.split("/")
    other = "00000000-0000-7000-8000-000000000000"
    for wrong in (
        f"/reminders/{link_id}/{signature[:-1]}",
        f"/reminders/{link_id}/x",
        f"/reminders/{other}/{signature}",
    ):
        assert browser.get(wrong).status_code == browser.post(wrong).status_code == 404
    assert not declined()


def test_another_link_to_the_same_mailbox_goes_on_reminding(app: Flask, logged_in: FlaskClient, path: str) -> None:
    share(logged_in, new_folder(logged_in, "Other"), password_by="told")
    Link.update(expires_at=utcnow() + timedelta(days=1), created_at=utcnow() - timedelta(days=9)).execute()
    app.test_client().post(path)
    assert reminders.sweep() == 1
