"""What is in the ZIP, and that it is what was promised."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any
from uuid import UUID

import pydicom
import pytest
from flask.testing import FlaskClient
from pydicom.fileset import FileSet

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import new_id, utcnow
from backend.downloads.models import Download
from backend.folders import grants
from backend.folders import service as folders
from backend.folders.models import FolderEntry
from backend.intake import service as intake
from backend.storage import service as storage
from backend.storage.port import BlobMissing
from backend.studies.models import Instance, Study
from tests import datasets, factories
from tests.viewing.conftest import POLICY


def file_into(owner: User, folder_id: UUID, paths: list[Path]) -> None:
    """Files them into the folder as one delivery."""
    delivery_id = new_id()
    for path in paths:
        outcome = intake.take(
            intake.Incoming(
                owner_id=owner.id,
                folder_id=folder_id,
                delivery_id=delivery_id,
                path=path.name,
                spool=path,
                offset=0,
                length=path.stat().st_size,
                policy=POLICY,
                via="upload",
                actor=f"user:{owner.id}",
                sender_name=owner.name,
            )
        )
        assert outcome.ref is not None, outcome.reason


def folder(owner: User, name: str, parent_id: UUID | None = None) -> UUID:
    """A new folder of the owner's."""
    made = folders.create(factories.principal(owner), parent_id or folders.root_id(owner.id), name)
    return UUID(str(made["id"]))


def fetch(browser: FlaskClient, **selection: Any) -> tuple[dict[str, Any], bytes]:
    """The ticket, and the bytes that it stands for."""
    body = {key: [str(one) for one in ids] for key, ids in selection.items()}
    asked = browser.post("/api/downloads", json=body)
    assert asked.status_code == 201, asked.get_json()
    ticket = asked.get_json()
    answer = browser.get(ticket["url"])
    assert answer.status_code == 200
    content = answer.get_data()
    assert answer.content_length == len(content) == ticket["size"]
    return ticket, content


