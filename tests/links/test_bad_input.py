"""What must never happen, whatever is typed: real mails are looked at for each."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.links import expiry
from backend.links.models import Link
from tests.guests.steps import Guest
from tests.links.steps import form, new_folder, post, share, token_of
from tests.mail_server import MailServer, run_jobs


@pytest.fixture
def folder(logged_in: FlaskClient) -> str:
    """A folder whose name a guest must never read."""
    return new_folder(logged_in, "Mustermann, Erika")


ADDRESSES = [
    "guest@example.org\r\nBcc: eve@example.org",
    "guest@example.org\nBcc: eve@example.org",
    "guest@example.org%0ABcc:eve@example.org,",
    "guest@example.org>\r\nRCPT TO:<eve@example.org",
    "guest@example.org\u2028Bcc: eve@example.org",
    "guest@example.org\u0000",
    "guest@example.org, eve@example.org",
    '"guest\r\nBcc: eve"@example.org',
    "Guest <guest@example.org>",
    "jörg@example.org",
    "guest@exam\u200bple.org\u202e",
    "guest@-example.org",
    "guest@" + "a" * 300 + ".example",
]


def test_an_address_never_becomes_a_header(
    logged_in: FlaskClient, folder: str, mail_server: MailServer, subtests: pytest.Subtests
) -> None:
    for address in ADDRESSES:
        for field, values in (
            ("recipients", {"recipients": ["ok@example.org", address]}),
            ("password_recipient", {"password_by": "other_address", "password_recipient": address}),
        ):
            with subtests.test(f"{field}: {address}"):
                answer = post(logged_in, folder, **values)
                assert answer.status_code == 422
                [sentence] = answer.get_json()["errors"][field]
                assert sentence.endswith(".")
                assert "\n" not in sentence
                assert "\r" not in sentence
    run_jobs()
    assert Link.select().count() == 0
    assert mail_server.mails == []


def test_an_international_domain_is_written_to_with_a_server_that_knows_no_smtputf8(
    logged_in: FlaskClient, folder: str, mail_server: MailServer
) -> None:
    [link] = post(logged_in, folder, recipients=["praxis@müller.example"]).get_json()["links"]
    [other] = post(logged_in, folder, recipients=["praxis@xn--mller-kva.example"]).get_json()["links"]
    assert link["recipient"] == other["recipient"] == "praxis@müller.example"
    run_jobs()
    for mail in mail_server.mails:
        assert mail.recipients == ["praxis@xn--mller-kva.example"]
        assert mail.raw.isascii()


TITLES = [
    "</title><script>alert(1)</script><img src=x onerror=alert(1)> & Co",
    "{{ 7 * 7 }} {% raw %} %(password)s =?utf-8?q?x?= Subject: x, Bcc: eve@example.org",
    "مرحبا \u200f(CT)",
    "ü" * 120,
]


def test_a_title_is_only_text(
    logged_in: FlaskClient, folder: str, mail_server: MailServer, subtests: pytest.Subtests
) -> None:
    link = share(logged_in, folder, password_by="told")
    run_jobs()
    for title in TITLES:
        with subtests.test(title):
            mail_server.mails.clear()
            changed = logged_in.patch(f"/api/links/{link['id']}", json={"title": title, "description": title})
            assert changed.get_json()["title"] == title
            logged_in.post(f"/api/links/{link['id']}/mails")
            run_jobs()
            [mail] = mail_server.mails
            assert mail.recipients == ["guest@example.org"]
            assert mail.message["Bcc"] is mail.message["Cc"] is None
            assert " ".join(title.split()) in " ".join(mail.text.split())
            assert "<img" not in mail.html
            assert "<script" not in mail.html
            assert "Mustermann" not in mail.text + mail.html


BAD_VALUES: dict[str, list[Any]] = {
    "title": [
        "x" * 10_000, "annex\u202egpj.exe", "\u2066hidden\u2069", "two\r\nBcc: eve@example.org", "nul\0", "bell\x07",
        "\ud800", " \u3000 ",
    ],
    "description": ["x" * 10_000, "annex\u202egpj.exe", "\x1b[2J"],
    "expire_date": [
        "1999-12-31", "0001-01-01", "9999-12-31", "2026-02-30", "2026-13-01", "31.12.2026", "", None, 20261231, "1e9",
    ],
}  # fmt: skip


def test_a_bad_value_gets_a_sentence(logged_in: FlaskClient, folder: str, subtests: pytest.Subtests) -> None:
    for field, values in BAD_VALUES.items():
        for value in values:
            with subtests.test(f"{field}: {value!r:.60}"):
                answer = logged_in.post("/api/links", json={**form(folder), field: value})
                assert answer.status_code == 422
                assert list(answer.get_json()["errors"]) == [field]
                [sentence] = answer.get_json()["errors"][field]
                assert sentence.endswith(".")
    assert Link.select().count() == 0


#: Zone, last day, its last second and the one after (UTC): also of days that have 23 or 25 hours.
LAST_DAYS = [
    ("Europe/Berlin", date(2027, 3, 28), "2027-03-28T21:59:59", "2027-03-28T22:00:00"),
    ("Europe/Berlin", date(2027, 10, 31), "2027-10-31T22:59:59", "2027-10-31T23:00:00"),
    ("America/New_York", date(2027, 3, 14), "2027-03-15T03:59:59", "2027-03-15T04:00:00"),
    ("Pacific/Kiritimati", date(2027, 1, 1), "2027-01-01T09:59:59", "2027-01-01T10:00:00"),
    ("Asia/Kathmandu", date(2027, 1, 1), "2027-01-01T18:14:59", "2027-01-01T18:15:00"),
]


def test_a_guest_gets_in_until_the_last_day_has_ended(
    logged_in: FlaskClient, app: Flask, folder: str, monkeypatch: pytest.MonkeyPatch, subtests: pytest.Subtests
) -> None:
    link = share(logged_in, folder, password_by="told")
    for zone, day, last, first_after in LAST_DAYS:
        with subtests.test(f"{zone} {day}"), monkeypatch.context() as clock:
            clock.setattr(expiry, "today", lambda _, day=day: day - timedelta(days=30))
            change = {"time_zone": zone, "expire_date": day.isoformat()}
            assert logged_in.patch(f"/api/links/{link['id']}", json=change).status_code == 200
            for moment, status in ((last, 201), (first_after, 410)):
                now = datetime.fromisoformat(moment)
                clock.setattr("backend.links.state.utcnow", lambda now=now: now)
                answer = Guest(app).client.post("/api/guest/visits", json={"token": token_of(link)})
                assert answer.status_code == status, answer.get_json()
            assert answer.get_json()["code"] == "link_expired"


def test_today_is_today_where_the_sharer_is(logged_in: FlaskClient, folder: str) -> None:
    """On Kiritimati it is tomorrow already when Los Angeles has yesterday: each may still choose their own today."""
    for zone in ("Pacific/Kiritimati", "America/Los_Angeles"):
        own = expiry.today(zone)
        assert post(logged_in, folder, time_zone=zone, expire_date=str(own)).status_code == 201
        before = post(logged_in, folder, time_zone=zone, expire_date=str(own - timedelta(1)))
        assert list(before.get_json()["errors"]) == ["expire_date"]
