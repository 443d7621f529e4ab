"""Manage upload links: what an owner does with links that are out, and what an administrator sees of them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import utcnow
from backend.deliveries.models import Delivery
from backend.intake.policy import Policy
from backend.links.expiry import today
from backend.links.models import Link
from tests import factories
from tests.conftest import new_client
from tests.guests.steps import Guest
from tests.links.steps import PASSWORD, ZONE, new_folder, share, token_of
from tests.mail_server import MailServer, run_jobs

OTHER_PASSWORD = "meadow-tin-orchid-64"


@pytest.fixture
def folder(logged_in: FlaskClient) -> str:
    """A folder to share."""
    return new_folder(logged_in)


@pytest.fixture
def link(logged_in: FlaskClient, folder: str, mail_server: MailServer) -> dict[str, Any]:
    """A link whose first mail has arrived."""
    made = share(logged_in, folder, password_by="told")
    run_jobs()
    mail_server.mails.clear()
    return made


@pytest.fixture
def administrator(app: Flask) -> FlaskClient:
    """An administrator's browser."""
    return factories.log_in(new_client(app), factories.user("admin@clinic.example", "Ada Admin", role="administrator"))


def day(ahead: int) -> str:
    return (today(ZONE) + timedelta(days=ahead)).isoformat()


def at(link: dict[str, Any], what: str = "") -> str:
    return f"/api/links/{link['id']}{what}"


def expire(link: dict[str, Any]) -> None:
    yesterday = today(ZONE) - timedelta(days=1)
    Link.update(expire_date=yesterday, expires_at=utcnow() - timedelta(minutes=1)).where(
        Link.id == link["id"]
    ).execute()


def kinds(client: FlaskClient, link: dict[str, Any]) -> list[str]:
    return [event["kind"] for event in client.get(at(link)).get_json()["timeline"]]


def actions() -> list[str]:
    return [event.action for event in AuditEvent.select().order_by(AuditEvent.id)]


def listed(client: FlaskClient, query: str = "") -> list[str]:
    answer = client.get(f"/api/links{query}")
    assert answer.status_code == 200, answer.get_json()
    return [item["id"] for item in answer.get_json()["items"]]


def proved(app: Flask, link: dict[str, Any]) -> Guest:
    guest = Guest(app)
    guest.open(link)
    assert guest.enter().status_code == 200
    return guest


# The list


def test_pages_follow_each_other(logged_in: FlaskClient, folder: str) -> None:
    made = [share(logged_in, folder, password_by="told", recipients=[f"g{n}@example.org"])["id"] for n in range(5)]
    first = logged_in.get("/api/links?limit=3").get_json()
    second = logged_in.get(f"/api/links?limit=3&cursor={first['next_cursor']}").get_json()
    assert [item["id"] for item in first["items"] + second["items"]] == made[::-1]
    assert second["next_cursor"] is None
    assert logged_in.get("/api/links?cursor=xyz").status_code == 400


def test_links_are_found_by_their_state(logged_in: FlaskClient) -> None:
    made = {
        name: share(logged_in, new_folder(logged_in, name), password_by="told")
        for name in ("active", "expiring", "expired", "revoked", "suspended")
    }
    logged_in.patch(at(made["expiring"]), json={"expire_date": day(1)})
    expire(made["expired"])
    logged_in.delete(at(made["revoked"]))
    logged_in.post("/api/trash", json={"folder_ids": [made["suspended"]["folder_id"]]})
    for state in ("expiring", "expired", "revoked", "suspended"):
        assert listed(logged_in, f"?state={state}") == [made[state]["id"]], state
    assert listed(logged_in, "?state=active") == [made["expiring"]["id"], made["active"]["id"]]


def test_links_are_found_by_words(logged_in: FlaskClient) -> None:
    first = share(logged_in, new_folder(logged_in, "Überweiser Süd"), password_by="told", title="Dr. Müller's CT")
    second = share(logged_in, new_folder(logged_in, "North"), password_by="told", recipients=["anna@praxis.example"])
    assert listed(logged_in, "?filter=muller") == [first["id"]]
    assert listed(logged_in, "?filter=UBER%20ct") == [first["id"]]
    assert listed(logged_in, "?filter=praxis") == [second["id"]]
    assert listed(logged_in, "?filter=%25") == []
    assert listed(logged_in, "?filter=_") == []


