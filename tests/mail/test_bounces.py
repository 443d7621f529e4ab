"""Mails that came back, as Postfix and Exchange write them, and what else arrives at such an address."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.db import db, new_id
from backend.mail import bounces
from backend.mail.models import OutboxMail
from tests.links.steps import new_folder, share
from tests.mail_server import MailServer, run_jobs


@pytest.fixture
def link(logged_in: FlaskClient, mail_server: MailServer) -> dict[str, Any]:
    """A link whose mail the mail server has taken."""
    made = share(logged_in, new_folder(logged_in), password_by="told")
    run_jobs()
    mail_server.mails.clear()
    return made


@pytest.fixture
def mail(link: dict[str, Any]) -> OutboxMail:
    """Its mail."""
    return OutboxMail.get()


POSTFIX = """\
Return-Path: <>
Received: by mx.clinic.example (Postfix) id 4RzK1x0Yz; Tue, 24 Nov 2026 12:00:00 +0000 (UTC)
From: MAILER-DAEMON@mx.clinic.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
To: bounces@clinic.example
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="4RzK1x0Yz.1732449600/mx.clinic.example"
Message-Id: <20261124120000.4RzK1x0Yz@mx.clinic.example>

This is a MIME-encapsulated message.

--4RzK1x0Yz.1732449600/mx.clinic.example
Content-Description: Notification
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.clinic.example.

--4RzK1x0Yz.1732449600/mx.clinic.example
Content-Description: Delivery report
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.clinic.example
{envelope}X-Postfix-Queue-ID: 4RzK1x0Yz
Arrival-Date: Tue, 24 Nov 2026 11:59:58 +0000 (UTC)

Final-Recipient: rfc822; guest@example.org
Original-Recipient: rfc822;guest@example.org
Action: {action}
Status: 5.1.1
Remote-MTA: dns; mail.example.org
Diagnostic-Code: smtp; 550 5.1.1 <guest@example.org>: Recipient address
    rejected: User unknown in virtual mailbox table

--4RzK1x0Yz.1732449600/mx.clinic.example
Content-Description: Undelivered Message Headers
Content-Type: {original}

From: St. Example's <no-reply@clinic.example>
To: guest@example.org
Message-ID: {message_id}
Subject: =?utf-8?q?whatever?=

--4RzK1x0Yz.1732449600/mx.clinic.example--
"""

EXCHANGE = """\
From: <postmaster@example.org>
To: <bounces@clinic.example>
Date: Tue, 24 Nov 2026 12:00:00 +0000
Content-Type: multipart/report; report-type=delivery-status;
\tboundary="_ac5d"
X-MS-Exchange-Message-Is-Ndr:
Content-Language: en-US
Message-ID: <4a7f@EX01.example.org>
In-Reply-To: {message_id}
References: {message_id}
Subject: Undeliverable: St. Example's asks you to send medical images
MIME-Version: 1.0

--_ac5d
Content-Type: multipart/alternative; differences=Content-Type;
\tboundary="_ac5e"

--_ac5e
Content-Type: text/html; charset="us-ascii"

<b>Delivery has failed to these recipients</b>
--_ac5e--

--_ac5d
Content-Type: message/delivery-status

Reporting-MTA: dns;EX01.example.org
Received-From-MTA: dns;mx.clinic.example

Original-recipient: rfc822;guest@example.org
Final-recipient: rfc822;guest@example.org
Action: failed
Status: 5.1.10
Diagnostic-code: smtp;550 5.1.10 RESOLVER.ADR.RecipientNotFound; Recipient not found by SMTP address lookup

--_ac5d
Content-Type: message/rfc822

From: St. Example's <no-reply@clinic.example>
To: guest@example.org
Subject: St. Example's asks you to send medical images
Message-ID: {message_id}

<html>the whole mail</html>

