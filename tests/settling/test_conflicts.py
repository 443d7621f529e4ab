"""Settling conflicts over HTTP: what is told of them, what a choice does, and that it can be turned back."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.deliveries import service as deliveries
from backend.folders import service as folders
from backend.storage import service as storage
from backend.studies.header import read_header
from backend.studies.models import Instance, InstanceConflict, InstanceSource, Series, Study
from tests import datasets, factories
from tests.conftest import new_client
from tests.settling.conftest import deliver, slices


@pytest.fixture
def twice(user: User, tmp_path: Path) -> UUID:
    """A study whose three slices came twice: the second time under another description, in another series."""
    deliver(user, slices(tmp_path / "first", StudyDescription="Brain"))
    deliver(
        user,
        slices(tmp_path / "other", StudyDescription="Head", SeriesInstanceUID=datasets.uid("other"), SeriesNumber=9),
    )
    study_id: UUID = Study.get().id
    return study_id


def get(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def settle(client: FlaskClient, study_id: UUID, **body: Any) -> Any:
    answer = client.post(f"/api/studies/{study_id}/settlements", json=body)
    assert answer.status_code == 200, answer.get_json()
    return answer.get_json()


def row(client: FlaskClient, user: User) -> Any:
    [found] = get(client, f"/api/folders/{folders.root_id(user.id)}/content")["items"]
    return found


def test_a_conflict_tells_who_sent_what_and_what_differs(logged_in: FlaskClient, user: User, twice: UUID) -> None:
    listed = get(logged_in, f"/api/studies/{twice}/conflicts")

    assert (listed["total"], len(listed["items"]), listed["next_cursor"]) == (3, 3, None)
    assert row(logged_in, user)["conflicts"] == 3
    conflict = listed["items"][0]
    detail = get(logged_in, f"/api/studies/{twice}/conflicts/{conflict['id']}")
    first, other = detail["versions"]
    assert (first["in_use"], first["is_open"], other["in_use"], other["is_open"]) == (True, False, False, True)
    assert first["arrived_at"] < other["arrived_at"]
    assert [sender["name"] for sender in other["senders"]] == ["Dr. Ana Weber"]
    assert first["senders"][0]["number"] != other["senders"][0]["number"]
    assert (first["frame_count"], other["frame_count"], detail["same_pixels"]) == (1, 1, True)
    differences = {one["keyword"]: [value["text"] for value in one["values"]] for one in detail["differences"]}
    assert differences["StudyDescription"] == ["Brain", "Head"]
    assert set(differences) == {"StudyDescription", "SeriesInstanceUID", "SeriesNumber"}


def test_each_version_has_its_picture(logged_in: FlaskClient, twice: UUID) -> None:
    conflict = get(logged_in, f"/api/studies/{twice}/conflicts")["items"][0]
    address = f"/api/studies/{twice}/conflicts/{conflict['id']}/versions"

    for version in conflict["versions"]:
        answer = logged_in.get(f"{address}/{version['sha256']}/thumbnail")
        assert (answer.status_code, answer.data[:2]) == (200, b"\xff\xd8")
    assert logged_in.get(f"{address}/{'0' * 64}/thumbnail").status_code == 404


def test_pages_of_conflicts(logged_in: FlaskClient, twice: UUID) -> None:
    seen, cursor = [], ""
    for _ in range(3):
        page = get(logged_in, f"/api/studies/{twice}/conflicts?limit=1{cursor}")
        seen += [conflict["id"] for conflict in page["items"]]
        cursor = f"&cursor={page['next_cursor']}"
    assert page["next_cursor"] is None
    assert len(set(seen)) == 3
    assert logged_in.get(f"/api/studies/{twice}/conflicts?cursor=nonsense").status_code == 400


def test_keeping_the_first_settles_and_loses_nothing(logged_in: FlaskClient, user: User, twice: UUID) -> None:
    before = {instance.blob_id for instance in Instance.select()}

    settled = settle(logged_in, twice, keep="first")

    assert (settled["waiting"], len(settled["previous"])) == (0, 3)
    assert row(logged_in, user)["conflicts"] == 0
    assert {instance.blob_id for instance in Instance.select()} == before
    assert InstanceConflict.select().where(InstanceConflict.settled_at.is_null(False)).count() == 3
    assert get(logged_in, f"/api/studies/{twice}/conflicts?state=settled")["total"] == 3


def test_using_the_other_changes_what_is_seen_and_who_brought_it(
    logged_in: FlaskClient, user: User, twice: UUID
) -> None:
    conflict = get(logged_in, f"/api/studies/{twice}/conflicts")["items"][0]
    other = conflict["versions"][1]
    source, beside = (
        InstanceSource.get(InstanceSource.instance == conflict["id"]).delivery_id,
        InstanceConflict.get(InstanceConflict.instance == conflict["id"]).delivery_id,
    )

    settled = settle(logged_in, twice, choices=[{"conflict_id": conflict["id"], "use": other["sha256"]}])

    instance = Instance.get_by_id(conflict["id"])
    assert settled["waiting"] == 2
    assert instance.blob.sha256 == other["sha256"]
    with storage.store().open(instance.blob.key) as file:
        assert instance.series.series_instance_uid == read_header(file).series_instance_uid == datasets.uid("other")
    assert sorted(series.instance_count for series in Series.select()) == [1, 2]
    assert InstanceSource.get(InstanceSource.instance == conflict["id"]).delivery_id == beside
    assert InstanceConflict.get(InstanceConflict.instance == conflict["id"]).delivery_id == source
    viewed = get(logged_in, f"/api/studies/{twice}")
    assert sorted(series["instance_count"] for series in viewed["series"]) == [1, 2]
    assert viewed["size"] == sum(one.size for one in Instance.select())


def test_undo_brings_all_of_it_back(logged_in: FlaskClient, user: User, twice: UUID) -> None:
    before = get(logged_in, f"/api/studies/{twice}/conflicts")

    previous = settle(logged_in, twice, keep="latest")["previous"]
    assert Series.select().count() == 1
    settle(logged_in, twice, choices=previous)

    assert get(logged_in, f"/api/studies/{twice}/conflicts") == before
    assert row(logged_in, user)["conflicts"] == 3
    assert [series.series_instance_uid for series in Series.select()] == [datasets.uid("one", "series")]


def test_what_is_settled_stays_settled_when_it_comes_again(
    logged_in: FlaskClient, user: User, twice: UUID, tmp_path: Path
) -> None:
    settle(logged_in, twice, keep="latest")

    deliver(user, slices(tmp_path / "again", StudyDescription="Brain"))

    assert row(logged_in, user)["conflicts"] == 0
    conflict = get(logged_in, f"/api/studies/{twice}/conflicts?state=settled")["items"][0]
    assert [len(version["senders"]) for version in conflict["versions"]] == [2, 1]


def test_a_third_version_opens_the_conflict_again(
    logged_in: FlaskClient, user: User, twice: UUID, tmp_path: Path
) -> None:
    settle(logged_in, twice, keep="latest")

    deliver(user, slices(tmp_path / "third", count=1, StudyDescription="Skull"))

    conflict = get(logged_in, f"/api/studies/{twice}/conflicts")["items"][0]
    assert [version["in_use"] for version in conflict["versions"]] == [False, True, False]
    assert [version["is_open"] for version in conflict["versions"]] == [False, False, True]
    assert row(logged_in, user)["conflicts"] == 1


def test_receipts_stay_what_they_were(logged_in: FlaskClient, user: User, tmp_path: Path) -> None:
    sender = deliver(user, slices(tmp_path / "first"))
    other = deliver(user, slices(tmp_path / "other", StudyDescription="Head"))
    before = [deliveries.receipt(one.principal, one.id) for one in (sender, other)]

    settle(logged_in, Study.get().id, keep="latest")

    assert [deliveries.receipt(one.principal, one.id) for one in (sender, other)] == before


def test_settling_is_recorded(logged_in: FlaskClient, twice: UUID) -> None:
    settle(logged_in, twice, keep="latest")

    [event] = AuditEvent.select().where(AuditEvent.action == "study:conflicts:settled")
    assert event.subject == f"study:{twice}"
    assert set(event.detail["used"].values()) == {instance.blob.sha256 for instance in Instance.select()}


def test_bytes_that_never_came_can_not_be_chosen(logged_in: FlaskClient, twice: UUID) -> None:
    conflict = get(logged_in, f"/api/studies/{twice}/conflicts")["items"][0]
    for choice in (
        {"conflict_id": conflict["id"], "use": "0" * 64},
        {"conflict_id": str(twice), "use": conflict["versions"][0]["sha256"]},
    ):
        answer = logged_in.post(f"/api/studies/{twice}/settlements", json={"choices": [choice]})
        assert (answer.status_code, answer.get_json()["code"]) == (409, "no_such_version")
    assert logged_in.post(f"/api/studies/{twice}/settlements", json={}).status_code == 422
    assert Study.get().conflict_count == 3


def test_nobody_else_settles(logged_in: FlaskClient, other_user: User, twice: UUID) -> None:
    stranger = factories.log_in(new_client(logged_in.application), other_user)

    assert stranger.get(f"/api/studies/{twice}/conflicts").status_code == 404
    assert stranger.post(f"/api/studies/{twice}/settlements", json={"keep": "first"}).status_code == 404
    assert stranger.get(f"/api/studies/{twice}/variants").status_code == 404
    assert stranger.post(f"/api/studies/{twice}/identity", json={"same_patient": False}).status_code == 404


def test_a_colleague_sees_the_mark_and_why_they_can_not_settle(
    logged_in: FlaskClient, user: User, other_user: User, folder_id: UUID, tmp_path: Path
) -> None:
    deliver(user, slices(tmp_path / "first"), folder_id)
    deliver(user, slices(tmp_path / "other", StudyDescription="Head"), folder_id)
    share = {"email": other_user.email, "may": "edit", "until_date": None, "time_zone": "Europe/Berlin"}
    assert logged_in.put(f"/api/folders/{folder_id}/grants", json=share).status_code == 200
    colleague = factories.log_in(new_client(logged_in.application), other_user)

    [shown] = get(colleague, f"/api/folders/{folder_id}/content")["items"]
    refused = colleague.post(f"/api/studies/{shown['study_id']}/settlements", json={"keep": "latest"})

    assert (shown["conflicts"], shown["owner_name"]) == (3, "Dr. Ana Weber")
    assert (refused.status_code, refused.get_json()["code"]) == (403, "only_owner_settles")
    assert "Dr. Ana Weber" in refused.get_json()["title"]
    assert Study.get().conflict_count == 3
