"""The development mailbox, over a real SMTP conversation."""

from __future__ import annotations

import json
import smtplib
import socket
from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.mailbox.catcher import make_catcher
from backend.mailbox.pages import make_pages
from backend.mailbox.shelf import Shelf


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _mail(subject: str) -> EmailMessage:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = (
        "Clinic <no-reply@clinic.example>",
        "Someone <anna@home.example>",
        subject,
    )
    mail.set_content("Your link: https://clinic.example/u/abc.\nGrüße")
    mail.add_alternative(
        "<html><head></head><body><img src='cid:qr@clinic'><a href='/x'>Link</a></body></html>",
        subtype="html",
    )
    mail.add_attachment(b"\x89PNG", maintype="image", subtype="png", cid="<qr@clinic>", disposition="inline")
    mail.add_attachment("<script>alert(1)</script>", subtype="html", filename="../evil.html")
    return mail


class _LocalBrowser(FlaskClient):
    """Asks for the page by the address that a person would type."""

    def get(self, *args: Any, **named: Any) -> TestResponse:
        return super().get(*args, **{"base_url": "http://127.0.0.1:8025"} | named)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path)


@pytest.fixture
def smtp(shelf: Shelf) -> Iterator[smtplib.SMTP]:
    port = _free_port()
    catcher = make_catcher(shelf, port)
    catcher.start()
    with smtplib.SMTP("127.0.0.1", port) as client:
        yield client
    catcher.stop()


@pytest.fixture
def browser(shelf: Shelf) -> FlaskClient:
    app = make_pages(shelf)
    app.test_client_class = _LocalBrowser
    return app.test_client()


def _json(browser: FlaskClient, path: str) -> Any:
    return json.loads(browser.get(path).text)


def test_a_sent_mail_is_listed_for_its_envelope_recipients_newest_first(
    smtp: smtplib.SMTP, browser: FlaskClient
) -> None:
    smtp.send_message(_mail("First"), to_addrs=["anna@home.example"])
    smtp.send_message(_mail("Second"), to_addrs=["Anna@Home.example", "hidden@copy.example"])

    mails = _json(browser, "/api/mails?to=anna@home.example")["mails"]

    assert [mail["subject"] for mail in mails] == ["Second", "First"]
    assert mails[0]["to"] == ["Anna@Home.example", "hidden@copy.example"]
    assert _json(browser, "/api/mails?to=nobody@home.example")["mails"] == []


def test_one_mail_comes_with_text_html_headers_and_links(smtp: smtplib.SMTP, browser: FlaskClient) -> None:
    smtp.send_message(_mail("Ärzte ☤"), to_addrs=["anna@home.example"])
    mail_id = _json(browser, "/api/mails")["mails"][0]["id"]

    mail = _json(browser, f"/api/mails/{mail_id}")

    assert mail["subject"] == "Ärzte ☤"
    assert "Grüße" in mail["text"]
    assert mail["links"] == ["https://clinic.example/u/abc"]
    assert ["To", "Someone <anna@home.example>"] in mail["headers"]


def test_the_html_part_runs_nothing_and_shows_its_inline_images(smtp: smtplib.SMTP, browser: FlaskClient) -> None:
    smtp.send_message(_mail("Picture"), to_addrs=["anna@home.example"])
    mail_id = _json(browser, "/api/mails")["mails"][0]["id"]

    page = browser.get(f"/mails/{mail_id}/html")
    picture = browser.get(f"/mails/{mail_id}/parts/0")

    assert page.headers["Content-Security-Policy"].startswith("sandbox ")
    assert "allow-scripts" not in page.headers["Content-Security-Policy"]
    assert f"src='http://127.0.0.1:8025/mails/{mail_id}/parts/0'" in page.text
    assert '<head><base target="_blank">' in page.text
    assert (picture.mimetype, picture.data) == ("image/png", b"\x89PNG")


def test_an_attachment_is_only_ever_saved(smtp: smtplib.SMTP, browser: FlaskClient) -> None:
    smtp.send_message(_mail("Attachment"), to_addrs=["anna@home.example"])
    mail_id = _json(browser, "/api/mails")["mails"][0]["id"]

    answer = browser.get(f"/mails/{mail_id}/parts/1")

    assert answer.headers["Content-Disposition"] == "attachment; filename=evil.html"
    assert answer.headers["Content-Security-Policy"].startswith("sandbox;")


def test_the_pages_show_list_and_mail(smtp: smtplib.SMTP, browser: FlaskClient) -> None:
    assert "No mail yet" in browser.get("/").text
    smtp.send_message(_mail("<b>Bold</b>"), to_addrs=["anna@home.example"])
    mail_id = _json(browser, "/api/mails")["mails"][0]["id"]

    assert "&lt;b&gt;Bold&lt;/b&gt;" in browser.get("/").text
    page = browser.get(f"/mails/{mail_id}").text
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in page
    assert 'href="https://clinic.example/u/abc"' in page


@pytest.mark.parametrize("mail_id", ["..%2Fsecret", "nothing", "00000000000000000000-00000000"])
def test_an_unknown_mail_is_not_found(browser: FlaskClient, mail_id: str) -> None:
    assert browser.get(f"/mails/{mail_id}").status_code == 404
    assert browser.get(f"/api/mails/{mail_id}").status_code == 404


def test_another_hosts_name_gets_nothing(browser: FlaskClient) -> None:
    assert browser.get("/api/mails", base_url="http://evil.example:8025").status_code == 421
