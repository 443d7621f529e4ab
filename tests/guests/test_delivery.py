"""What a guest sends, and how the link's owner hears of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.links.models import Link
from tests import datasets
from tests.guests.steps import Guest
from tests.guests.test_visit import kinds
from tests.links.steps import share
from tests.mail_server import MailServer, run_jobs
from tests.tus import InProcess, Tus, metadata


def send(guest: Guest, *files: Path, announced: int = 0) -> dict[str, Any]:
    """Send files in a delivery of their own, announce some that never come, and ask for the receipt."""
    delivery: dict[str, Any] = guest.begin().get_json()
    one = f"/api/guest/links/{guest.link_id}/deliveries/{delivery['id']}"
    lines = [{"path": f"CD/{file.name}", "size": file.stat().st_size} for file in files]
    lines += [{"path": f"missing/{number}", "size": 9} for number in range(announced)]
    declared = guest.client.post(f"{one}/files", json={"files": lines}).get_json()["items"]
    for line, file in zip(declared, files, strict=False):
        tus = Tus(InProcess(guest.client), f"{one}/uploads")
        content = file.read_bytes()
        answer = tus.post(len(content), metadata(members=str(line["position"])), content)
        assert answer.status == 201, answer.body
    assert guest.client.put(f"{one}/receipt").status_code == 202
    run_jobs()
    return guest.client.get(f"{one}/receipt").get_json()  # type: ignore[no-any-return]


def test_a_delivery_reaches_folder_timeline_and_mail(
    guest: Guest, logged_in: FlaskClient, folder: str, link: dict[str, Any], mail_server: MailServer, tmp_path: Path
) -> None:
    image = datasets.edited(datasets.real_file("CT_small.dcm"), tmp_path / "a.dcm", PatientName="Secret^Patient")
    letter = datasets.write_pdf(tmp_path / "letter.pdf")
    run_jobs()  # the invitation is on its way before anybody comes
    guest.open(link)
    guest.enter()
    receipt = send(guest, image, letter, announced=1)
    assert receipt["received_count"] == 2
    assert receipt["sender_name"] == "guest@example.org"

    content = logged_in.get(f"/api/folders/{folder}/content").get_json()["items"]
    assert {row["kind"] for row in content} == {"study", "document"}
    assert {row["added_via"] for row in content} == {"link"}

    details = logged_in.get(f"/api/links/{link['id']}").get_json()
    assert [event["kind"] for event in details["timeline"]][-3:] == ["delivery_opened", "delivery_closed", "mail_sent"]
    [closed] = [event["detail"] for event in details["timeline"] if event["kind"] == "delivery_closed"]
    assert (closed["number"], closed["received_count"], closed["unsent_count"]) == (receipt["number"], 2, 1)
    assert details["delivery_count"] == 1
    assert details["deliveries"][0]["file_count"] == 2

    [mail] = mail_server.to("ana.weber@clinic.example")
    assert mail.subject == f"Delivery {receipt['number']} has arrived"
    assert "Received: 2 files" in mail.text
    assert "Announced, but never sent: 1 file" in mail.text
    assert f"https://localhost/folders/{folder}" in mail.text
    for word in ("Secret", "Patient", "Referrals", "letter.pdf"):
        assert word not in mail.text + mail.html
    [row] = guest.deliveries().get_json()["items"]
    assert row["state"] == "closed"


def test_a_delivery_that_brought_nothing_makes_no_mail(
    guest: Guest, logged_in: FlaskClient, link: dict[str, Any], mail_server: MailServer
) -> None:
    run_jobs()
    guest.open(link)
    guest.enter()
    send(guest, announced=2)
    assert kinds(logged_in, link)[-1] == "delivery_closed"
    assert mail_server.to("ana.weber@clinic.example") == []


def test_an_owner_who_wants_no_mail_gets_none(
    guest: Guest, link: dict[str, Any], mail_server: MailServer, tmp_path: Path
) -> None:
    Link.update(notify=False).execute()
    guest.open(link)
    guest.enter()
    send(guest, datasets.write_pdf(tmp_path / "letter.pdf"))
    assert mail_server.to("ana.weber@clinic.example") == []


def test_revoking_ends_what_is_being_sent_and_keeps_what_came(
    guest: Guest, logged_in: FlaskClient, link: dict[str, Any], tmp_path: Path
) -> None:
    guest.open(link)
    guest.enter()
    send(guest, datasets.write_pdf(tmp_path / "letter.pdf"))
    delivery = guest.begin().get_json()
    logged_in.delete(f"/api/links/{link['id']}")
    run_jobs()
    rows = logged_in.get(f"/api/links/{link['id']}").get_json()["deliveries"]
    assert [(row["state"], row["file_count"]) for row in rows] == [("closed", 0), ("closed", 1)]
    closed = logged_in.get(f"/api/links/{link['id']}").get_json()["timeline"][-1]
    assert (closed["kind"], closed["detail"]["closed_by"]) == ("delivery_closed", "revoked")
    assert guest.client.get(f"/api/guest/links/{link['id']}/deliveries/{delivery['id']}").status_code == 410


def test_the_delivery_of_another_link_does_not_exist(
    app: Flask, guest: Guest, logged_in: FlaskClient, folder: str, link: dict[str, Any]
) -> None:
    other_link = share(logged_in, folder, recipients=["other@example.org"], password_by="told")
    other = Guest(app)
    other.open(other_link)
    other.enter()
    guest.open(link)
    guest.enter()
    delivery = other.begin().get_json()
    mine = f"/api/guest/links/{guest.link_id}/deliveries/{delivery['id']}"
    theirs = f"/api/guest/links/{other.link_id}/deliveries/{delivery['id']}"
    for path in (mine, f"{mine}/files", f"{mine}/plan", f"{mine}/receipt"):
        assert guest.client.get(path).status_code == 404
    assert guest.client.get(theirs).status_code == 401
    assert guest.deliveries().get_json() == {"items": []}
    assert logged_in.get(f"/api/guest/links/{guest.link_id}/deliveries").status_code == 401


def test_a_delivery_is_under_the_links_policy(guest: Guest, link: dict[str, Any]) -> None:
    guest.open(link)
    guest.enter()
    policy = guest.begin().get_json()["policy"]
    assert policy["accepts"] == "dicom_and_documents"


def test_an_owners_address_that_can_not_be_written_to_holds_up_nothing(
    guest: Guest, logged_in: FlaskClient, user: User, link: dict[str, Any], tmp_path: Path
) -> None:
    User.update(email="admin@localhost").where(User.id == user.id).execute()
    guest.open(link)
    guest.enter()
    assert send(guest, datasets.write_pdf(tmp_path / "letter.pdf"))["received_count"] == 1
    last = logged_in.get(f"/api/links/{link['id']}").get_json()["timeline"][-1]
    assert (last["kind"], last["detail"]["recipient"]) == ("mail_refused", "admin@localhost")
