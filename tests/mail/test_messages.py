"""A mail as it goes over the wire: who it is from, where answers go, what it carries, what comes back."""

from __future__ import annotations

from datetime import date
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.parser import BytesParser
from email.utils import parseaddr
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from backend import config
from backend.db import db
from backend.mail import service
from tests.conftest import settings_for
from tests.mail.test_rendering import png
from tests.mail_server import MailServer, run_jobs

FACTS: dict[str, Any] = {
    "sharer": "Dr. Ana Weber",
    "title": "Upload",
    "url": "https://localhost/u/secret-token",
    "password_by": "before",
    "two_factor": False,
    "expire_date": date(2026, 12, 8),
    "time_zone": "Europe/Berlin",
}


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """What a mail looks like is alike on both databases."""
    path = tmp_path / "filmjacket.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


def queue(**more: Any) -> None:
    arguments = {"kind": "reminder", "recipient": "guest@example.org", "language": "en", "context": FACTS, **more}
    with db.atomic():
        service.queue(reference="test:1", **arguments)


def brand(monkeypatch: pytest.MonkeyPatch, settings: config.Settings, server: MailServer, **more: Any) -> None:
    config.use(
        settings_for(
            monkeypatch,
            settings.database_url,
            settings.data_dir,
            **{
                "SMTP_PORT": server.port,
                "MAIL_SENDER": "no-reply@clinic.example",
                "INSTITUTION": "Spital, Süd",
                **more,
            },
        )
    )


def test_answers_go_to_who_asked(app: Flask, mail_server: MailServer) -> None:
    queue(reply_to=("Dr. Jörg Weiß", "joerg@clinic.example"))
    queue(reply_to=("Dr. Eve\r\nBcc: eve@example.org", "eve@clinic.example"))
    queue(reply_to=("Dr. Nobody", "no address"))
    run_jobs()
    first, second, third = (mail.message for mail in mail_server.mails)
    [answers] = first["Reply-To"].addresses
    assert (answers.display_name, answers.addr_spec) == ("Dr. Jörg Weiß", "joerg@clinic.example")
    assert second["Reply-To"].addresses[0].addr_spec == "eve@clinic.example"
    assert [each.display_name for each in second["Reply-To"].addresses] == ["Dr. Eve Bcc eve example.org"]
    assert second["Bcc"] is third["Reply-To"] is None
    assert str(first["From"]) == "Filmjacket <no-reply@clinic.example>"
    assert first["Auto-Submitted"] == "auto-generated"


def test_the_institution_is_the_sender_unless_another_name_is_set(
    app: Flask, mail_server: MailServer, settings: config.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    brand(monkeypatch, settings, mail_server)
    queue()
    run_jobs()
    assert str(mail_server.mails[0].message["From"]) == "Spital Süd <no-reply@clinic.example>"


def test_no_more_reminders_is_one_click_for_a_mail_program(app: Flask, mail_server: MailServer) -> None:
    url = "https://localhost/reminders/0199c0de-0000-7000-8000-000000000000/" + "s" * 43
    queue(unsubscribe_url=url)
    queue(kind="code", context={"title": "t", "code": "123 456", "minutes": 10})
    run_jobs()
    reminder, code = (mail.message for mail in mail_server.mails)
    assert "".join(str(reminder["List-Unsubscribe"]).split()) == f"<{url}>"
    assert reminder["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert code["List-Unsubscribe"] is code["List-Unsubscribe-Post"] is None


def test_the_logo_travels_with_the_html(
    app: Flask, mail_server: MailServer, settings: config.Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    queue()
    brand(monkeypatch, settings, mail_server, LOGO=png(tmp_path / "logo.png", 200, 80))
    queue()
    run_jobs()
    plain, branded = (mail.message for mail in mail_server.mails)
    assert [part.get_content_type() for part in plain.walk()] == ["multipart/alternative", "text/plain", "text/html"]
    assert [part.get_content_type() for part in branded.walk()] == [
        "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png",
    ]  # fmt: skip
    picture = list(branded.walk())[-1]
    assert picture["Content-ID"] == "<logo>"
    assert picture.get_content_disposition() == "inline"
    assert picture.get_content() == (tmp_path / "logo.png").read_bytes()
    assert b"cid:logo" in mail_server.mails[1].raw.replace(b"=\r\n", b"")


def test_a_notice_of_failure_holds_no_link_where_the_server_can_be_asked(
    app: Flask, mail_server: MailServer, settings: config.Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue()
    run_jobs()
    mail_server.speaks_dsn = True
    brand(monkeypatch, settings, mail_server, MAIL_BOUNCES="bounces@clinic.example")
    queue()
    run_jobs()
    without, with_dsn = mail_server.mails
    assert (without.sender, with_dsn.sender) == ("no-reply@clinic.example", "bounces@clinic.example")
    assert not any(option.startswith(("RET", "ENVID", "NOTIFY")) for option in without.options)
    envelope_id = str(with_dsn.message["Message-ID"]).strip("<").partition("@")[0]
    assert {"RET=HDRS", f"ENVID={envelope_id.upper()}", "NOTIFY=FAILURE,DELAY"} <= set(with_dsn.options)
    headers = BytesParser(policy=policy.default).parsebytes(with_dsn.raw, headersonly=True).items()
    assert not any("secret-token" in str(value) for _, value in headers)


@pytest.mark.parametrize(
    "sharer", ["Dr. Ana Weber", "Prof. Dr. med. Dr. h. c. Karl-Theodor Überlinger-Weißenfels", "د. آنا فيبر " * 6]
)
def test_subjects_and_names_arrive_as_they_were_written(app: Flask, mail_server: MailServer, sharer: str) -> None:
    sharer = sharer.strip()
    facts = {"owner": "Ada", "sharer": sharer, "url": "https://localhost/", "count": 2, "recipients": ["a"], "more": 0}
    queue(kind="account_closed", context=facts, reply_to=(sharer, "a@clinic.example"))
    run_jobs()
    [mail] = mail_server.mails
    assert mail.subject == f"The account of {sharer} is closed, and its upload links have stopped"
    written = message_from_bytes(mail.raw)["Reply-To"]  # the newer parser puts spaces between encoded words
    name, address = parseaddr(written.replace("\r\n", ""))
    assert (str(make_header(decode_header(name))), address) == (sharer, "a@clinic.example")


def test_a_mail_is_the_same_without_smtputf8(app: Flask, mail_server: MailServer) -> None:
    queue(recipient="praxis@müller.example", reply_to=("Dr. Müller", "post@müller.example"))
    run_jobs()
    [mail] = mail_server.mails
    assert mail.recipients == ["praxis@xn--mller-kva.example"]
    assert mail.raw.isascii()
    assert mail.message["Reply-To"].addresses[0].addr_spec == "post@xn--mller-kva.example"
    assert "SMTPUTF8" not in mail.options