--_ac5d--
"""


def postfix(
    message_id: str, *, action: str = "failed", envelope: str = "", original: str = "text/rfc822-headers"
) -> bytes:
    text = POSTFIX.format(message_id=message_id, action=action, envelope=envelope, original=original)
    return text.replace("\n", "\r\n").encode()


def exchange(message_id: str) -> bytes:
    return EXCHANGE.format(message_id=message_id).encode()


def without_ids(mail: OutboxMail) -> bytes:
    envelope = f"Original-Envelope-Id: {mail.id.hex.upper()}\n"
    return postfix("<rewritten@mx.clinic.example>", envelope=envelope)


@pytest.mark.parametrize(
    ("notice", "words"),
    [
        (lambda mail: postfix(mail.message_id), "550 5.1.1 <guest@example.org>: Recipient address rejected"),
        (lambda mail: postfix(mail.message_id, original="message/rfc822"), "550 5.1.1 <guest@example.org>"),
        (lambda mail: exchange(mail.message_id), "550 5.1.10 RESOLVER.ADR.RecipientNotFound"),
        (without_ids, "550 5.1.1 <guest@example.org>"),
    ],
)
def test_a_mail_that_came_back_is_told_and_shown(
    logged_in: FlaskClient,
    link: dict[str, Any],
    mail: OutboxMail,
    mail_server: MailServer,
    notice: Callable[[OutboxMail], bytes],
    words: str,
) -> None:
    raw = notice(mail)
    assert [bounces.receive(raw), bounces.receive(raw)] == ["returned", "known"]
    run_jobs()
    seen = logged_in.get(f"/api/links/{link['id']}").get_json()
    assert seen["stage"] == "refused"
    [shown] = [each for each in seen["mails"] if each["kind"] == "upload_link_only"]
    assert (shown["state"], shown["returned_at"] is None) == ("returned", False)
    assert shown["answer"].startswith(words)
    [event] = [each for each in seen["timeline"] if each["kind"] == "mail_returned"]
    assert event["detail"]["recipient"] == "guest@example.org"
    [told] = mail_server.mails
    assert told.recipients == ["ana.weber@clinic.example"]
    assert told.subject == "Your mail to guest@example.org did not arrive"
    assert words in " ".join(told.text.split())


def test_a_link_that_was_opened_all_the_same_is_not_failed(
    logged_in: FlaskClient, app: Flask, link: dict[str, Any], mail: OutboxMail
) -> None:
    from tests.guests.steps import Guest

    Guest(app).open(link)
    assert bounces.receive(postfix(mail.message_id)) == "returned"
    assert logged_in.get(f"/api/links/{link['id']}").get_json()["stage"] == "opened"


def test_several_failures_of_one_link_are_told_in_one_mail(
    logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer
) -> None:
    for _ in range(3):
        logged_in.post(f"/api/links/{link['id']}/mails")
    run_jobs()
    for each in OutboxMail.select():
        bounces.receive(postfix(each.message_id))
    run_jobs()
    assert len(mail_server.to("ana.weber@clinic.example")) == 1


def test_the_owners_own_mail_that_comes_back_starts_no_circle(link: dict[str, Any], mail: OutboxMail) -> None:
    bounces.receive(postfix(mail.message_id))
    run_jobs()
    told = OutboxMail.get(OutboxMail.kind == "undelivered")
    assert bounces.receive(postfix(told.message_id)) == "returned"
    run_jobs()
    assert OutboxMail.select().where(OutboxMail.kind == "undelivered").count() == 1


def test_what_is_no_failure_changes_nothing(mail: OutboxMail) -> None:
    for action in ("delayed", "relayed", "delivered", "expanded", ""):
        assert bounces.receive(postfix(mail.message_id, action=action)) == "no_failure"
    assert OutboxMail.get().state == "sent"


def test_a_mail_that_waits_can_not_have_come_back(mail: OutboxMail) -> None:
    OutboxMail.update(state="queued").execute()
    assert bounces.receive(postfix(mail.message_id)) == "known"
    assert OutboxMail.get().state == "queued"


REPORT = b"Content-Type: multipart/report; boundary=b"

HOSTILE: dict[str, tuple[bytes, str]] = {
    "an unknown id": (postfix(f"<{new_id().hex}@clinic.example>"), "unknown_mail"),
    "no id": (postfix(""), "unknown_mail"),
    "an unknown envelope": (
        postfix("<x@y>", envelope=f"Original-Envelope-Id: {new_id().hex}\n"), "unknown_mail",
    ),
    "an injection": (postfix("<' OR 1=1 --@x>", envelope="Original-Envelope-Id: ' OR 1=1\n"), "unknown_mail"),
    "nothing": (b"", "not_a_notice"),
    "a plain mail": (b"From: a@b.example\r\nSubject: Hello\r\n\r\nHello", "not_a_notice"),
    "an out-of-office answer": (b"Auto-Submitted: auto-replied\r\nIn-Reply-To: <x@y>\r\n\r\nAway", "not_a_notice"),
    "a report of another kind": (
        REPORT + b"; report-type=disposition-notification\r\n\r\n--b\r\n\r\nx\r\n--b--",
        "not_a_notice",
    ),
    "a report without an end": (b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n", "not_a_notice"),
    "an empty status": (
        REPORT + b"\r\n\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\n\r\n--b--",
        "no_failure",
    ),
    "bytes": (bytes(range(256)) * 64, "not_a_notice"),
    "nested too deep": (b"Content-Type: multipart/report; boundary=b\r\n\r\n--b\r\n" * 3000, "not_a_notice"),
    "headers without end": (b"Content-Type: multipart/report; boundary=b\r\n" + b"X: y\r\n" * 100_000, "not_a_notice"),
    "a boundary of nothing": (b'Content-Type: multipart/report; boundary=""\r\n\r\n--\r\n', "not_a_notice"),
    "an unknown alphabet": (
        b"Content-Type: multipart/report; boundary*=x-none''%ff%fe\r\n\r\n--\xff\r\n\r\n", "not_a_notice",
    ),
    "too large": (b"x" * (bounces.SIZE_MOST + 1), "too_large"),
}  # fmt: skip


def test_whatever_else_comes_is_ignored(mail: OutboxMail, subtests: pytest.Subtests) -> None:
    before = list(OutboxMail.select().dicts())
    for name, (raw, outcome) in HOSTILE.items():
        with subtests.test(name):
            assert bounces.receive(raw) == outcome
    assert list(OutboxMail.select().dicts()) == before


def test_words_are_only_text(
    logged_in: FlaskClient, link: dict[str, Any], mail: OutboxMail, mail_server: MailServer
) -> None:
    raw = postfix(mail.message_id).replace(b"550 5.1.1 ", b"550 <script>alert(1)</script>\x1b[2J\x00 " + b"x" * 5000)
    assert bounces.receive(raw) == "returned"
    run_jobs()
    [told] = mail_server.mails
    assert "<script>" not in told.html
    answer = OutboxMail.get_by_id(mail.id).last_answer or ""
    assert answer.isprintable()
    assert len(answer) <= 500


def test_an_operator_pipes_messages_into_the_command(app: Flask, mail: OutboxMail) -> None:
    """Whatever it is, the command succeeds: an error would be mailed back in its turn."""
    from click.testing import CliRunner

    from backend.cli import main

    db.close()
    piped = [CliRunner().invoke(main, ["bounce"], input=raw) for raw in (postfix(mail.message_id), b"spam")]
    assert [(each.exit_code, each.output.splitlines()[-1]) for each in piped] == [
        (0, "returned"), (0, "not_a_notice"),
    ]  # fmt: skip
    db.connect(reuse_if_open=True)
    assert OutboxMail.get_by_id(mail.id).state == "returned"


def test_the_command_asks_to_be_called_again_while_the_database_is_away(
    app: Flask, mail: OutboxMail, monkeypatch: pytest.MonkeyPatch
) -> None:
    from click.testing import CliRunner

    from backend.cli import main

    db.close()
    monkeypatch.setenv("FILMJACKET_DATABASE_URL", "postgresql://nobody@127.0.0.1:1/nothing")
    assert CliRunner().invoke(main, ["bounce"], input=postfix(mail.message_id)).exit_code == os.EX_TEMPFAIL
