"""Guessing at a password: the wait grows, nobody is locked out for good, neighbours and known browsers are unharmed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts import passwords
from backend.accounts.errors import Busy
from backend.db import utcnow
from backend.guests import budgets
from backend.guests.models import GuessBudget
from tests.guests.steps import Guest, newest_code
from tests.guests.test_visit import kinds
from tests.links.steps import share
from tests.mail_server import MailServer, run_jobs


@pytest.fixture(autouse=True)
def quick_passwords(logged_in: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests are about counting; the hash itself is tested elsewhere."""
    monkeypatch.setattr(passwords, "hash_password", lambda password: f"plain:{password}")
    monkeypatch.setattr(passwords, "verify_password", lambda hashed, password: hashed == f"plain:{password}")


def arrive(app: Flask, link: dict[str, Any], address: str = "203.0.113.7") -> Guest:
    """A new browser that has opened the link."""
    guest = Guest(app, address=address)
    guest.open(link)
    return guest


def let_time_pass(**by: int) -> None:
    """Make every counter older."""
    for budget in GuessBudget.select():
        GuessBudget.update(last_at=budget.last_at - timedelta(**by)).where(GuessBudget.id == budget.id).execute()


def spend_the_day(link: dict[str, Any]) -> None:
    """All but one of the day's wrong passwords have been entered."""
    GuessBudget.create(link=link["id"], bucket=budgets.day_bucket(), failures=budgets.DAY_MOST - 1)


def test_the_wait_grows(app: Flask, link: dict[str, Any]) -> None:
    guest = arrive(app, link)
    for _ in range(budgets.FREE):
        assert guest.enter("wrong").status_code == 422
    waits = []
    for _ in range(4):
        answer = guest.enter("wrong")
        assert (answer.status_code, answer.get_json()["code"]) == (429, "too_many_guesses")
        waits.append(int(answer.headers["Retry-After"]))
        let_time_pass(seconds=waits[-1])
        assert guest.enter("wrong").status_code == 422
    assert waits == [2, 4, 8, 16]


def test_the_right_password_waits_as_well_but_not_for_good(app: Flask, link: dict[str, Any]) -> None:
    guest = arrive(app, link)
    for _ in range(budgets.FREE):
        guest.enter("wrong")
    assert guest.enter().status_code == 429
    GuessBudget.update(failures=10_000).where(GuessBudget.bucket.startswith("network:")).execute()
    wait = int(guest.enter().headers["Retry-After"])
    assert wait <= budgets.WAIT_MOST.total_seconds()
    let_time_pass(seconds=wait)
    assert guest.enter().status_code == 200


def test_a_clock_that_is_set_back_keeps_nobody_waiting(app: Flask, link: dict[str, Any]) -> None:
    guest = arrive(app, link)
    for _ in range(budgets.FREE):
        guest.enter("wrong")
    let_time_pass(hours=-3)
    wait = int(guest.enter().headers["Retry-After"])
    assert wait == 2
    let_time_pass(seconds=wait)
    assert guest.enter().status_code == 200


def test_a_new_browser_in_the_same_network_shares_the_budget(app: Flask, link: dict[str, Any]) -> None:
    for number in range(budgets.FREE):
        assert arrive(app, link, f"203.0.113.{number}").enter("wrong").status_code == 422
    assert arrive(app, link, "203.0.113.200").enter().status_code == 429
    assert arrive(app, link, "203.0.114.200").enter().status_code == 200
    assert arrive(app, link, "2001:db8::1").enter().status_code == 200


def test_an_ipv6_household_is_one_network(app: Flask, link: dict[str, Any]) -> None:
    for number in range(budgets.FREE):
        arrive(app, link, f"2001:db8:0:{number:x}::1").enter("wrong")
    assert arrive(app, link, "2001:db8:0:ff::1").enter().status_code == 429
    assert arrive(app, link, "2001:db8:0:100::1").enter().status_code == 200


def test_neighbours_with_other_links_are_unharmed(
    app: Flask, logged_in: FlaskClient, folder: str, link: dict[str, Any]
) -> None:
    for _ in range(budgets.FREE):
        arrive(app, link).enter("wrong")
    other = share(logged_in, folder, recipients=["neighbour@example.org"], password_by="told")
    assert arrive(app, other).enter().status_code == 200


