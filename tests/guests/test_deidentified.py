"""Links whose page takes out who the patient is before it sends."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.audit.models import AuditEvent
from tests import datasets
from tests.guests.steps import Guest
from tests.guests.test_delivery import send
from tests.links.steps import post, share


def proved(guest: Guest, link: dict[str, Any]) -> Guest:
    guest.open(link)
    assert guest.enter().status_code == 200
    return guest


@pytest.fixture
def link(logged_in: FlaskClient, folder: str) -> dict[str, Any]:
    """A link that wants nobody named."""
    return share(logged_in, folder, password_by="told", accepts="dicom", deidentified=True)


def test_only_what_says_that_nobody_is_named_is_taken(guest: Guest, link: dict[str, Any], tmp_path: Path) -> None:
    original = datasets.real_file("CT_small.dcm")
    cleaned = datasets.edited(
        original, tmp_path / "1.dcm", PatientName="DEID-1", PatientID="DEID-1", PatientIdentityRemoved="YES"
    )
    halfway = datasets.edited(original, tmp_path / "2.dcm", PatientIdentityRemoved="NO")
    receipt = send(proved(guest, link), original, cleaned, halfway)
    assert [study["PatientID"] for study in receipt["studies"]] == ["DEID-1"]
    assert [(file["path"], file["reason"]) for file in receipt["refused"]] == [
        ("CD/CT_small.dcm", "not_deidentified"),
        ("CD/2.dcm", "not_deidentified"),
    ]


def test_each_link_has_a_key_of_its_own_that_only_a_proven_guest_gets(
    guest: Guest, logged_in: FlaskClient, folder: str, link: dict[str, Any]
) -> None:
    assert guest.open(link)["deidentification_key"] is None
    guest.enter()
    key = guest.visit().get_json()["deidentification_key"]
    assert len(key) == 43
    assert guest.visit().get_json()["deidentification_key"] == key
    other = share(logged_in, folder, password_by="told", accepts="dicom", deidentified=True)
    assert proved(guest, other).visit().get_json()["deidentification_key"] not in (None, key)
    plain = share(logged_in, folder, password_by="told")
    assert proved(guest, plain).visit().get_json()["deidentification_key"] is None
    assert key not in "".join(str(event.detail) for event in AuditEvent.select())


@pytest.mark.parametrize(
    "wish", [{"accepts": "anything"}, {"accepts": "dicom_and_documents"}, {"expected_patient": {"patient_id": "1"}}]
)
def test_what_would_name_the_patient_after_all_is_refused(
    logged_in: FlaskClient, folder: str, link: dict[str, Any], wish: dict[str, Any]
) -> None:
    answer = post(logged_in, folder, **{"accepts": "dicom", "deidentified": True, **wish})
    assert (answer.status_code, list(answer.get_json()["errors"])) == (422, ["deidentified"])
    assert logged_in.patch(f"/api/links/{link['id']}", json=wish).status_code == 422
    assert logged_in.patch(f"/api/links/{link['id']}", json={"deidentified": False, **wish}).status_code == 200


def test_the_page_is_told_in_the_policy(guest: Guest, logged_in: FlaskClient, link: dict[str, Any]) -> None:
    assert proved(guest, link).visit().get_json()["policy"]["deidentified"] is True
    assert guest.begin().get_json()["policy"]["deidentified"] is True
    assert logged_in.get(f"/api/links/{link['id']}").get_json()["policy"]["deidentified"] is True
