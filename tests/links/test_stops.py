"""A link whose owner's account is closed, or whose folder others delete: it stops at once, and is told of once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts import service as accounts
from backend.accounts.errors import LastAdministrator
from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import utcnow
from backend.deliveries.models import Delivery
from backend.errors import NotFound
from backend.folders import purge
from backend.links import reminders, service, stops
from backend.links.models import Link, LinkEvent
from tests import factories
from tests.conftest import new_client
from tests.guests.steps import Guest
from tests.links.steps import ZONE, new_folder, share, token_of
from tests.mail_server import MailServer, run_jobs


@pytest.fixture
def link(logged_in: FlaskClient, mail_server: MailServer) -> dict[str, Any]:
    """A link whose first mail has arrived."""
    made = share(logged_in, new_folder(logged_in), password_by="told")
    run_jobs()
    mail_server.mails.clear()
    return made


@pytest.fixture
def administrator(app: Flask) -> User:
    """Somebody who looks after the installation."""
    return factories.user("admin@clinic.example", "Ada Admin", role="administrator")


def proved(app: Flask, link: dict[str, Any]) -> Guest:
    guest = Guest(app)
    guest.open(link)
    assert guest.enter().status_code == 200
    return guest


def steps(link: dict[str, Any]) -> list[tuple[str, str | None]]:
    events = LinkEvent.select().where(LinkEvent.link == link["id"])
    told = ("suspended", "resumed", "revoked")
    return sorted((event.kind, event.detail.get("by")) for event in events if event.kind in told)


def edited_by_colleague(client: FlaskClient, colleague: User, folder_id: str) -> None:
    body = {"email": colleague.email, "may": "edit", "time_zone": ZONE}
    assert client.put(f"/api/folders/{folder_id}/grants", json=body).status_code == 200


def test_a_closed_account_ends_links_sessions_and_uploads_but_keeps_what_came(
    logged_in: FlaskClient, app: Flask, administrator: User, user: User, link: dict[str, Any], mail_server: MailServer
) -> None:
    guest = proved(app, link)
    delivery = guest.begin().get_json()
    accounts.set_active(user.email, active=False)
    for answer in (guest.begin(), guest.deliveries(), guest.visit()):
        assert (answer.status_code, answer.get_json()["code"]) == (410, "link_revoked")
        assert answer.get_json()["title"] == (
            "This upload link was withdrawn. Please ask St. Example's Hospital for a new link."
        )
    assert Guest(app).client.post("/api/guest/visits", json={"token": token_of(link)}).status_code == 410
    assert logged_in.get("/api/me").status_code == 401
    assert Delivery.get_by_id(delivery["id"]).state == "open"  # it closes itself, with a receipt, like any idle one

    assert [stops.sweep(), stops.sweep()] == [1, 0]
    run_jobs()
    [to_owner], [to_admin] = mail_server.to(user.email), mail_server.to(administrator.email)
    assert to_owner.subject == "1 of your upload links has stopped"
    assert "guest@example.org" in to_owner.text
    assert to_admin.subject == "The account of Dr. Ana Weber is closed, and its upload links have stopped"
    seen = factories.log_in(new_client(app), administrator).get(f"/api/links/{link['id']}").get_json()
    assert (seen["state"], seen["suspended_by"]) == ("suspended", "account")
    assert steps(link) == [("suspended", "account")]

    accounts.set_active(user.email, active=True)
    assert stops.sweep() == 1
    assert guest.stage == "proved"
    assert [each["id"] for each in guest.deliveries().get_json()["items"]] == [delivery["id"]]
    assert steps(link) == [("resumed", None), ("suspended", "account")]
    assert factories.log_in(logged_in, user).get(f"/api/links/{link['id']}").get_json()["suspended_by"] is None
    actions = {event.action for event in AuditEvent.select()}
    assert {"user:deactivated", "user:reactivated", "link:suspended", "link:resumed"} <= actions


def test_the_grace_after_expiry_ends_with_the_account(app: Flask, user: User, link: dict[str, Any]) -> None:
    guest = proved(app, link)
    guest.begin()
    Link.update(expires_at=utcnow() + timedelta(milliseconds=1)).execute()
    while Link.get().expires_at > utcnow():
        pass
    assert guest.deliveries().status_code == 200
    accounts.set_active(user.email, active=False)
    assert guest.deliveries().status_code == 410


def test_nobody_is_told_of_what_they_do_themselves(
    logged_in: FlaskClient, user: User, link: dict[str, Any], mail_server: MailServer
) -> None:
    logged_in.post("/api/trash", json={"folder_ids": [link["folder_id"]]})
    assert stops.sweep() == 1
    run_jobs()
    assert mail_server.mails == []
    assert steps(link) == [("suspended", "trash")]
    logged_in.post("/api/trash/restorations", json={"folder_ids": [link["folder_id"]]})
    assert stops.sweep() == 1
    assert logged_in.get(f"/api/links/{link['id']}").get_json()["state"] == "active"


def test_a_folder_that_a_colleague_deletes_is_told_to_its_owner_once(
    logged_in: FlaskClient, app: Flask, user: User, other_user: User, mail_server: MailServer
) -> None:
    shared = new_folder(logged_in, "Together")
    inner = new_folder(logged_in, "Inner", shared)
    made = [share(logged_in, inner, password_by="told", recipients=[f"g{n}@example.org"]) for n in range(12)]
    edited_by_colleague(logged_in, other_user, shared)
    run_jobs()
    mail_server.mails.clear()
    colleague = factories.log_in(new_client(app), other_user)
    assert colleague.post("/api/trash", json={"folder_ids": [inner]}).status_code == 200
    assert [stops.sweep(), stops.sweep()] == [12, 0]
    run_jobs()
    [mail] = mail_server.mails
    assert mail.recipients == [user.email]
    assert mail.subject == "12 of your upload links have stopped"
    assert "A colleague has deleted the folders" in " ".join(mail.text.split())
    assert "and 2 others" in mail.text
    assert "Inner" not in mail.text + mail.html
    listed = logged_in.get("/api/links?state=suspended").get_json()["items"]
    assert {item["suspended_by"] for item in listed} == {"trash"}
    colleague.post("/api/trash/restorations", json={"folder_ids": [inner]})
    assert stops.sweep() == 12
    colleague.post("/api/trash", json={"folder_ids": [inner]})
    assert stops.sweep() == 12
    run_jobs()
    assert len(mail_server.mails) == 1  # again and again within a day: told once
    event = LinkEvent.get(LinkEvent.link == made[0]["id"], LinkEvent.kind == "suspended")
    assert event.detail["who"] == "Dr. Ben Okafor"


def test_what_is_deleted_for_good_is_said_so(logged_in: FlaskClient, app: Flask, link: dict[str, Any]) -> None:
    guest = proved(app, link)
    body = {"folder_ids": [link["folder_id"]]}
    logged_in.post("/api/trash", json=body)
    stops.sweep()
    logged_in.post("/api/trash/purges", json=body)
    purge.sweep()
    assert guest.begin().status_code == 410
    assert stops.sweep() == 1
    [item] = logged_in.get("/api/links").get_json()["items"]
    assert (item["state"], item["suspended_by"]) == ("suspended", "deleted")
    answer = logged_in.post(f"/api/links/{link['id']}/mails")
    assert (answer.status_code, answer.get_json()["code"]) == (409, "not_while_deleted")
    assert steps(link) == [("suspended", "deleted"), ("suspended", "trash")]


def test_a_link_goes_with_its_folder_wherever_that_is_moved(
    logged_in: FlaskClient, app: Flask, link: dict[str, Any]
) -> None:
    guest = proved(app, link)
    target = new_folder(logged_in, "Archive")
    answer = logged_in.post(f"/api/folders/{target}/moves", json={"folder_ids": [link["folder_id"]]})
    assert answer.status_code == 200
    assert stops.sweep() == 0
    assert guest.begin().status_code == 201
    assert Delivery.get().folder_id == UUID(link["folder_id"])
    assert [mark.link_id for mark in service.active_marks([UUID(link["folder_id"])])[UUID(link["folder_id"])]] == [
        UUID(link["id"])
    ]
    logged_in.post("/api/trash", json={"folder_ids": [target]})
    assert guest.begin().status_code == 410


def test_a_folder_that_is_given_away_stops_its_link(
    logged_in: FlaskClient, app: Flask, other_user: User, link: dict[str, Any]
) -> None:
    """Into another's tree goes a copy; the original lies in its owner's trash, and the link with it."""
    colleague = factories.log_in(new_client(app), other_user)
    theirs = new_folder(colleague, "Theirs")
    edited_by_colleague(colleague, User.get_by_id(Link.get_by_id(link["id"]).owner_id), theirs)
    answer = logged_in.post(f"/api/folders/{theirs}/moves", json={"folder_ids": [link["folder_id"]]})
    assert answer.status_code == 200, answer.get_json()
    assert stops.sweep() == 1
    assert logged_in.get(f"/api/links/{link['id']}").get_json()["suspended_by"] == "trash"
    assert colleague.get("/api/links").get_json()["items"] == []


def test_a_link_that_has_ended_anyway_is_not_told_of(user: User, link: dict[str, Any]) -> None:
    Link.update(expires_at=utcnow() - timedelta(minutes=1)).execute()
    accounts.set_active(user.email, active=False)
    assert stops.sweep() == 0


def test_nobody_is_reminded_of_a_stopped_link(user: User, link: dict[str, Any], mail_server: MailServer) -> None:
    Link.update(expires_at=utcnow() + timedelta(days=1), created_at=utcnow() - timedelta(days=9)).execute()
    accounts.set_active(user.email, active=False)
    assert reminders.sweep() == 0
    accounts.set_active(user.email, active=True)
    assert reminders.sweep() == 1


def test_the_last_administrator_can_not_be_closed_out(app: Flask, administrator: User) -> None:
    with pytest.raises(LastAdministrator):
        accounts.set_active(administrator.email, active=False)
    factories.user("second@clinic.example", "Bo Second", role="administrator")
    accounts.set_active("ADMIN@clinic.example", active=False)
    assert not User.get_by_id(administrator.id).active
    with pytest.raises(NotFound):
        accounts.set_active("nobody@clinic.example", active=False)


def test_an_operator_closes_and_opens_an_account(app: Flask, user: User) -> None:
    from click.testing import CliRunner

    from backend.cli import main

    run = CliRunner()
    assert "can't log in any more" in run.invoke(main, ["users", "deactivate", user.email]).output
    assert not User.get_by_id(user.id).active
    assert "can log in again" in run.invoke(main, ["users", "reactivate", user.email]).output
    assert User.get_by_id(user.id).active
    assert run.invoke(main, ["users", "deactivate", "nobody@clinic.example"]).exit_code == 1
