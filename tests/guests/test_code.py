"""The mailed one-time code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.db import utcnow
from backend.guests import budgets, codes
from backend.guests.models import CodeChallenge
from tests.guests.steps import Guest, another, newest_code
from tests.guests.test_visit import kinds
from tests.mail_server import MailServer, run_jobs


@pytest.fixture
def inside(guest: Guest, strict_link: dict[str, Any], mail_server: MailServer) -> Guest:
    """A guest who has given the right password."""
    guest.open(strict_link)
    run_jobs()
    mail_server.mails.clear()
    assert guest.enter().status_code == 200
    return guest


def wait_a_minute() -> None:
    """Let the time pass until another code may be asked for."""
    CodeChallenge.update(created_at=utcnow() - codes.RESEND_AFTER).execute()


def test_the_code_is_mailed_only_after_the_right_password(
    guest: Guest, strict_link: dict[str, Any], mail_server: MailServer
) -> None:
    guest.open(strict_link)
    run_jobs()
    mail_server.mails.clear()
    guest.enter("wrong-password")
    run_jobs()
    assert mail_server.mails == []
    assert guest.ask_for_code().get_json()["code"] == "code_not_needed"
    answer = guest.enter().get_json()
    assert answer["stage"] == "code"
    assert answer["description"] is None
    assert answer["code_recipient"] == "g•••@example.org"
    assert answer["code_resend_at"] is not None
    run_jobs()
    assert [mail.recipients for mail in mail_server.mails] == [["guest@example.org"]]


def test_the_right_code_completes_the_proof(
    inside: Guest, logged_in: FlaskClient, strict_link: dict[str, Any], mail_server: MailServer
) -> None:
    assert inside.begin().get_json()["code"] == "proof_needed"
    answer = inside.enter_code(newest_code(mail_server))
    assert answer.get_json()["stage"] == "proved"
    assert inside.begin().status_code == 201
    assert kinds(logged_in, strict_link)[-4:] == ["code_sent", "mail_sent", "code_passed", "delivery_opened"]


@pytest.mark.parametrize("form", ["{0}{1}", "{0}-{1}", " {0}  {1} "])
def test_a_code_is_read_as_people_type_it(inside: Guest, mail_server: MailServer, form: str) -> None:
    first, second = newest_code(mail_server).split()
    assert inside.enter_code(form.format(first, second)).status_code == 200


def test_a_code_is_read_in_arabic_digits(inside: Guest, mail_server: MailServer) -> None:
    code = newest_code(mail_server).translate({ord("0") + digit: 0x0660 + digit for digit in range(10)})
    assert inside.enter_code(code).status_code == 200


def test_a_code_counts_once(app: Flask, inside: Guest, mail_server: MailServer) -> None:
    code = newest_code(mail_server)
    assert inside.enter_code(code).status_code == 200
    assert inside.enter_code(code).get_json()["code"] == "code_not_needed"


def test_five_tries_and_the_code_is_spent(inside: Guest, mail_server: MailServer) -> None:
    code = newest_code(mail_server)
    for left in (4, 3, 2, 1):
        answer = inside.enter_code(another(code))
        assert (answer.status_code, answer.get_json()["code"]) == (422, "code_wrong")
        assert answer.get_json()["tries_left"] == left
    assert inside.enter_code(another(code)).get_json()["code"] == "code_spent"
    assert inside.enter_code(code).get_json()["code"] == "code_spent"
    wait_a_minute()
    assert inside.ask_for_code().status_code == 202
    assert inside.enter_code(newest_code(mail_server)).status_code == 200


def test_a_code_is_valid_for_ten_minutes(inside: Guest, mail_server: MailServer) -> None:
    code = newest_code(mail_server)
    CodeChallenge.update(expires_at=utcnow() - timedelta(seconds=1)).execute()
    assert inside.enter_code(code).get_json()["code"] == "code_spent"
    assert timedelta(minutes=10) == codes.VALID_FOR


def test_another_code_waits_a_minute_and_replaces_the_first(inside: Guest, mail_server: MailServer) -> None:
    first = newest_code(mail_server)
    answer = inside.ask_for_code()
    assert (answer.status_code, answer.get_json()["code"]) == (429, "code_too_soon")
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    CodeChallenge.update(created_at=utcnow() - codes.RESEND_AFTER).execute()
    assert inside.ask_for_code().status_code == 202
    second = newest_code(mail_server)
    if first != second:
        assert inside.enter_code(first).get_json()["code"] == "code_wrong"
    assert inside.enter_code(second).status_code == 200


def test_a_clock_that_is_set_back_keeps_nobody_out(inside: Guest, mail_server: MailServer) -> None:
    newest_code(mail_server)
    CodeChallenge.update(created_at=utcnow() + timedelta(hours=3), expires_at=utcnow() + timedelta(hours=3)).execute()
    assert inside.ask_for_code().status_code == 202
    assert inside.enter_code(newest_code(mail_server)).status_code == 200


def test_a_code_works_only_in_the_browser_that_asked(
    app: Flask, inside: Guest, strict_link: dict[str, Any], mail_server: MailServer
) -> None:
    code = newest_code(mail_server)
    thief = Guest(app)
    thief.open(strict_link)
    assert thief.enter_code(code).get_json()["code"] == "code_not_needed"
    thief.enter()
    mine = newest_code(mail_server)
    if mine != code:
        assert thief.enter_code(code).get_json()["code"] == "code_wrong"
    assert inside.enter_code(code).status_code == 200


def test_many_wrong_codes_make_the_next_one_wait(
    app: Flask, strict_link: dict[str, Any], mail_server: MailServer
) -> None:
    rounds = budgets.CODES_FREE // codes.TRIES_MOST
    for number in range(rounds):  # the password is known to the one who guesses, who takes a new browser each time
        guesser = Guest(app, address=f"198.51.{number}.1")
        guesser.open(strict_link)
        guesser.enter()
        code = newest_code(mail_server)
        for _ in range(codes.TRIES_MOST):
            guesser.enter_code(another(code))
    late = Guest(app)
    late.open(strict_link)
    answer = late.enter()
    assert answer.get_json()["stage"] == "code"
    assert answer.get_json()["code_resend_at"] is not None
    assert late.ask_for_code().get_json()["code"] == "code_too_soon"
    run_jobs()
    assert len(mail_server.mails) == 1 + rounds  # the invitation, and no code for the late one