def test_links_are_found_by_what_came(logged_in: FlaskClient, app: Flask, folder: str, link: dict[str, Any]) -> None:
    other = share(logged_in, folder, password_by="told")
    assert proved(app, link).begin().status_code == 201
    assert listed(logged_in, "?with_deliveries=true") == [link["id"]]
    assert listed(logged_in, "?with_deliveries=false") == [other["id"]]
    assert logged_in.get("/api/links?with_deliveries=true").get_json()["items"][0]["delivery_count"] == 1


def test_an_administrator_sees_all_links_but_no_address(
    administrator: FlaskClient, logged_in: FlaskClient, link: dict[str, Any]
) -> None:
    assert listed(administrator) == []
    assert listed(administrator, "?everyone=true&state=active") == [link["id"]]
    seen = administrator.get(at(link)).get_json()
    assert (seen["url"], seen["is_own"], seen["owner_name"]) == ("", False, "Dr. Ana Weber")
    assert not any(name == "password" or "hash" in name for name in seen)
    assert logged_in.get("/api/links?everyone=true").status_code == 403
    for refused in (
        administrator.post(at(link, "/mails")),
        administrator.post(at(link, "/tokens")),
        administrator.patch(at(link), json={"title": "x"}),
    ):
        assert refused.status_code == 404
    assert administrator.delete(at(link)).status_code == 204
    assert logged_in.get(at(link)).get_json()["state"] == "revoked"


# Sending again


def test_the_link_goes_out_alone(logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer) -> None:
    assert logged_in.post(at(link, "/mails")).status_code == 202
    run_jobs()
    [mail] = mail_server.to("guest@example.org")
    assert link["url"] in mail.text
    assert PASSWORD not in mail.text + mail.html
    assert "the password that you were given" in mail.text
    assert kinds(logged_in, link)[-2:] == ["mail_queued", "mail_sent"]
    assert "link:resent" in actions()


def test_a_reminder_goes_to_the_guest(logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer) -> None:
    assert logged_in.post(at(link, "/reminders")).status_code == 202
    run_jobs()
    [mail] = mail_server.to("guest@example.org")
    assert mail.subject.startswith("Reminder: ")
    assert link["url"] in mail.text
    assert "reminded" in kinds(logged_in, link)
    assert "link:reminded" in actions()


