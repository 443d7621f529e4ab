"""One file through the pipeline."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from backend.accounts.models import User
from backend.db import new_id
from backend.documents.models import Document
from backend.folders import service as folders
from backend.folders.models import FolderEntry
from backend.intake import reasons
from backend.intake.policy import Policy
from backend.intake.service import Incoming, take
from backend.storage.models import Blob
from backend.studies.models import Instance
from tests import datasets
from tests.deliveries.conftest import ground, owner  # noqa: F401 - fixtures


def incoming(owner: User, path: Path, name: str | None = None) -> Incoming:  # noqa: F811
    """A whole file as it was received."""
    return Incoming(
        owner_id=owner.id,
        folder_id=folders.root_id(owner.id),
        delivery_id=new_id(),
        path=name or path.name,
        spool=path,
        offset=0,
        length=path.stat().st_size,
        policy=Policy("dicom_and_documents", 10, 1 << 30),
        via="link",
        actor="guest:x",
        sender_name="Practice",
    )


@pytest.mark.parametrize("name", ["report.pdf", "x.exe", "unnamed"])
def test_dicom_is_filed_by_its_uids_whatever_its_name(owner: User, name: str) -> None:  # noqa: F811
    outcome = take(incoming(owner, datasets.real_file("CT_small.dcm"), name))
    assert outcome.state == "filed"
    assert outcome.ref is not None
    assert outcome.ref.startswith("study:")


def test_a_member_in_the_middle_of_a_bundle(owner: User, tmp_path: Path) -> None:  # noqa: F811
    sources = datasets.mr_series()[:3]
    spool = tmp_path / "bundle"
    places = datasets.bundle(sources, spool)
    whole = incoming(owner, spool)
    for place in reversed(places):
        assert take(dataclasses.replace(whole, offset=place[0], length=place[1])).state == "filed"
    assert Instance.select().count() == 3
    assert sorted(blob.size for blob in Blob.select()) == sorted(source.stat().st_size for source in sources)


def test_taking_again_changes_nothing(owner: User, tmp_path: Path) -> None:  # noqa: F811
    """As after a worker's death: the same delivery, the same file."""
    for source in (datasets.real_file("CT_small.dcm"), datasets.write_pdf(tmp_path / "a.pdf")):
        again = incoming(owner, source)
        assert take(again).ref == take(again).ref
    assert (Instance.select().count(), Document.select().count(), FolderEntry.select().count()) == (1, 1, 2)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("DICOMDIR", "dicomdir"), ("CT_small.dcm", None), ("README.txt", None)],
)
def test_what_lies_on_a_cd(owner: User, name: str, reason: str | None) -> None:  # noqa: F811
    assert take(incoming(owner, datasets.real_file(name))).reason == reason


def test_a_broken_copy_is_refused(owner: User, tmp_path: Path) -> None:  # noqa: F811
    cut = datasets.truncated(datasets.real_file("CT_small.dcm"), tmp_path / "cut.dcm", -10_000)
    outcome = take(incoming(owner, cut))
    assert (outcome.state, outcome.reason) == ("refused", "dicom_truncated")
    assert Blob.select().count() == 0


def test_an_object_without_its_uids_is_refused(owner: User, tmp_path: Path) -> None:  # noqa: F811
    edited = datasets.edited(datasets.real_file("CT_small.dcm"), tmp_path / "x.dcm", StudyInstanceUID=None)
    assert take(incoming(owner, edited)).reason == "dicom-without-uid"


def test_a_spool_that_is_too_short_is_no_outcome(owner: User) -> None:  # noqa: F811
    """Nothing is wrong with the sender's file, so nothing is decided."""
    file = datasets.real_file("CT_small.dcm")
    with pytest.raises(OSError, match="shorter"):
        take(dataclasses.replace(incoming(owner, file), length=file.stat().st_size + 1))


def test_every_reason_has_a_sentence() -> None:
    for reason in reasons.Reason:
        text = reasons.sentence(reason)
        assert text
        assert text.endswith(".")
    assert reasons.sentence("something-new-from-a-browser") == "It was left out."
    assert reasons.sentence(None) is None


def test_no_sentence_speaks_of_what_is_elsewhere() -> None:
    for text in reasons.REASON_SENTENCES.values():
        assert "already" not in text or "this delivery" in text


def test_a_policy_is_read_as_it_was_stored() -> None:
    policy = Policy("anything", 5, 6)
    assert Policy.from_json(policy.to_json()) == policy
