"""Two at once, for everything here that can race: one defined outcome."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from backend.audit.seal import seal_committed
from backend.audit.verify import verify
from backend.db import db, utcnow
from backend.deliveries.models import Delivery
from backend.guests import budgets
from backend.guests.models import GuestProof, GuestSession
from backend.links import reminders
from backend.links.models import Link
from tests.conftest import new_client
from tests.guests.steps import Guest, another, newest_code
from tests.mail_server import MailServer


def at_once(*actions: Callable[[], Any]) -> list[Any]:
    """Run each action in a thread of its own, all released at the same moment; their results, in order."""
    gate, results = threading.Barrier(len(actions)), [None] * len(actions)
    failures: list[BaseException] = []

    def run(number: int, action: Callable[[], Any]) -> None:
        try:
            gate.wait()
            results[number] = action()
        except BaseException as error:  # told to the test below
            failures.append(error)
        finally:
            db.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(actions)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures, failures
    return results


def test_a_hundred_guesses_at_once_get_no_more_tries_than_in_a_row(app: Flask, link: dict[str, Any]) -> None:
    guests = [Guest(app) for _ in range(12)]
    for guest in guests:
        guest.open(link)
    answers = at_once(*(lambda guest=guest: guest.enter("wrong").status_code for guest in guests))
    assert set(answers) == {422, 429}
    assert answers.count(422) == budgets.FREE


def test_after_a_revocation_nothing_is_open(
    app: Flask, logged_in: FlaskClient, link: dict[str, Any], guest: Guest
) -> None:
    guest.open(link)
    guest.enter()
    cookie = guest.client.get_cookie("__Host-filmjacket-guest")
    assert cookie is not None

    def begin() -> int:
        same = Guest(app)
        same.client.set_cookie("__Host-filmjacket-guest", cookie.value, domain="localhost", secure=True)
        same.link_id = link["id"]
        return same.begin().status_code

    answers = at_once(*[begin] * 4, lambda: logged_in.delete(f"/api/links/{link['id']}").status_code)
    assert answers[-1] == 204
    assert set(answers[:-1]) <= {201, 410}
    assert Delivery.select().where(Delivery.state == "open").count() == 0
    assert Delivery.select().count() == answers.count(201)


def test_a_link_opened_twice_at_once_in_one_browser_is_one_proof(
    app: Flask, link: dict[str, Any], guest: Guest
) -> None:
    guest.open(link)
    cookie = guest.client.get_cookie("__Host-filmjacket-guest")
    assert cookie is not None
    GuestProof.delete().execute()

    def open_again() -> str:
        same = Guest(app)
        same.client.set_cookie("__Host-filmjacket-guest", cookie.value, domain="localhost", secure=True)
        return str(same.open(link)["stage"])

    assert at_once(open_again, open_again, open_again) == ["password"] * 3
    assert (GuestProof.select().count(), GuestSession.select().count()) == (1, 1)


def test_tries_at_a_code_are_counted_at_once(
    app: Flask, strict_link: dict[str, Any], guest: Guest, mail_server: MailServer
) -> None:
    guest.open(strict_link)
    guest.enter()
    code = newest_code(mail_server)
    cookie = guest.client.get_cookie("__Host-filmjacket-guest")
    assert cookie is not None

    def guess() -> str:
        same = Guest(app)
        same.client.set_cookie("__Host-filmjacket-guest", cookie.value, domain="localhost", secure=True)
        same.link_id = strict_link["id"]
        return str(same.enter_code(another(code)).get_json()["code"])

    assert Counter(at_once(*[guess] * 8)) == {"code_wrong": 4, "code_spent": 4}
    assert guest.enter_code(code).get_json()["code"] == "code_spent"


def test_two_sealers_at_once_make_one_chain(link: dict[str, Any]) -> None:
    assert sum(at_once(seal_committed, seal_committed, seal_committed)) > 0
    result = verify()
    assert (result.findings, result.unsealed) == ([], 0)


def test_of_new_addresses_at_once_one_is_the_last(
    app: Flask, logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer
) -> None:
    cookie = logged_in.get_cookie("__Host-filmjacket")
    assert cookie is not None

    def renew() -> str:
        browser = new_client(app)
        browser.set_cookie("__Host-filmjacket", cookie.value, domain="localhost", secure=True)
        answer = browser.post(f"/api/links/{link['id']}/tokens")
        assert answer.status_code == 201, answer.get_json()
        return str(answer.get_json()["url"])

    urls = at_once(*[renew] * 3)
    now = logged_in.get(f"/api/links/{link['id']}").get_json()
    assert now["url"] in urls
    assert Link.get_by_id(link["id"]).token_version == 4
    assert [event["kind"] for event in now["timeline"]].count("token_renewed") == 3


def test_one_reminder_goes_out_however_many_workers_sweep(
    logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer
) -> None:
    now = utcnow()
    Link.update(created_at=now - timedelta(days=9), expires_at=now + timedelta(days=1)).execute()
    assert sorted(at_once(*[reminders.sweep] * 4)) == [0, 0, 0, 1]
