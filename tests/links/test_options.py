"""More options in the form, the contacts it offers, the QR code, and the reminder that goes out by itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend import config
from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import utcnow
from backend.links import reminders
from backend.links.models import Link
from tests import factories
from tests.conftest import new_client
from tests.guests.steps import Guest
from tests.links.steps import new_folder, post, share
from tests.mail_server import MailServer, run_jobs


@pytest.fixture
def folder(logged_in: FlaskClient) -> str:
    """A folder to share."""
    return new_folder(logged_in)


def test_limits_are_the_installations_unless_chosen(logged_in: FlaskClient, folder: str) -> None:
    settings = config.current()
    assert share(logged_in, folder, password_by="told")["policy"] == {
        "accepts": "dicom_and_documents",
        "files_most": settings.delivery_files_most,
        "bytes_most": settings.delivery_bytes_most,
        "deidentified": False,
    }
    chosen = share(logged_in, folder, password_by="told", accepts="dicom", files_most=3, bytes_most=5000)
    assert chosen["policy"] == {"accepts": "dicom", "files_most": 3, "bytes_most": 5000, "deidentified": False}


def test_an_operator_sets_what_is_accepted_by_default(logged_in: FlaskClient, folder: str) -> None:
    config.use(replace(config.current(), link_accepts="anything"))
    assert share(logged_in, folder, password_by="told")["policy"]["accepts"] == "anything"
    assert logged_in.get("/api/installation").get_json()["link_accepts_default"] == "anything"


def test_an_unknown_default_stops_the_start(settings: config.Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FILMJACKET_LINK_ACCEPTS", "everything")
    with pytest.raises(config.ConfigurationError, match="FILMJACKET_LINK_ACCEPTS"):
        config.load_settings()


@pytest.mark.parametrize(
    ("field", "value"),
    [("accepts", "pictures"), ("files_most", 0), ("files_most", 50_001), ("bytes_most", 1 << 40), ("notify", "maybe")],
)
def test_a_bad_option_is_told_at_its_field(logged_in: FlaskClient, folder: str, field: str, value: Any) -> None:
    answer = post(logged_in, folder, **{field: value})
    assert answer.status_code == 422
    assert set(answer.get_json()["errors"]) == {field}
    assert Link.select().count() == 0


def test_the_guest_is_held_to_the_limits(logged_in: FlaskClient, app: Flask, folder: str) -> None:
    link = share(logged_in, folder, password_by="told", files_most=1)
    guest = Guest(app)
    guest.open(link)
    guest.enter()
    assert guest.visit().get_json()["policy"]["files_most"] == 1
    at = f"/api/guest/links/{link['id']}/deliveries/{guest.begin().get_json()['id']}/files"
    files = [{"path": f"{n}.dcm", "size": 1} for n in range(2)]
    assert guest.client.post(at, json={"files": files}).status_code in (409, 413, 422)
    assert guest.client.post(at, json={"files": files[:1]}).status_code == 200


# Letting the recipient see the folder


def test_a_guest_sees_nothing_unless_it_is_ticked(logged_in: FlaskClient, app: Flask, folder: str) -> None:
    plain = share(logged_in, folder, password_by="told")
    assert (plain["may_see"], plain["may_download"]) == (False, False)
    open_ = share(logged_in, folder, password_by="told", may_see=True)
    assert (open_["may_see"], open_["may_download"]) == (True, False)
    answers = [Guest(app).open(link) for link in (plain, open_)]
    assert [(answer["may_see"], answer["may_download"]) for answer in answers] == [(False, False), (True, False)]


def test_letting_see_is_changed_later(logged_in: FlaskClient, folder: str) -> None:
    link = share(logged_in, folder, password_by="told")
    at = f"/api/links/{link['id']}"
    refused = logged_in.patch(at, json={"may_download": True})
    assert refused.status_code == 422
    assert set(refused.get_json()["errors"]) == {"may_download"}
    both = logged_in.patch(at, json={"may_see": True, "may_download": True}).get_json()
    assert (both["may_see"], both["may_download"]) == (True, True)
    assert both["timeline"][-1]["detail"]["fields"] == ["may_download", "may_see"]
    neither = logged_in.patch(at, json={"may_see": False}).get_json()
    assert (neither["may_see"], neither["may_download"]) == (False, False)
    changed = AuditEvent.select().where(AuditEvent.action == "link:changed").order_by(AuditEvent.id)
    assert [event.detail for event in changed] == [{"fields": ["may_download", "may_see"]}] * 2


# Contacts


def offered(client: FlaskClient, query: str) -> list[str]:
    """The addresses that the form offers."""
    return [contact["address"] for contact in client.get(f"/api/contacts{query}").get_json()["items"]]


def test_recipients_are_offered_again(logged_in: FlaskClient, app: Flask, folder: str, other_user: User) -> None:
    assert post(logged_in, folder, recipients=["ann@example.org", "ben@praxis.example"]).status_code == 201
    assert post(logged_in, folder, recipients=["ANN@example.org"]).status_code == 201
    assert offered(logged_in, "?q=example") == ["ANN@example.org", "ben@praxis.example"]
    assert offered(logged_in, "?q=prax") == ["ben@praxis.example"]
    assert offered(logged_in, "?q=%25") == []
    assert offered(logged_in, "") == offered(logged_in, "?q=") == ["ANN@example.org", "ben@praxis.example"]
    assert offered(factories.log_in(new_client(app), other_user), "?q=example") == []


def test_a_mistyped_one_is_forgotten(logged_in: FlaskClient, app: Flask, folder: str, other_user: User) -> None:
    assert post(logged_in, folder, recipients=["ann@exmaple.org", "ben@praxis.example"]).status_code == 201
    (mistyped,) = logged_in.get("/api/contacts?q=exmaple").get_json()["items"]
    at = f"/api/contacts/{mistyped['id']}"
    assert factories.log_in(new_client(app), other_user).delete(at).status_code == 404
    assert logged_in.delete(at).status_code == 204
    assert offered(logged_in, "") == ["ben@praxis.example"]
    assert logged_in.delete(at).status_code == 404
    # The link that went there is as it was, and one more makes it known again
    assert len(logged_in.get("/api/links").get_json()["items"]) == 2
    assert post(logged_in, folder, recipients=["ann@exmaple.org"]).status_code == 201
    assert offered(logged_in, "") == ["ann@exmaple.org", "ben@praxis.example"]


def test_at_most_ten_are_offered(logged_in: FlaskClient, folder: str) -> None:
    post(logged_in, folder, password_by="told", recipients=[f"g{n}@example.org" for n in range(12)])
    assert len(logged_in.get("/api/contacts?q=g").get_json()["items"]) == 10


# QR and print


def test_the_qr_code_is_the_links_address(logged_in: FlaskClient, folder: str) -> None:
    import segno

    link = share(logged_in, folder, password_by="told")
    answer = logged_in.get(f"/api/links/{link['id']}/qr")
    assert answer.content_type == "image/svg+xml"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    expected = segno.make_qr(link["url"], error="m").svg_inline(border=4, dark="#000", light="#fff")
    path = expected.partition(' d="')[2]
    assert path
    assert path.partition("</svg>")[0] in answer.get_data(as_text=True)
    assert link["url"] not in answer.get_data(as_text=True)


def test_printing_is_recorded(logged_in: FlaskClient, folder: str) -> None:
    link = share(logged_in, folder, password_by="told")
    assert logged_in.post(f"/api/links/{link['id']}/printings", json={"with_password": True}).status_code == 204
    last = logged_in.get(f"/api/links/{link['id']}").get_json()["timeline"][-1]
    assert (last["kind"], last["detail"]["with_password"]) == ("printed", True)
    [event] = AuditEvent.select().where(AuditEvent.action == "link:printed")
    assert event.detail == {"with_password": True}


# The reminder


def soon(link: dict[str, Any], *, age: int = 10, left: int = 2) -> None:
    now = utcnow()
    Link.update(created_at=now - timedelta(days=age), expires_at=now + timedelta(days=left)).where(
        Link.id == link["id"]
    ).execute()


@pytest.fixture
def link(logged_in: FlaskClient, folder: str, mail_server: MailServer) -> dict[str, Any]:
    """A link that has gone out, and is about to expire."""
    made = share(logged_in, folder, password_by="told")
    run_jobs()
    mail_server.mails.clear()
    soon(made)
    return made


def test_a_guest_is_reminded_once(logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer) -> None:
    assert [reminders.sweep(), reminders.sweep()] == [1, 0]
    run_jobs()
    [mail] = mail_server.mails
    assert mail.recipients == ["guest@example.org"]
    assert mail.subject.startswith("Reminder: ")
    assert link["url"] in mail.text
    [event] = AuditEvent.select().where(AuditEvent.action == "link:reminded")
    assert event.actor == "system:links"


def test_after_another_last_day_a_guest_may_be_reminded_anew(logged_in: FlaskClient, link: dict[str, Any]) -> None:
    assert reminders.sweep() == 1
    later = (utcnow() + timedelta(days=30)).date().isoformat()
    assert logged_in.patch(f"/api/links/{link['id']}", json={"expire_date": later}).status_code == 200
    assert reminders.sweep() == 0
    soon(link)
    assert reminders.sweep() == 1


@pytest.mark.parametrize("why", ["opted out", "young", "far", "expired", "revoked", "trashed", "sent", "by hand"])
def test_nobody_is_reminded_without_need(
    logged_in: FlaskClient, app: Flask, link: dict[str, Any], mail_server: MailServer, why: str
) -> None:
    at = f"/api/links/{link['id']}"
    if why == "opted out":
        assert logged_in.patch(at, json={"remind": False}).status_code == 200
    elif why == "young":
        soon(link, age=1)
    elif why == "far":
        soon(link, left=5)
    elif why == "expired":
        soon(link, left=-1)
    elif why == "revoked":
        logged_in.delete(at)
    elif why == "trashed":
        logged_in.post("/api/trash", json={"folder_ids": [link["folder_id"]]})
    elif why == "sent":
        guest = Guest(app)
        guest.open(link)
        guest.enter()
        assert guest.begin().status_code == 201
    else:
        logged_in.post(f"{at}/reminders")
    assert reminders.sweep() == 0


def test_a_full_mailbox_is_reminded_later(link: dict[str, Any], mail_server: MailServer) -> None:
    config.use(replace(config.current(), recipient_mails_most=1))
    assert reminders.sweep() == 0
    config.use(replace(config.current(), recipient_mails_most=50))
    assert reminders.sweep() == 1
