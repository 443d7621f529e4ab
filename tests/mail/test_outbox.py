"""The outbox, from a committed row to a mail server's answer. A real SMTP conversation throughout."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from backend.db import db, utcnow
from backend.jobs.models import Job
from backend.mail import service
from backend.mail.models import OutboxMail
from tests.mail_server import MailServer, make_due, run_jobs

FACTS: dict[str, Any] = {
    "sharer": "Dr. Ana Weber",
    "title": "Upload for St. Example's",
    "url": "https://localhost/u/secret-token",
    "password": "granite-otter-violin",
    "two_factor": True,
    "expire_date": date(2026, 12, 8),
    "time_zone": "Europe/Berlin",
}


@pytest.fixture
def outcomes(app: Flask, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str | None]]:
    """What the writer of a mail is told of it."""
    told: list[tuple[str, str | None]] = []
    monkeypatch.setattr(service, "_outcome", None)
    service.use(lambda mail: told.append((mail.state, mail.last_answer)))
    return told


def queue(recipient: str = "guest@example.org", **more: Any) -> OutboxMail:
    arguments = {"kind": "upload_link", "language": "en", "reference": "test:1", "has_password": True, **more}
    with db.atomic():
        return service.queue(recipient=recipient, context=FACTS, **arguments)


def test_a_mail_is_sent_once_and_its_body_wiped(
    mail_server: MailServer, outcomes: list[tuple[str, str | None]]
) -> None:
    mail = queue()
    run_jobs()
    [received] = mail_server.mails
    assert received.recipients == ["guest@example.org"]
    assert FACTS["url"] in received.text
    assert FACTS["password"] in received.text
    assert FACTS["url"] in received.html
    row = OutboxMail.get_by_id(mail.id)
    assert (row.state, row.sealed, row.last_answer) == ("sent", None, "250 2.0.0 Ok: queued as 1")
    assert row.sent_at is not None
    assert received.message["Message-ID"] == row.message_id
    assert received.message["Auto-Submitted"] == "auto-generated"
    assert outcomes == [("sent", "250 2.0.0 Ok: queued as 1")]
    Job.update(state="queued").execute()
    run_jobs()
    assert len(mail_server.mails) == 1


def test_a_rolled_back_transaction_sends_nothing(app: Flask, mail_server: MailServer) -> None:
    with db.atomic() as transaction:
        service.queue(kind="upload_link", recipient="a@example.org", language="en", context=FACTS, reference="x")
        transaction.rollback()
    run_jobs()
    assert mail_server.mails == []


def test_a_waiting_mail_is_unreadable_in_the_database(app: Flask) -> None:
    mail = queue()
    sealed = bytes(OutboxMail.get_by_id(mail.id).sealed or b"")
    assert b"granite" not in sealed
    assert b"secret-token" not in sealed
    assert "granite-otter-violin" in service.content(mail).text


def test_what_may_pass_is_tried_again_under_the_same_message_id(
    mail_server: MailServer, outcomes: list[tuple[str, str | None]]
) -> None:
    mail = queue()
    mail_server.answer_to_recipient = "451 4.7.1 Greylisted, try again"
    run_jobs()
    make_due()
    run_jobs()
    assert OutboxMail.get_by_id(mail.id).attempts == 2
    mail_server.answer_to_recipient = ""
    make_due()
    run_jobs()
    assert [received.message["Message-ID"] for received in mail_server.mails] == [mail.message_id]
    assert outcomes == [("queued", "451 4.7.1 Greylisted, try again"), ("sent", "250 2.0.0 Ok: queued as 1")]


def test_a_mail_server_that_is_away_loses_nothing(app: Flask, mail_server: MailServer) -> None:
    mail = queue()
    app.extensions["mail"].port = 1  # nobody listens there
    run_jobs()
    row = OutboxMail.get_by_id(mail.id)
    assert (row.state, row.attempts) == ("queued", 1)
    assert row.sealed is not None
    app.extensions["mail"].port = mail_server.port
    make_due()
    run_jobs()
    assert len(mail_server.mails) == 1


@pytest.mark.parametrize("stage", ["answer_to_recipient", "answer_to_data"])
def test_a_permanent_refusal_is_recorded_in_the_servers_words(
    mail_server: MailServer, outcomes: list[tuple[str, str | None]], stage: str
) -> None:
    setattr(mail_server, stage, "550 5.1.1 No such user here")
    mail = queue()
    run_jobs()
    row = OutboxMail.get_by_id(mail.id)
    assert (row.state, row.sealed, row.last_answer) == ("refused", None, "550 5.1.1 No such user here")
    assert outcomes == [("refused", "550 5.1.1 No such user here")]


def test_a_password_that_waited_a_day_is_wiped_and_fails_visibly(
    mail_server: MailServer, outcomes: list[tuple[str, str | None]]
) -> None:
    password, plain = queue(), queue(has_password=False)
    OutboxMail.update(created_at=utcnow() - timedelta(hours=25)).execute()
    run_jobs()
    assert OutboxMail.get_by_id(password.id).state == "expired"
    assert OutboxMail.get_by_id(password.id).sealed is None
    assert OutboxMail.get_by_id(plain.id).state == "sent"
    assert ("expired", None) in outcomes


def test_the_day_ends_even_while_the_mail_server_is_away(app: Flask, mail_server: MailServer) -> None:
    mail = queue()
    mail_server.answer_to_recipient = "451 4.3.0 Try later"
    run_jobs()
    Job.update(run_at=utcnow()).where(Job.task == "mail:expire").execute()
    run_jobs()
    assert OutboxMail.get_by_id(mail.id).state == "expired"


def test_an_international_domain_goes_over_the_wire_in_ascii(app: Flask, mail_server: MailServer) -> None:
    queue("praxis@müller.example")
    run_jobs()
    [received] = mail_server.mails
    assert received.recipients == ["praxis@xn--mller-kva.example"]
    assert "müller".encode() not in received.raw


@pytest.mark.parametrize("language", ["en", "de", "ar"])
def test_a_mail_is_safe_for_every_mail_server(app: Flask, mail_server: MailServer, language: str) -> None:
    queue(language=language)
    run_jobs()
    [received] = mail_server.mails
    assert received.raw.isascii()
    assert max(map(len, received.raw.split(b"\r\n"))) <= 998  # RFC 5322 section 2.1.1
    assert b"\n" not in received.raw.replace(b"\r\n", b"")


def test_no_value_begins_another_header(app: Flask, mail_server: MailServer) -> None:
    with db.atomic():
        service.queue(
            kind="delivery_received",
            recipient="owner@example.org",
            language="en",
            reference="test:1",
            context={
                "owner": "A", "recipient": "b@example.org", "number": "4F7K\r\nBcc: eve@example.org", "title": "t",
                "received_count": 1, "received_bytes": 1, "refused_count": 0, "unsent_count": 0,
                "closed_by": "sender", "url": "https://localhost/",
            },
        )  # fmt: skip
    run_jobs()
    [received] = mail_server.mails
    assert received.message["Bcc"] is None
    assert received.subject == "Delivery 4F7K"
