"""Filing real objects: counts, columns, order, conflicts, receipts. Both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import peewee
import pytest

from backend import db
from backend.accounts.models import User
from backend.db import new_id, search_key
from backend.studies.attributes import ATTRIBUTES, Level
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Series, Study
from backend.studies.service import IndexOutcome
from tests import datasets
from tests.studies.conftest import Filing, new_owner

FilingFor = Callable[[User], Filing]
PATIENT = {"PatientID": "4711", "PatientName": "Doe^Jane", "PatientBirthDate": "19700101"}


def test_the_table_of_attributes_fits_the_database() -> None:
    models = {Level.PATIENT: Study, Level.STUDY: Study, Level.SERIES: Series, Level.INSTANCE: Instance}
    for attribute in ATTRIBUTES:
        field = models[attribute.level]._meta.fields.get(attribute.column)
        assert (field is not None) == attribute.stored, attribute.keyword
        assert getattr(field, "max_length", None) == attribute.limit or not attribute.stored, attribute.keyword


def test_a_real_series_is_filed_as_one_study(owner: User, file_for: FilingFor, tmp_path: Path) -> None:
    files = datasets.write_study(tmp_path, "one", PatientName="Müller^Jürgen", StudyDescription="Schädel")
    delivery = new_id()

    outcomes = [file_for(owner)(file, delivery) for file in files]

    assert {outcome.kind for outcome in outcomes} == {"new"}
    study = Study.get()
    assert {outcome.study_id for outcome in outcomes} == {study.id}
    assert (study.owner.id, study.variant, study.patient_name) == (owner.id, 0, "Müller^Jürgen")
    assert (study.series_count, study.instance_count, study.modalities_in_study) == (1, 20, "MR")
    assert study.size == sum(file.stat().st_size for file in files)
    assert study.name_search == search_key("Müller^Jürgen") == "muller^jurgen"
    assert Series.get().instance_count == 20
    in_order = Instance.select().order_by(Instance.position)
    assert [instance.sop_instance_uid for instance in in_order] in (
        [datasets.uid("one", "instance", f"brain_{number:03}.dcm") for number in numbers]
        for numbers in (range(1, 21), range(20, 0, -1))
    )


def test_every_real_file_that_can_be_read_can_be_filed(owner: User, file_for: FilingFor) -> None:
    from tests.studies.test_header_real_files import READABLE

    delivery = new_id()
    outcomes = [file_for(owner)(file, delivery) for file in READABLE]

    kinds = {kind: sum(outcome.kind == kind for outcome in outcomes) for kind in ("new", "same", "conflict")}
    assert kinds["new"] == Instance.select().count() > 100
    assert kinds["conflict"] >= InstanceConflict.select().count() > 0
    assert_counts_are_right()


def assert_counts_are_right() -> None:
    for study in Study.select():
        instances = list(Instance.select().where(Instance.study == study))
        series = list(Series.select().where(Series.study == study))
        assert study.instance_count == len(instances)
        assert study.size == sum(instance.size for instance in instances)
        assert study.series_count == len(series)
        conflicts = InstanceConflict.select().where(InstanceConflict.instance.in_(instances))
        assert study.conflict_count == len({(kept.instance.id, kept.blob.id) for kept in conflicts})
        assert study.modalities_in_study == "\\".join(sorted({one.modality for one in series} - {""}))
        for one in series:
            assert one.instance_count == sum(instance.series.id == one.id for instance in instances)


def test_the_same_bytes_are_filed_once(owner: User, file_for: FilingFor) -> None:
    file = datasets.real_file("CT_small.dcm")
    first, second = new_id(), new_id()

    outcomes = [file_for(owner)(file, delivery) for delivery in (first, first, second, second)]

    assert [outcome.kind for outcome in outcomes] == ["new", "same", "same", "same"]
    assert [outcome.seen_in_delivery for outcome in outcomes] == [False, True, False, True]
    assert len({outcome.instance_id for outcome in outcomes}) == 1
    assert {source.delivery_id for source in InstanceSource.select()} == {first, second}
    assert_counts_are_right()


def test_other_bytes_with_the_same_uid_do_not_replace_the_first(
    owner: User, file_for: FilingFor, tmp_path: Path
) -> None:
    first = datasets.edited(datasets.real_file("CT_small.dcm"), tmp_path / "first", **PATIENT)
    other = datasets.edited(first, tmp_path / "other", StudyDescription="Something else")
    deliveries = new_id(), new_id()
    filed = file_for(owner)(first, deliveries[0])

    conflicts = [file_for(owner)(other, delivery) for delivery in deliveries for _ in range(2)]

    assert [conflict.kind for conflict in conflicts] == ["conflict"] * 4
    assert [conflict.seen_in_delivery for conflict in conflicts] == [False, True, False, True]
    assert {conflict.instance_id for conflict in conflicts} == {filed.instance_id}
    assert Instance.get().blob.size == first.stat().st_size
    assert {kept.blob.size for kept in InstanceConflict.select()} == {other.stat().st_size}
    assert Study.get().conflict_count == 1
    assert_counts_are_right()


@pytest.mark.parametrize(
    "other",
    [
        {"PatientID": "another"},
        {"IssuerOfPatientID": "another"},
        {"PatientName": "An^other"},
        {"PatientBirthDate": "19000101"},
        {"PatientID": ""},
        {"PatientName": ""},
        {"PatientBirthDate": None},
    ],
    ids=str,
)
def test_a_spoofed_study_uid_joins_nothing(
    other: dict[str, str | None], owner: User, file_for: FilingFor, tmp_path: Path
) -> None:
    own = datasets.edited(datasets.real_file("CT_small.dcm"), tmp_path / "own", **PATIENT)
    spoofed = datasets.edited(own, tmp_path / "spoofed", **other)
    delivery = new_id()

    filed, variant, again = (file_for(owner)(file, delivery) for file in (own, spoofed, own))

    assert (filed.kind, variant.kind, again.kind) == ("new", "new", "same")
    assert variant.study_id != filed.study_id
    assert [study.variant for study in Study.select().order_by(Study.variant)] == [0, 1]
    assert_counts_are_right()


def test_one_patient_written_in_two_ways_is_one_patient(owner: User, file_for: FilingFor, tmp_path: Path) -> None:
    source = datasets.real_file("CT_small.dcm")
    ways = ["Doe^Jane^^^", "DOE^JANE", "Doe ^ Jane", "doe^jane="]
    for number, way in enumerate(ways):
        file = datasets.edited(
            source,
            tmp_path / str(number),
            **{**PATIENT, "PatientName": way},
            SOPInstanceUID=datasets.uid(way),
        )
        file_for(owner)(file, new_id())

    assert Study.get().instance_count == len(ways)


def test_what_is_empty_agrees_only_within_its_delivery(owner: User, file_for: FilingFor, tmp_path: Path) -> None:
    one, two, three = datasets.write_study(tmp_path, "nameless", slices=3, PatientBirthDate=None)
    first, second = new_id(), new_id()
    filing = file_for(owner)

    together = {filing(one, first).study_id, filing(two, first).study_id}
    apart = filing(three, second)
    same_bytes = filing(one, second)

    assert len(together) == 1
    assert apart.study_id not in together
    assert (same_bytes.kind, same_bytes.study_id) == ("same", together.pop())


def test_what_the_first_instance_leaves_open_comes_from_a_later_one(
    owner: User, file_for: FilingFor, tmp_path: Path
) -> None:
    one, two, three = datasets.write_study(tmp_path, "brain", slices=3, **PATIENT)
    bare = datasets.edited(one, tmp_path / "bare", StudyDescription=None)
    told = datasets.edited(two, tmp_path / "told", StudyDescription="Brain")
    other = datasets.edited(three, tmp_path / "other", StudyDescription="Knee")

    for file in (bare, told, other):
        file_for(owner)(file, new_id())

    assert Study.get().study_description == "Brain"


def test_owners_share_blobs_and_nothing_else(owner: User, file_for: FilingFor) -> None:
    file = datasets.real_file("CT_small.dcm")
    other, delivery = new_owner(), new_id()

    ours, theirs = file_for(owner)(file, new_id()), file_for(other)(file, delivery)

    assert (ours.kind, theirs.kind, theirs.seen_in_delivery) == ("new", "new", False)
    assert ours.study_id != theirs.study_id
    assert len({instance.blob.id for instance in Instance.select()}) == 1


def test_filing_for_nobody_fails_and_leaves_nothing(owner: User, file_for: FilingFor) -> None:
    with pytest.raises(peewee.IntegrityError):
        Filing(new_id())(datasets.real_file("CT_small.dcm"), new_id())

    assert not Study.select().exists()


def at_once(work: list[Callable[[], IndexOutcome]]) -> list[IndexOutcome]:
    """Runs all of it at the same moment, each in a thread and on a connection of its own."""
    barrier = threading.Barrier(len(work))
    outcomes: list[IndexOutcome | BaseException] = []

    def run(task: Callable[[], IndexOutcome]) -> None:
        with db.db.connection_context():
            barrier.wait()
            try:
                outcomes.append(task())
            except BaseException as error:  # handed to the test's own thread below
                outcomes.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return [outcome for outcome in outcomes if isinstance(outcome, IndexOutcome)]


def test_the_same_object_eight_times_at_once(owner: User, file_for: FilingFor) -> None:
    file, delivery = datasets.real_file("CT_small.dcm"), new_id()

    outcomes = at_once([lambda: file_for(owner)(file, delivery)] * 8)

    assert sorted(outcome.kind for outcome in outcomes) == ["new"] + ["same"] * 7
    assert sum(not outcome.seen_in_delivery for outcome in outcomes) == 1
    assert_counts_are_right()


def test_a_series_and_an_impostor_at_once(owner: User, file_for: FilingFor, tmp_path: Path) -> None:
    own = datasets.write_study(tmp_path / "own", "raced", slices=6, **PATIENT)
    spoofed = datasets.write_study(tmp_path / "spoofed", "raced", slices=6, **{**PATIENT, "PatientID": "0815"})
    deliveries = {True: new_id(), False: new_id()}
    work = [(file, file in own) for pair in zip(own, spoofed, strict=True) for file in pair]

    at_once([lambda f=file, o=mine: file_for(owner)(f, deliveries[o]) for file, mine in work])  # type: ignore[misc]

    assert sorted(study.variant for study in Study.select()) == [0, 1]
    assert [study.instance_count for study in Study.select()] == [6, 6]
    assert_counts_are_right()


def test_two_versions_of_one_object_at_once(owner: User, file_for: FilingFor, tmp_path: Path) -> None:
    first = datasets.edited(datasets.real_file("CT_small.dcm"), tmp_path / "a", **PATIENT)
    second = datasets.edited(first, tmp_path / "b", StudyDescription="Other")

    for _ in range(5):  # each time with an owner who has nothing yet: then there is no row to lock
        filing = file_for(new_owner())
        outcomes = at_once([lambda f=file, filing=filing: filing(f, new_id()) for file in (first, second) * 4])  # type: ignore[misc]
        assert sorted(outcome.kind for outcome in outcomes).count("new") == 1

    assert Instance.select().count() == 5
    assert [study.conflict_count for study in Study.select()] == [1] * 5
    assert_counts_are_right()