def test_nobody_is_flooded_by_one_link(logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer) -> None:
    answers = [logged_in.post(at(link, "/mails")) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [202] * 4 + [429] * 2
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 3600
    assert "guest@example.org" in answers[-1].get_json()["title"]
    run_jobs()
    assert len(mail_server.mails) == 4


def test_nobody_is_flooded_by_many_links(
    logged_in: FlaskClient, folder: str, link: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from backend import config

    config.use(replace(config.current(), recipient_mails_most=3))
    share(logged_in, folder, password_by="separate_mail")
    before = Link.select().count()
    from tests.links.steps import post

    assert post(logged_in, folder, recipients=["new@example.org", "guest@example.org"]).status_code == 429
    assert Link.select().count() == before


# New password, new address


@pytest.mark.parametrize(
    ("way", "to", "with_link"),
    [("separate_mail", "guest@example.org", False), ("same_mail", "guest@example.org", True),
     ("other_address", "else@example.org", False)],
)  # fmt: skip
def test_a_new_password_goes_where_it_is_wished(
    logged_in: FlaskClient,
    app: Flask,
    link: dict[str, Any],
    mail_server: MailServer,
    way: str,
    to: str,
    with_link: bool,
) -> None:
    guest = proved(app, link)
    body = {"password": OTHER_PASSWORD, "password_by": way, "password_recipient": "else@example.org"}
    answer = logged_in.put(at(link, "/password"), json=body)
    assert answer.status_code == 200, answer.get_json()
    assert answer.get_json()["password_by"] == way
    run_jobs()
    [mail] = mail_server.mails
    assert mail.recipients == [to]
    assert OTHER_PASSWORD in mail.text
    assert (link["url"] in mail.text) is with_link
    assert guest.stage == "password"
    assert guest.enter(PASSWORD).status_code == 422
    assert guest.enter(OTHER_PASSWORD).status_code == 200
    assert "password_changed" in kinds(logged_in, link)
    assert "link:password:changed" in actions()
    assert OTHER_PASSWORD not in str([event.detail for event in AuditEvent.select()])


def test_a_new_password_that_is_told_is_mailed_nowhere(
    logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer
) -> None:
    logged_in.put(at(link, "/password"), json={"password": OTHER_PASSWORD, "password_by": "told"})
    run_jobs()
    assert mail_server.mails == []


@pytest.mark.parametrize(
    ("field", "body"),
    [
        ("password", {"password": "short", "password_by": "told"}),
        ("password_recipient", {"password": OTHER_PASSWORD, "password_by": "other_address"}),
        (
            "password_recipient",
            {"password": OTHER_PASSWORD, "password_by": "other_address", "password_recipient": "GUEST@example.org"},
        ),
    ],
)
def test_a_bad_new_password_changes_nothing(
    logged_in: FlaskClient, link: dict[str, Any], field: str, body: dict[str, Any]
) -> None:
    before = Link.get_by_id(link["id"]).password_hash
    answer = logged_in.put(at(link, "/password"), json=body)
    assert set(answer.get_json()["errors"]) == {field}
    assert Link.get_by_id(link["id"]).password_hash == before


def test_a_new_address_kills_the_old_one(
    logged_in: FlaskClient, app: Flask, link: dict[str, Any], mail_server: MailServer
) -> None:
    guest = proved(app, link)
    delivery = guest.begin().get_json()
    renewed = logged_in.post(at(link, "/tokens")).get_json()
    assert renewed["url"] != link["url"]
    assert guest.visit().status_code == 401
    assert guest.deliveries().status_code == 401
    assert Guest(app).client.post("/api/guest/visits", json={"token": token_of(link)}).status_code == 404
    again = proved(app, renewed)
    assert [each["id"] for each in again.deliveries().get_json()["items"]] == [delivery["id"]]
    run_jobs()
    [mail] = mail_server.mails
    assert renewed["url"] in mail.text
    assert "token_renewed" in kinds(logged_in, link)
    assert "link:token:renewed" in actions()


# Another last day


def test_a_link_works_longer(logged_in: FlaskClient, link: dict[str, Any]) -> None:
    answer = logged_in.patch(at(link), json={"expire_date": day(30)}).get_json()
    assert answer["expire_date"] == day(30)
    event = answer["timeline"][-1]
    assert (event["kind"], event["detail"]["expire_date"]) == ("extended", day(30))
    assert "link:extended" in actions()


def test_a_later_day_brings_an_expired_link_back(logged_in: FlaskClient, app: Flask, link: dict[str, Any]) -> None:
    expire(link)
    assert Guest(app).client.post("/api/guest/visits", json={"token": token_of(link)}).status_code == 410
    assert logged_in.patch(at(link), json={"expire_date": day(0)}).get_json()["state"] == "active"
    assert proved(app, link).stage == "proved"


@pytest.mark.parametrize(
    ("now", "last_day", "zone", "ends"),
    [
        (datetime(2026, 3, 20), "2026-03-29", "Europe/Berlin", "2026-03-29T22:00:00Z"),  # 23 hours long
        (datetime(2026, 10, 20), "2026-10-25", "Europe/Berlin", "2026-10-25T23:00:00Z"),  # 25 hours long
        (datetime(2026, 10, 20), "2026-11-01", "America/New_York", "2026-11-02T05:00:00Z"),
    ],
)
def test_the_last_day_counts_whole_when_clocks_change(
    logged_in: FlaskClient,
    link: dict[str, Any],
    monkeypatch: pytest.MonkeyPatch,
    now: datetime,
    last_day: str,
    zone: str,
    ends: str,
) -> None:
    monkeypatch.setattr("backend.links.expiry.today", lambda zone: now.date())
    answer = logged_in.patch(at(link), json={"expire_date": last_day, "time_zone": zone}).get_json()
    assert (answer["expire_date"], answer["time_zone"], answer["expires_at"]) == (last_day, zone, ends)


@pytest.mark.parametrize("body", [
    {"expire_date": "1999-01-01"}, {"expire_date": "9999-12-31"}, {"time_zone": "Mars/Olympus"},
    {"title": "x" * 10_000}, {"title": "two\nlines"}, {"description": "x" * 1001}, {"language": "tlh"},
    {"files_most": 0}, {"files_most": 10_000_000}, {"bytes_most": 1 << 49}, {"accepts": "everything"},
    {"recipient": "other@example.org"},
])  # fmt: skip
def test_a_bad_change_is_told_at_its_field(logged_in: FlaskClient, link: dict[str, Any], body: dict[str, Any]) -> None:
    answer = logged_in.patch(at(link), json=body)
    assert answer.status_code == 422
    [field] = body
    wrong = answer.get_json()["errors"]
    assert set(wrong) == {field}
    assert all(sentence.endswith(".") for sentence in wrong[field])
    assert "changed" not in kinds(logged_in, link)


def test_markup_in_a_title_is_only_text(logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer) -> None:
    title = "<img src=x onerror=alert(1)> & Co"
    assert logged_in.patch(at(link), json={"title": title}).get_json()["title"] == title
    logged_in.post(at(link, "/mails"))
    run_jobs()
    [mail] = mail_server.mails
    assert "<img" not in mail.html
    assert title in mail.text


# Other changes


def test_limits_change_for_what_begins_later(logged_in: FlaskClient, app: Flask, link: dict[str, Any]) -> None:
    guest = proved(app, link)
    first = guest.begin().get_json()
    changed = logged_in.patch(at(link), json={"accepts": "dicom", "files_most": 7, "bytes_most": 1000}).get_json()
    assert changed["policy"] == {**link["policy"], "accepts": "dicom", "files_most": 7, "bytes_most": 1000}
    second = guest.begin().get_json()
    kept = Policy.from_json(Delivery.get_by_id(first["id"]).policy)
    assert kept == Policy.from_json(first["policy"]) != Policy.from_json(second["policy"])
    assert second["policy"] == changed["policy"]
    assert changed["timeline"][-1]["detail"]["fields"] == ["policy"]


def test_two_factor_is_asked_of_who_is_in_already(logged_in: FlaskClient, app: Flask, link: dict[str, Any]) -> None:
    guest = proved(app, link)
    logged_in.patch(at(link), json={"two_factor": True})
    assert guest.stage == "code"
    assert guest.begin().status_code == 401


def test_the_same_again_is_no_change(logged_in: FlaskClient, link: dict[str, Any]) -> None:
    before = kinds(logged_in, link)
    body = {name: link[name] for name in ("title", "description", "expire_date", "time_zone", "language")}
    assert logged_in.patch(at(link), json=body).status_code == 200
    assert kinds(logged_in, link) == before


def test_a_new_title_is_found(logged_in: FlaskClient, link: dict[str, Any]) -> None:
    logged_in.patch(at(link), json={"title": "Angiographie"})
    assert listed(logged_in, "?filter=angio") == [link["id"]]


# Revoked and brought back


def test_a_revoked_link_comes_back_under_a_new_address(
    logged_in: FlaskClient, app: Flask, link: dict[str, Any], mail_server: MailServer
) -> None:
    guest = proved(app, link)
    logged_in.delete(at(link))
    body = {"expire_date": day(5), "time_zone": ZONE}
    answer = logged_in.post(at(link, "/reactivations"), json=body)
    assert answer.status_code == 201, answer.get_json()
    back = answer.get_json()
    assert (back["state"], back["expire_date"]) == ("active", day(5))
    assert guest.visit().status_code == 401
    assert Guest(app).client.post("/api/guest/visits", json={"token": token_of(link)}).status_code == 404
    assert proved(app, back).stage == "proved"
    run_jobs()
    assert back["url"] in mail_server.mails[-1].text
    assert "link:reactivated" in actions()
    assert logged_in.post(at(link, "/reactivations"), json=body).get_json()["code"] == "not_revoked"


@pytest.mark.parametrize("state", ["expired", "revoked", "suspended"])
def test_what_only_an_active_link_can_do_is_told(
    logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer, state: str
) -> None:
    if state == "expired":
        expire(link)
    elif state == "revoked":
        logged_in.delete(at(link))
    else:
        logged_in.post("/api/trash", json={"folder_ids": [link["folder_id"]]})
    answers: list[TestResponse] = [logged_in.post(at(link, what)) for what in ("/mails", "/reminders", "/tokens")]
    answers.append(logged_in.put(at(link, "/password"), json={"password": OTHER_PASSWORD, "password_by": "told"}))
    for answer in answers:
        assert (answer.status_code, answer.get_json()["code"]) == (409, f"not_while_{state}")
    run_jobs()
    assert mail_server.mails == []


def test_a_link_of_somebody_deactivated_takes_nobody_in(
    logged_in: FlaskClient, app: Flask, administrator: FlaskClient, user: User, link: dict[str, Any]
) -> None:
    guest = proved(app, link)
    User.update(active=False).where(User.id == user.id).execute()
    assert guest.begin().status_code == 410
    assert administrator.get(at(link)).get_json()["state"] == "suspended"
    assert listed(administrator, "?everyone=true&state=suspended") == [link["id"]]
    assert listed(administrator, "?everyone=true&state=active") == []


# Many at once


def test_each_of_many_has_its_own_outcome(
    logged_in: FlaskClient, folder: str, link: dict[str, Any], mail_server: MailServer
) -> None:
    revoked = share(logged_in, folder, password_by="told", recipients=["b@example.org"])
    logged_in.delete(at(revoked))
    unknown = "00000000-0000-7000-8000-000000000000"
    ids = [revoked["id"], link["id"], unknown, link["id"]]
    answer = logged_in.post("/api/links/bulk", json={"ids": ids, "action": "resend"}).get_json()
    assert [(item["id"], item["done"], item["code"]) for item in answer["items"]] == [
        (revoked["id"], False, "not_while_revoked"), (link["id"], True, None), (unknown, False, "not_found"),
    ]  # fmt: skip
    assert answer["items"][0]["sentence"] == "This link is revoked. Reactivate it first."
    assert answer["items"][1]["sentence"] is None
    run_jobs()
    assert len(mail_server.to("guest@example.org")) == 1


@pytest.mark.parametrize("action", ["revoke", "remind", "renew_token", "extend"])
def test_many_are_done_at_once(logged_in: FlaskClient, folder: str, action: str) -> None:
    ids = [share(logged_in, folder, password_by="told", recipients=[f"g{n}@example.org"])["id"] for n in range(3)]
    body = {"ids": ids, "action": action, **({"expire_date": day(20), "time_zone": ZONE} if action == "extend" else {})}
    items = logged_in.post("/api/links/bulk", json=body).get_json()["items"]
    assert [item["done"] for item in items] == [True] * 3
    wanted = {"revoke": "revoked", "remind": "reminded", "renew_token": "token_renewed", "extend": "extended"}[action]
    assert all(wanted in kinds(logged_in, {"id": link_id}) for link_id in ids)
    if action == "extend":
        assert {row.expire_date for row in Link.select()} == {date.fromisoformat(day(20))}


def test_another_clinician_does_nothing_with_many(
    app: Flask, link: dict[str, Any], other_user: User, mail_server: MailServer
) -> None:
    other = factories.log_in(new_client(app), other_user)
    for action in ("revoke", "resend", "remind", "renew_token"):
        [item] = other.post("/api/links/bulk", json={"ids": [link["id"]], "action": action}).get_json()["items"]
        assert (item["done"], item["code"]) == (False, "not_found")
    run_jobs()
    assert mail_server.mails == []


@pytest.mark.parametrize("body", [
    {"ids": [], "action": "revoke"}, {"action": "revoke"}, {"ids": ["7"], "action": "revoke"},
    {"ids": ["00000000-0000-7000-8000-000000000000"], "action": "explode"},
    {"ids": ["00000000-0000-7000-8000-000000000000"], "action": "extend"},
    {"ids": ["00000000-0000-7000-8000-000000000000"] * 1001, "action": "revoke"},
])  # fmt: skip
def test_a_bad_wish_for_many_is_refused(logged_in: FlaskClient, body: dict[str, Any]) -> None:
    assert logged_in.post("/api/links/bulk", json=body).status_code == 422


# What happens around a link


def test_a_link_follows_its_folder(logged_in: FlaskClient, app: Flask, link: dict[str, Any]) -> None:
    guest = proved(app, link)
    delivery = guest.begin().get_json()
    target = new_folder(logged_in, "Elsewhere")
    moved = logged_in.post(f"/api/folders/{target}/moves", json={"folder_ids": [link["folder_id"]]})
    assert moved.status_code == 200, moved.get_json()
    assert logged_in.get(at(link)).get_json()["state"] == "active"
    assert guest.begin().status_code == 201
    assert str(Delivery.get_by_id(delivery["id"]).folder_id) == link["folder_id"]


def test_a_link_stops_with_its_folder_and_comes_back_with_it(
    logged_in: FlaskClient, app: Flask, link: dict[str, Any]
) -> None:
    guest = proved(app, link)
    logged_in.post("/api/trash", json={"folder_ids": [link["folder_id"]]})
    stopped = guest.begin()
    assert (stopped.status_code, stopped.get_json()["code"]) == (410, "link_revoked")
    logged_in.post("/api/trash/restorations", json={"folder_ids": [link["folder_id"]]})
    assert guest.begin().status_code == 201
