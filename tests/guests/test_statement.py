"""What the page asks whoever sends, and whom a link expects."""

from __future__ import annotations

from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.audit.models import AuditEvent
from backend.guests import budgets
from backend.links.models import Link
from tests import datasets
from tests.guests.steps import Guest
from tests.guests.test_delivery import send
from tests.links.steps import post, share
from tests.mail_server import MailServer, run_jobs

PATIENT = {"name": "Compressed Samples CT1", "birth_date": "1971-02-03"}


def proved(guest: Guest, link: dict[str, Any]) -> Guest:
    guest.open(link)
    assert guest.enter().status_code == 200
    return guest


def one(guest: Guest, delivery: dict[str, Any]) -> str:
    return f"/api/guest/links/{guest.link_id}/deliveries/{delivery['id']}"


STATEMENT = {
    "name": "Practice Dr. Else",
    "note": "The second CD follows.\nGreetings",
    "answers": [{"question": "gaps", "subject": "MR head, series 4", "answer": "send_anyway"}],
}


def test_what_the_sender_says_is_in_the_receipt_on_both_sides(
    guest: Guest, logged_in: FlaskClient, link: dict[str, Any]
) -> None:
    proved(guest, link)
    delivery = guest.begin().get_json()
    at = one(guest, delivery)
    assert guest.client.put(f"{at}/statement", json={"name": "Nobody"}).status_code == 204
    assert guest.client.put(f"{at}/statement", json=STATEMENT).status_code == 204
    assert guest.deliveries().get_json()["items"][0]["statement"] == STATEMENT
    guest.client.put(f"{at}/receipt")
    run_jobs()
    assert guest.client.get(f"{at}/receipt").get_json()["statement"] == STATEMENT
    seen = logged_in.get(f"/api/deliveries/{delivery['id']}/receipt").get_json()
    assert seen["statement"] == STATEMENT
    closed = guest.client.put(f"{at}/statement", json=STATEMENT)
    assert (closed.status_code, closed.get_json()["code"]) == (410, "delivery_closed")


def test_a_delivery_of_which_nothing_is_said_has_no_statement(guest: Guest, link: dict[str, Any]) -> None:
    assert send(proved(guest, link), announced=1)["statement"] is None


@pytest.mark.parametrize(
    "body",
    [
        {"name": "x" * 121},
        {"note": "x" * 1001},
        {"note": "nul\0"},
        {"answers": [{"question": "why", "answer": "send_anyway"}]},
        {"answers": [{"question": "gaps", "answer": "because"}]},
        {"answers": [{"question": "gaps", "answer": "send_anyway"}] * 201},
        {"other": "x"},
    ],
)
def test_a_bad_statement_is_refused(guest: Guest, link: dict[str, Any], body: dict[str, Any]) -> None:
    at = one(proved(guest, link), guest.begin().get_json())
    assert guest.client.put(f"{at}/statement", json=body).status_code == 422


def test_the_page_is_told_what_to_ask(guest: Guest, logged_in: FlaskClient, folder: str) -> None:
    link = share(logged_in, folder, password_by="told", ask_name=True, ask_note=True, expected_patient=PATIENT)
    before = guest.open(link)
    assert (before["ask_name"], before["ask_note"], before["expects_patient"]) == (True, True, False)
    guest.enter()
    assert guest.visit().get_json()["expects_patient"] is True
    logged_in.patch(f"/api/links/{link['id']}", json={"ask_name": False, "expected_patient": None})
    after = guest.visit().get_json()
    assert (after["ask_name"], after["ask_note"], after["expects_patient"]) == (False, True, False)


def test_the_expected_patient_is_named_to_nobody_but_the_owner(
    guest: Guest, logged_in: FlaskClient, folder: str, mail_server: MailServer
) -> None:
    link = share(logged_in, folder, expected_patient=PATIENT)
    assert link["expected_patient"] == {"name": "Compressed Samples CT1", "birth_date": "19710203"}
    proved(guest, link)
    delivery = guest.begin().get_json()
    answers = [guest.visit(), guest.deliveries(), guest.client.get(one(guest, delivery))]
    run_jobs()
    texts = [answer.get_data(as_text=True) for answer in answers] + [
        mail.text + mail.html for mail in mail_server.mails
    ]
    texts += [str(event.detail) for event in AuditEvent.select()]
    assert not any("Compressed" in text or "19710203" in text for text in texts)


def test_the_page_asks_whether_it_is_the_patient(guest: Guest, logged_in: FlaskClient, folder: str) -> None:
    link = share(logged_in, folder, password_by="told", expected_patient=PATIENT)
    proved(guest, link)
    patients = [
        {"PatientName": "CompressedSamples^CT1", "PatientBirthDate": "19710203"},
        {"PatientName": "Samples^CT1^Compressed", "PatientBirthDate": "19710203"},
        {"PatientName": "Samples^CT1^Compressed", "PatientBirthDate": "19710204"},
        {},
    ]
    at = f"/api/guest/links/{link['id']}/patient-checks"
    assert guest.client.post(at, json={"patients": patients}).get_json() == {"items": [False, True, False, False]}


def test_anybody_is_expected_if_nobody_in_particular_is(guest: Guest, link: dict[str, Any]) -> None:
    proved(guest, link)
    at = f"/api/guest/links/{link['id']}/patient-checks"
    assert guest.client.post(at, json={"patients": [{"PatientID": "1"}]}).get_json() == {"items": [True]}


def test_nobody_finds_out_by_trying(
    guest: Guest, logged_in: FlaskClient, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(budgets, "PATIENTS_FREE", 3)
    link = share(logged_in, folder, password_by="told", expected_patient={"patient_id": "77"})
    proved(guest, link)
    at = f"/api/guest/links/{link['id']}/patient-checks"
    right = guest.client.post(at, json={"patients": [{"PatientID": "77"}] * 10})
    assert right.status_code == 200
    assert guest.client.post(at, json={"patients": [{"PatientID": str(n)} for n in range(3)]}).status_code == 200
    assert guest.client.post(at, json={"patients": [{"PatientID": "4"}]}).status_code == 429


def test_another_patient_is_marked_in_the_receipt(guest: Guest, logged_in: FlaskClient, folder: str) -> None:
    file = datasets.real_file("CT_small.dcm")
    link = share(logged_in, folder, password_by="told", expected_patient={"patient_id": "1CT1"})
    assert [study["is_expected_patient"] for study in send(proved(guest, link), file)["studies"]] == [True]
    logged_in.patch(f"/api/links/{link['id']}", json={"expected_patient": {"patient_id": "2"}})
    assert [study["is_expected_patient"] for study in send(guest, file)["studies"]] == [False]
    logged_in.patch(f"/api/links/{link['id']}", json={"expected_patient": {}})
    assert [study["is_expected_patient"] for study in send(guest, file)["studies"]] == [None]


@pytest.mark.parametrize(
    "patient", [{"name": "x" * 121}, {"birth_date": "3 February"}, {"birth_date": "197102"}, {"sex": "F"}]
)
def test_a_bad_expected_patient_is_refused(logged_in: FlaskClient, folder: str, patient: dict[str, str]) -> None:
    assert post(logged_in, folder, expected_patient=patient).status_code == 422
    assert Link.select().count() == 0
