"""How far a link is, from its mail to its delivery's receipt."""

from __future__ import annotations

import os
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.db import utcnow
from backend.deliveries.models import Delivery
from backend.links import stalls
from backend.uploads import service as uploads
from backend.uploads.models import Upload
from tests.guests.steps import Guest, newest_code
from tests.links.steps import new_folder, share
from tests.mail_server import MailServer, run_jobs

TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def link(logged_in: FlaskClient) -> dict[str, Any]:
    """A link with two-factor authentication, just made."""
    return share(logged_in, new_folder(logged_in), two_factor=True, password_by="told")


def reached(client: FlaskClient, link: dict[str, Any]) -> tuple[str, int | None]:
    """Stage and per cent, in the list and in the details alike."""
    [item] = client.get("/api/links").get_json()["items"]
    details = client.get(f"/api/links/{link['id']}").get_json()
    assert (item["stage"], item["percent"]) == (details["stage"], details["percent"])
    return item["stage"], item["percent"]


def timeline(client: FlaskClient, link: dict[str, Any]) -> list[dict[str, Any]]:
    """The link's life."""
    return client.get(f"/api/links/{link['id']}").get_json()["timeline"]  # type: ignore[no-any-return]


def send(guest: Guest, delivery: dict[str, Any], declared: int, sent: bytes) -> str:
    """Declare a text file of so many bytes, and send these; returns the upload's address."""
    at = f"/api/guest/links/{guest.link_id}/deliveries/{delivery['id']}"
    guest.client.post(f"{at}/files", json={"files": [{"path": "letter.txt", "size": declared}]})
    metadata = {"Upload-Metadata": "members MA=="}  # "0"
    created = guest.client.post(f"{at}/uploads", headers={**TUS, **metadata, "Upload-Length": str(declared)})
    assert created.status_code == 201, created.get_json()
    headers = {**TUS, "Upload-Offset": "0", "Content-Type": "application/offset+octet-stream"}
    assert guest.client.patch(created.headers["Location"], data=sent, headers=headers).status_code == 204
    return str(created.headers["Location"])


def test_a_links_whole_life(logged_in: FlaskClient, app: Flask, link: dict[str, Any], mail_server: MailServer) -> None:
    assert reached(logged_in, link) == ("queued", None)
    run_jobs()
    assert reached(logged_in, link) == ("sent", None)
    guest = Guest(app)
    guest.open(link)
    assert reached(logged_in, link) == ("opened", None)
    guest.enter()
    assert reached(logged_in, link) == ("password", None)
    guest.enter_code(newest_code(mail_server))
    assert reached(logged_in, link) == ("code", None)
    delivery = guest.begin().get_json()
    assert reached(logged_in, link) == ("uploading", 0)
    upload = send(guest, delivery, 50, b"x" * 31)
    assert reached(logged_in, link) == ("uploading", 62)

    long_ago = utcnow() - timedelta(hours=1)
    Delivery.update(active_at=long_ago).execute()
    Upload.update(created_at=long_ago).execute()
    spool = uploads.spool_path(Upload.get().id)
    os.utime(spool, (spool.stat().st_atime - 3600, spool.stat().st_mtime - 3600))
    assert reached(logged_in, link) == ("stalled", 62)
    [row] = logged_in.get(f"/api/links/{link['id']}").get_json()["deliveries"]
    assert (row["percent"], row["stalled"]) == (62, True)

    assert stalls.sweep() == 0
    Delivery.update(active_at=utcnow() - timedelta(hours=3)).execute()
    Upload.update(created_at=utcnow() - timedelta(hours=3)).execute()
    os.utime(spool, (spool.stat().st_atime - 7200, spool.stat().st_mtime - 7200))
    mail_server.mails.clear()
    assert [stalls.sweep(), stalls.sweep()] == [1, 0]
    run_jobs()
    [mail] = mail_server.mails
    assert mail.subject == "Your upload to St. Example's Hospital stopped at 62%"
    assert link["url"] in mail.text
    assert "24 hours" in mail.text
    stalled = [event for event in timeline(logged_in, link) if event["kind"] == "stalled"]
    assert [(event["detail"]["percent"], event["detail"]["number"]) for event in stalled] == [(62, delivery["number"])]

    headers = {**TUS, "Upload-Offset": "31", "Content-Type": "application/offset+octet-stream"}
    assert guest.client.patch(upload, data=b"y" * 19, headers=headers).status_code == 204
    at = f"/api/guest/links/{guest.link_id}/deliveries/{delivery['id']}"
    assert guest.client.put(f"{at}/receipt").status_code == 202
    run_jobs()
    assert reached(logged_in, link) == ("complete", None)
    [row] = logged_in.get(f"/api/links/{link['id']}").get_json()["deliveries"]
    assert (row["percent"], row["stalled"], row["state"]) == (None, False, "closed")


def test_a_refused_mail_is_told_in_the_servers_words(
    logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer
) -> None:
    mail_server.answers_to["guest@example.org"] = "550 5.1.1 No such user here"
    run_jobs()
    assert reached(logged_in, link) == ("refused", None)
    mails = logged_in.get(f"/api/links/{link['id']}").get_json()["mails"]
    assert [(mail["kind"], mail["state"], mail["answer"]) for mail in mails] == [
        ("upload_link_only", "refused", "550 5.1.1 No such user here"),
        ("undelivered", "sent", "250 2.0.0 Ok: queued as 1"),
    ]
    mail_server.answers_to.clear()
    logged_in.post(f"/api/links/{link['id']}/mails")
    run_jobs()
    assert reached(logged_in, link) == ("sent", None)


def test_what_its_owner_ended_is_incomplete(
    logged_in: FlaskClient, app: Flask, link: dict[str, Any], mail_server: MailServer
) -> None:
    guest = Guest(app)
    guest.open(link)
    guest.enter()
    guest.enter_code(newest_code(mail_server))
    guest.begin()
    logged_in.delete(f"/api/links/{link['id']}")
    run_jobs()
    assert reached(logged_in, link) == ("incomplete", None)