def unpacked(content: bytes, target: Path) -> list[str]:
    """Unpacks it; every checksum is right. Returns the paths."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        archive.extractall(target)
        return archive.namelist()


def test_the_tree_is_kept_with_its_empty_folders(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    top = folder(user, "Müller: 2026?")
    folder(user, "leer", top)
    inner = folder(user, "患者", top)
    file_into(user, inner, [datasets.write_pdf(tmp_path / "Brief Ä.pdf")])

    ticket, content = fetch(logged_in, folder_ids=[top])

    assert ticket["name"] == "Müller_ 2026_.zip"
    assert sorted(unpacked(content, tmp_path / "out")) == ["Müller_ 2026_/leer/", "Müller_ 2026_/患者/Brief Ä.pdf"]


def test_pydicom_finds_every_image_by_the_dicomdir(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    first, second = folder(user, "Größe 患者"), folder(user, "Besprechung")
    file_into(user, first, datasets.write_study(tmp_path / "a", "a", slices=5, PatientName="Weber^Ana", PatientID="1"))
    file_into(user, second, datasets.write_study(tmp_path / "b", "b", slices=3, PatientName="X^Y", PatientID=""))
    file_into(user, second, [datasets.real_file("reportsi.dcm"), datasets.real_file("CT_small.dcm")])
    out = tmp_path / "out"

    ticket, content = fetch(logged_in, folder_ids=[first, second])
    names = unpacked(content, out)

    found = FileSet(out / "DICOMDIR")
    assert {instance.SOPInstanceUID for instance in found} == {row.sop_instance_uid for row in Instance.select()}
    assert {Path(instance.path).relative_to(out).as_posix() for instance in found} == set(names) - {"DICOMDIR"}
    for instance in found:
        assert pydicom.dcmread(instance.path).SOPInstanceUID == instance.SOPInstanceUID
    assert ticket["files"] == len(names) - 1 == 10


def test_a_study_in_two_folders_is_in_both_and_named_once(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    first, second = folder(user, "One"), folder(user, "Two")
    file_into(user, first, datasets.write_study(tmp_path / "a", "a", slices=2))
    folders.add_studies(factories.principal(user), second, [Study.get().id])

    _, content = fetch(logged_in, folder_ids=[first, second])
    names = unpacked(content, tmp_path / "out")

    assert [name.split("/")[0] for name in names] == ["DICOMDIR", "One", "One", "Two", "Two"]
    assert len(list(FileSet(tmp_path / "out" / "DICOMDIR"))) == 2


def test_an_entry_alone_lies_at_the_top(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    file_into(user, folder(user, "In"), datasets.write_study(tmp_path / "a", "a", slices=1, PatientName="Weber^Ana"))

    ticket, content = fetch(logged_in, entry_ids=[FolderEntry.get().id])

    assert ticket["name"] == "Weber Ana.zip"
    assert all(name.startswith("Weber Ana") for name in unpacked(content, tmp_path / "out") if name != "DICOMDIR")


def test_who_takes_what_is_recorded_and_looking_is_not(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    top = folder(user, "In")
    file_into(user, top, [datasets.real_file("CT_small.dcm"), datasets.write_pdf(tmp_path / "letter.pdf")])
    ticket = logged_in.post("/api/downloads", json={"folder_ids": [str(top)]}).get_json()

    looked = logged_in.head(ticket["url"])

    assert (looked.status_code, looked.content_length, looked.get_data()) == (200, ticket["size"], b"")
    assert not AuditEvent.select().where(AuditEvent.action.contains("download")).exists()
    logged_in.get(ticket["url"]).get_data()
    actions = [row.action for row in AuditEvent.select().where(AuditEvent.action.contains("download"))]
    assert sorted(actions) == ["document:downloaded", "download:sent", "study:downloaded"]


def test_a_ticket_gives_no_right(logged_in: FlaskClient, user: User) -> None:
    top = folder(user, "In")
    url = logged_in.post("/api/downloads", json={"folder_ids": [str(top)]}).get_json()["url"]
    logged_in.post("/api/trash", json={"folder_ids": [str(top)]})

    assert logged_in.get(url).status_code == 404


def test_a_colleague_takes_what_is_shared_and_only_as_long_as_it_is(
    client: FlaskClient, user: User, other_user: User, tmp_path: Path
) -> None:
    owner, top = factories.principal(user), folder(user, "Shared")
    file_into(user, top, [datasets.real_file("CT_small.dcm")])
    file_into(user, folder(user, "Own"), [datasets.write_pdf(tmp_path / "own.pdf")])
    grant = grants.put(owner, top, other_user.email, "view", None, "Europe/Berlin")
    browser = factories.log_in(client, other_user)

    ticket, content = fetch(browser, folder_ids=[top])

    assert len(unpacked(content, tmp_path / "out")) == 2
    assert browser.post("/api/downloads", json={"folder_ids": [str(folders.root_id(user.id))]}).status_code == 404
    grants.end(owner, top, grant["id"])
    assert browser.get(ticket["url"]).status_code == 404


def test_a_ticket_ends(logged_in: FlaskClient, user: User) -> None:
    url = logged_in.post("/api/downloads", json={"folder_ids": [str(folder(user, "In"))]}).get_json()["url"]
    Download.update(expires_at=utcnow()).execute()

    assert logged_in.get(url).get_json()["code"] == "download_expired"


def test_nothing_chosen_is_said(logged_in: FlaskClient) -> None:
    assert logged_in.post("/api/downloads", json={}).status_code == 422


def test_bytes_that_are_gone_break_the_answer_off(logged_in: FlaskClient, user: User) -> None:
    top = folder(user, "In")
    file_into(user, top, [datasets.real_file("CT_small.dcm")])
    url = logged_in.post("/api/downloads", json={"folder_ids": [str(top)]}).get_json()["url"]
    storage.store().delete(Instance.get().blob.key)

    with pytest.raises(BlobMissing):
        logged_in.get(url).get_data()
