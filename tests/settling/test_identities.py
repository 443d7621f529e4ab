"""Same UID, other patient, over HTTP: told, kept apart or merged, and what becomes of places, files and later ones."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from backend import db
from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.deliveries.models import DeliveryFile
from backend.errors import DomainError
from backend.folders import service as folders
from backend.folders import trash
from backend.folders.models import FolderEntry
from backend.settling import conflicts, identities
from backend.studies.models import Instance, InstanceConflict, Series, Study, StudyAlias
from tests import factories
from tests.settling.conftest import JOAN, deliver, slices
from tests.settling.test_conflicts import get
from tests.settling.test_property import open_conflicts


def studies() -> list[Study]:
    return list(Study.select().order_by(Study.variant))


def say(client: FlaskClient, study_id: UUID, **word: Any) -> Any:
    answer = client.post(f"/api/studies/{study_id}/identity", json=word)
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def rows(client: FlaskClient, folder_id: UUID) -> list[Any]:
    return [row for row in get(client, f"/api/folders/{folder_id}/content")["items"] if row["kind"] == "study"]


def assert_counts_are_right() -> None:
    for study in studies():
        own = list(Instance.select().where(Instance.study == study))
        assert (study.instance_count, study.size) == (len(own), sum(instance.size for instance in own))
        assert study.series_count == Series.select().where(Series.study == study).count()
        assert study.conflict_count == len(open_conflicts(own))


def test_both_patients_are_told_beside_each_other(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    deliver(user, slices(tmp_path / "a"))
    deliver(user, slices(tmp_path / "b", count=2, **JOAN))
    _, variant = studies()

    asked, other = get(logged_in, f"/api/studies/{variant.id}/variants")["items"]

    assert (asked["id"], asked["PatientName"], asked["is_marked"]) == (str(variant.id), "Doe^Joan", True)
    assert (other["PatientName"], other["is_marked"], other["places"]) == ("Doe^Jane", False, [""])
    assert (other["same_instances"], other["other_instances"]) == (0, 2)
    assert other["sender"]["name"] == "Dr. Ana Weber"
    assert other["thumbnail_instance_id"]


def test_different_patients_stay_apart_and_the_mark_goes(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    root_id = folders.root_id(user.id)
    deliver(user, slices(tmp_path / "a"))
    deliver(user, slices(tmp_path / "b", **JOAN))
    _, variant = studies()
    assert sorted(row["variant"] for row in rows(logged_in, root_id)) == [0, 1]

    say(logged_in, variant.id, same_patient=False)

    assert [row["variant"] for row in rows(logged_in, root_id)] == [0, 0]
    assert get(logged_in, f"/api/studies/{variant.id}")["variant"] == 0
    deliver(user, slices(tmp_path / "c", count=4, **JOAN))  # more of hers: told already
    assert [row["variant"] for row in rows(logged_in, root_id)] == [0, 0]

    say(logged_in, variant.id, same_patient=None)
    assert sorted(row["variant"] for row in rows(logged_in, root_id)) == [0, 1]


def test_merging_keeps_every_byte_and_overwrites_none(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    deliver(user, slices(tmp_path / "a", count=2))
    deliver(user, slices(tmp_path / "b", count=4, **JOAN))
    first, variant = studies()
    before = {instance.blob_id for instance in Instance.select()}
    kept = {
        instance.sop_instance_uid: instance.blob_id for instance in Instance.select().where(Instance.study == first)
    }

    merged = say(logged_in, variant.id, same_patient=True, into=str(first.id))

    [study] = studies()
    assert merged == {"study_id": str(first.id), "conflicts": 2}
    assert (study.id, study.patient_name, study.instance_count, study.conflict_count) == (first.id, "Doe^Jane", 4, 2)
    now = {instance.sop_instance_uid: instance.blob_id for instance in Instance.select()}
    assert kept.items() <= now.items()
    assert before == set(now.values()) | {conflict.blob_id for conflict in InstanceConflict.select()}
    assert_counts_are_right()


def test_places_of_both_are_places_of_the_one(
    logged_in: FlaskClient, user: User, folder_id: UUID, tmp_path: Path
) -> None:
    root_id = folders.root_id(user.id)
    joan = slices(tmp_path / "b", **JOAN)
    deliver(user, slices(tmp_path / "a"))
    deliver(user, joan)
    deliver(user, joan, folder_id)
    first, variant = studies()
    [lone] = FolderEntry.select().where(FolderEntry.folder == folder_id)
    in_root = FolderEntry.get(FolderEntry.study == first)
    trash.trash(factories.principal(user), [], [in_root.id])

    # a study that lies only in the trash is nothing to merge into: what goes there would vanish
    answer = logged_in.post(f"/api/studies/{variant.id}/identity", json={"same_patient": True, "into": str(first.id)})
    assert answer.status_code == 404
    trash.restore(factories.principal(user), [], [in_root.id])
    say(logged_in, variant.id, same_patient=True, into=str(first.id))

    assert [row["id"] for row in rows(logged_in, folder_id)] == [str(lone.id)]
    assert [row["id"] for row in rows(logged_in, root_id)] == [str(in_root.id)]
    assert {row["study_id"] for place in (root_id, folder_id) for row in rows(logged_in, place)} == {str(first.id)}
    assert rows(logged_in, folder_id)[0]["name"] == "Doe^Jane"
    assert FolderEntry.get_by_id(lone.id).sort_name == FolderEntry.get_by_id(in_root.id).sort_name


def test_a_live_place_wins_over_a_trashed_one(
    logged_in: FlaskClient, user: User, folder_id: UUID, tmp_path: Path
) -> None:
    jane = slices(tmp_path / "a")
    deliver(user, jane)
    deliver(user, jane, folder_id)
    deliver(user, slices(tmp_path / "b", **JOAN), folder_id)
    first, variant = studies()
    trashed = FolderEntry.get(FolderEntry.study == first, FolderEntry.folder == folder_id)
    trash.trash(factories.principal(user), [], [trashed.id])

    say(logged_in, variant.id, same_patient=True, into=str(first.id))

    [row] = rows(logged_in, folder_id)
    assert row["study_id"] == str(first.id)


def test_what_comes_later_for_the_merged_identity_joins(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    deliver(user, slices(tmp_path / "a"))
    deliver(user, slices(tmp_path / "b", **JOAN))
    first, variant = studies()
    say(logged_in, variant.id, same_patient=True, into=str(first.id))
    say_settled = logged_in.post(f"/api/studies/{first.id}/settlements", json={"keep": "first"})
    assert say_settled.status_code == 200

    deliver(user, slices(tmp_path / "b2", **JOAN))
    deliver(user, slices(tmp_path / "c", count=5, **JOAN))

    [study] = studies()
    assert (study.instance_count, study.conflict_count) == (5, 0)
    assert StudyAlias.get().patient_name == "Doe^Joan"


def test_files_of_deliveries_point_to_the_study_that_is_left(
    logged_in: FlaskClient, user: User, tmp_path: Path
) -> None:
    deliver(user, slices(tmp_path / "a"))
    sender = deliver(user, slices(tmp_path / "b", **JOAN))
    first, variant = studies()

    say(logged_in, variant.id, same_patient=True, into=str(first.id))

    assert {line.outcome_ref for line in sender.lines()} == {f"study:{first.id}"}
    assert not DeliveryFile.select().where(DeliveryFile.outcome_ref == f"study:{variant.id}").exists()
    [event] = AuditEvent.select().where(AuditEvent.action == "study:merged")
    assert (event.subject, event.detail["merged"]) == (f"study:{first.id}", str(variant.id))


def test_merging_the_first_into_the_variant_leaves_no_mark(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    deliver(user, slices(tmp_path / "a"))
    deliver(user, slices(tmp_path / "b", **JOAN))
    first, variant = studies()

    say(logged_in, first.id, same_patient=True, into=str(variant.id))

    [row] = rows(logged_in, folders.root_id(user.id))
    assert (row["name"], row["variant"], row["conflicts"]) == ("Doe^Joan", 0, 3)


def test_only_a_study_of_this_uid_can_be_merged_into(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    deliver(user, slices(tmp_path / "a"))
    deliver(user, slices(tmp_path / "b", name="two"))
    one, other = studies()

    for into in (other.id, one.id):
        answer = logged_in.post(f"/api/studies/{one.id}/identity", json={"same_patient": True, "into": str(into)})
        assert (answer.status_code, answer.get_json()["code"]) == (409, "no_longer_there")
    assert logged_in.post(f"/api/studies/{one.id}/identity", json={"same_patient": True}).status_code == 422
    assert len(studies()) == 2


def test_merging_settling_and_filing_at_once(user: User, logged_in: FlaskClient, tmp_path: Path) -> None:
    """Whoever comes first: no byte is lost, and every count is right."""
    principal = factories.principal(user)
    deliver(user, slices(tmp_path / "a", count=2))
    deliver(user, slices(tmp_path / "a2", count=2, StudyDescription="Again"))
    deliver(user, slices(tmp_path / "b", count=3, **JOAN))
    more = slices(tmp_path / "c", count=4, **JOAN)
    first, variant = studies()

    at_once(
        lambda: identities.settle(principal, variant.id, same_patient=True, into=first.id),
        lambda: identities.settle(principal, first.id, same_patient=True, into=variant.id),
        lambda: conflicts.settle(principal, first.id, choices=[], keep="latest"),
        lambda: deliver(user, more),
    )

    kept = {blob.blob.sha256 for model in (Instance, InstanceConflict) for blob in model.select()}
    assert {line.sha256 for line in DeliveryFile.select()} == kept
    assert len(studies()) == 1
    assert studies()[0].instance_count == 4
    assert_counts_are_right()


def at_once(*work: Callable[[], object]) -> None:
    """Runs all of it at the same moment, each on a connection of its own; that something is no longer there is an
    answer, anything else an error."""
    barrier = threading.Barrier(len(work))
    failures: list[BaseException] = []

    def run(task: Callable[[], object]) -> None:
        with db.db.connection_context():
            barrier.wait()
            try:
                task()
            except DomainError as refusal:
                if refusal.status not in (404, 409):
                    failures.append(refusal)
            except BaseException as error:  # handed to the test's own thread below
                failures.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in work]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for failure in failures:
        raise failure
