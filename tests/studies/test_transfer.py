"""A study in another owner's custody: the same rules as for a delivery."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.db import db, new_id
from backend.storage import service as storage
from backend.studies import transfer
from backend.studies.header import read_header
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Series, Study, StudyAlias
from backend.studies.service import index_instance
from tests import datasets


def bring(owner: User, path: Path) -> Study:
    """File one image by a delivery of its own."""
    size = path.stat().st_size
    blob = storage.keep(path, 0, size, storage.digest(path, 0, size))
    return Study.get_by_id(index_instance(owner.id, read_header(path, 0, size), blob, new_id()).study_id)


def copy(study: Study, owner: User) -> tuple[Study, UUID]:
    """Copy one study; what it has become, and the copy's id."""
    copy_id = new_id()
    with db.atomic():
        became = transfer.copy_studies([Study.get_by_id(study.id)], owner.id, copy_id)
    return Study.get_by_id(became[study.id]), copy_id


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A CT image of a patient whose identity is whole."""
    return datasets.edited(datasets.real_file("CT_small.dcm"), tmp_path / "real.dcm", PatientBirthDate="19700101")


def test_rows_of_their_own_over_the_same_bytes(user: User, other_user: User, real: Path, tmp_path: Path) -> None:
    """Counts, series and conflicts as they were; the original is untouched; a known source for each."""
    source = bring(user, real)
    bring(user, datasets.edited(real, tmp_path / "other.dcm", StudyDescription="Edited"))
    source = Study.get_by_id(source.id)
    copied, copy_id = copy(source, other_user)
    assert (copied.owner_id, copied.variant, copied.patient_name) == (other_user.id, 0, source.patient_name)
    assert (copied.instance_count, copied.series_count, copied.size, copied.conflict_count) == (1, 1, source.size, 1)
    own, theirs = (Instance.get(Instance.study == study.id) for study in (source, copied))
    assert own.blob_id == theirs.blob_id
    assert own.id != theirs.id
    assert Series.get_by_id(theirs.series_id).study_id == copied.id
    assert [row.delivery_id for row in InstanceSource.select().where(InstanceSource.instance == theirs.id)] == [copy_id]
    assert InstanceConflict.select().where(InstanceConflict.instance == theirs.id).count() == 1
    assert Study.select().where(Study.owner == user).count() == 1


def test_twice(user: User, other_user: User, real: Path) -> None:
    """One study, two bringers."""
    source = bring(user, real)
    first, _ = copy(source, other_user)
    second, _ = copy(source, other_user)
    assert first.id == second.id
    assert (second.instance_count, Study.select().where(Study.owner == other_user).count()) == (1, 1)
    assert InstanceSource.select().count() == 3
    assert StudyAlias.select().count() == 0


def test_another_patient(user: User, other_user: User, real: Path, tmp_path: Path) -> None:
    """No joining by UID alone."""
    mine = bring(other_user, datasets.edited(real, tmp_path / "other.dcm", PatientID="other", PatientName="Other"))
    copied, _ = copy(bring(user, real), other_user)
    assert (copied.id != mine.id, copied.variant) == (True, 1)


def test_other_bytes_of_the_same_patient(user: User, other_user: User, real: Path, tmp_path: Path) -> None:
    """The first stay; the copied ones are kept beside."""
    mine = bring(other_user, datasets.edited(real, tmp_path / "other.dcm", StudyDescription="Edited"))
    blob_id = Instance.get(Instance.study == mine.id).blob_id
    source = bring(user, real)
    copied, copy_id = copy(source, other_user)
    assert (copied.id, copied.conflict_count, copied.instance_count) == (mine.id, 1, 1)
    assert Instance.get(Instance.study == mine.id).blob_id == blob_id
    kept = InstanceConflict.get()
    assert (kept.blob_id, kept.delivery_id) == (Instance.get(Instance.study == source.id).blob_id, copy_id)


def test_without_an_identity(user: User, other_user: User, real: Path, tmp_path: Path) -> None:
    """Empty names agree within one delivery only, but the same bytes belong where they are."""
    nameless = datasets.edited(real, tmp_path / "nameless.dcm", PatientID="", PatientName="", PatientBirthDate="")
    source = bring(user, nameless)
    first, _ = copy(source, other_user)
    again, _ = copy(source, other_user)
    assert first.id == again.id
    assert Study.select().where(Study.owner == other_user).count() == 1