def test_a_browser_that_got_in_once_has_a_budget_of_its_own(app: Flask, link: dict[str, Any]) -> None:
    known = arrive(app, link)
    assert known.enter().status_code == 200
    for _ in range(budgets.FREE):
        arrive(app, link).enter("wrong")
    assert arrive(app, link).enter().status_code == 429
    assert known.enter().status_code == 200
    for _ in range(budgets.FREE):
        assert known.enter("wrong").status_code == 422
    assert known.enter().status_code == 429


def test_a_right_password_uses_nothing_up(app: Flask, link: dict[str, Any]) -> None:
    for _ in range(budgets.FREE * 2):
        assert arrive(app, link).enter().status_code == 200


def test_a_busy_server_uses_nothing_up(app: Flask, link: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(*_: object) -> bool:
        raise Busy(retry_after=2)

    guest = arrive(app, link)
    with monkeypatch.context() as patch:
        patch.setattr(passwords, "verify_password", busy)
        for _ in range(budgets.FREE * 2):
            assert guest.enter().status_code == 503
    assert guest.enter("wrong").status_code == 422


def test_a_try_is_charged_before_it_is_judged(
    app: Flask, link: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    guest = arrive(app, link)
    seen: list[int] = []

    def judging(*_: object) -> bool:
        seen.append(GuessBudget.get(GuessBudget.bucket.startswith("network:")).failures)
        return False

    monkeypatch.setattr(passwords, "verify_password", judging)
    guest.enter("wrong")
    guest.enter("wrong")
    assert seen == [1, 2]


def test_after_fifty_failures_a_new_browser_begins_with_a_code(
    app: Flask, logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer
) -> None:
    known = arrive(app, link, "192.0.2.1")
    known.enter()
    spend_the_day(link)
    assert arrive(app, link, "198.51.100.1").enter("wrong").status_code == 422

    newcomer = arrive(app, link, "198.51.101.1")
    assert newcomer.stage == "code_first"
    answer = newcomer.enter()
    assert (answer.status_code, answer.get_json()["code"]) == (403, "code_first")
    answer = newcomer.ask_for_code()
    assert answer.status_code == 202
    assert answer.get_json()["code_recipient"] == "g•••@example.org"
    assert newcomer.enter_code(newest_code(mail_server)).get_json()["stage"] == "password"
    assert newcomer.begin().status_code == 401
    assert newcomer.enter().get_json()["stage"] == "proved"

    assert known.enter().status_code == 200
    let_time_pass(days=1)
    GuessBudget.update(bucket="day:2000-01-01").where(GuessBudget.bucket.startswith("day:")).execute()
    assert arrive(app, link, "198.51.102.1").enter().status_code == 200


def test_the_owner_is_told_once_a_day(
    app: Flask, logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer
) -> None:
    spend_the_day(link)
    arrive(app, link).enter("wrong")
    GuessBudget.update(failures=budgets.DAY_MOST - 1).where(GuessBudget.bucket.startswith("day:")).execute()
    arrive(app, link).enter("wrong")
    assert kinds(logged_in, link).count("guessing") == 1
    run_jobs()
    [mail] = mail_server.to("ana.weber@clinic.example")
    assert mail.subject == "Many wrong passwords for one of your upload links"
    assert f"https://localhost/links/{link['id']}" in mail.text


def test_a_stranger_can_not_flood_a_mailbox(app: Flask, link: dict[str, Any], mail_server: MailServer) -> None:
    spend_the_day(link)
    arrive(app, link).enter("wrong")
    answers = [arrive(app, link, f"198.51.{number}.1").ask_for_code() for number in range(budgets.MAILS_FREE + 1)]
    assert [answer.status_code for answer in answers] == [202] * budgets.MAILS_FREE + [429]


def test_old_counters_are_forgotten(app: Flask, link: dict[str, Any]) -> None:
    arrive(app, link).enter("wrong")
    assert budgets.forget_old() == 0
    GuessBudget.update(last_at=utcnow() - timedelta(days=3)).execute()
    assert budgets.forget_old() == 2
