"""Seeing studies over HTTP, on real DICOM."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

import numpy as np
import pytest
from flask.testing import FlaskClient
from PIL import Image

from backend import config
from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import new_id
from backend.storage import service as storage
from backend.studies.models import Instance
from tests import datasets, factories
from tests.conftest import new_client
from tests.viewing.conftest import FileStudy


@pytest.fixture
def brain(user: User, file_study: FileStudy) -> UUID:
    """Twenty slices of one MR series, filed in no order."""
    slices = datasets.mr_series()
    return file_study(user, [*slices[10:], *slices[:10][::-1]])


@pytest.fixture
def ct(user: User, file_study: FileStudy) -> UUID:
    return file_study(user, [datasets.real_file("CT_small.dcm")])


def get(client: FlaskClient, path: str) -> Any:
    answer = client.get(path)
    assert answer.status_code == 200, answer.get_data(as_text=True)
    return answer.json


def only_instance(client: FlaskClient, study_id: UUID) -> str:
    """The way to the one instance of a study."""
    (series,) = get(client, f"/api/studies/{study_id}")["series"]
    (instance,) = get(client, f"/api/studies/{study_id}/series/{series['id']}/instances")["items"]
    return f"/api/studies/{study_id}/instances/{instance['id']}"


def pixels(content: bytes) -> np.ndarray[Any, Any]:
    return np.asarray(Image.open(io.BytesIO(content)).convert("L"))


def test_a_study_says_whose_it_is_and_what_is_in_it(logged_in: FlaskClient, ct: UUID) -> None:
    study = get(logged_in, f"/api/studies/{ct}")
    assert study["PatientName"] == "CompressedSamples^CT1"
    assert study["PatientID"] == "1CT1"
    assert study["StudyDate"] == "20040119"
    assert study["ModalitiesInStudy"] == ["CT"]
    assert (study["variant"], study["conflicts"]) == (0, 0)
    (series,) = study["series"]
    assert (series["Modality"], series["instance_count"], series["frame_count"]) == ("CT", 1, 1)
    assert series["thumbnail_instance_id"]


def test_slices_are_given_in_stack_order(logged_in: FlaskClient, brain: UUID) -> None:
    (series,) = get(logged_in, f"/api/studies/{brain}")["series"]
    items = get(logged_in, f"/api/studies/{brain}/series/{series['id']}/instances")["items"]
    assert [item["InstanceNumber"] for item in items] == sorted(item["InstanceNumber"] for item in items)
    assert len(items) == series["instance_count"] == 20
    assert {(item["Rows"], item["Columns"], item["NumberOfFrames"]) for item in items} == {(256, 256, 1)}
    assert series["thumbnail_instance_id"] == items[10]["id"]


def test_a_frame_is_the_image_in_its_own_window(logged_in: FlaskClient, ct: UUID) -> None:
    answer = logged_in.get(f"{only_instance(logged_in, ct)}/frames/1")
    assert answer.mimetype == "image/png"
    assert pixels(answer.data).shape == (128, 128)
    assert pixels(answer.data).std() > 10


def test_a_window_is_in_hounsfield_units(logged_in: FlaskClient, ct: UUID) -> None:
    frame = f"{only_instance(logged_in, ct)}/frames/1"
    black = logged_in.get(f"{frame}?window_center=3000&window_width=1")
    white = logged_in.get(f"{frame}?window_center=-3000&window_width=1")
    assert pixels(black.data).max() == 0
    assert pixels(white.data).min() == 255
    assert len({black.headers["ETag"], white.headers["ETag"]}) == 2


@pytest.mark.parametrize("half", ["window_center=40", "window_width=400", "window_center=40&window_width=0"])
def test_half_a_window_is_no_window(logged_in: FlaskClient, ct: UUID, half: str) -> None:
    answer = logged_in.get(f"{only_instance(logged_in, ct)}/frames/1?{half}")
    assert answer.status_code == 422
    assert answer.json is not None
    assert answer.json["errors"]


def test_frames_are_counted_from_one(logged_in: FlaskClient, user: User, file_study: FileStudy) -> None:
    study_id = file_study(user, [datasets.real_file("emri_small.dcm")])
    instance = only_instance(logged_in, study_id)
    assert logged_in.get(f"{instance}/frames/10").status_code == 200
    for outside in (0, 11):
        assert logged_in.get(f"{instance}/frames/{outside}").status_code == 404


def test_a_thumbnail_is_small_and_kept(logged_in: FlaskClient, brain: UUID, settings: config.Settings) -> None:
    (series,) = get(logged_in, f"/api/studies/{brain}")["series"]
    way = f"/api/studies/{brain}/instances/{series['thumbnail_instance_id']}/thumbnail"
    first = logged_in.get(way)
    assert first.mimetype == "image/jpeg"
    assert max(Image.open(io.BytesIO(first.data)).size) <= 256
    instance = Instance.get_by_id(series["thumbnail_instance_id"])
    storage.store().delete(instance.blob.key)  # so what comes now comes from the cache
    assert logged_in.get(way).data == first.data
    (kept,) = (settings.data_dir / "cache" / "thumbnails").rglob(f"{instance.blob.sha256}-*")
    kept.unlink()
    assert logged_in.get(way).status_code == 503


def test_what_the_browser_has_is_not_drawn_again(logged_in: FlaskClient, ct: UUID) -> None:
    frame = f"{only_instance(logged_in, ct)}/frames/1"
    tag = logged_in.get(frame).headers["ETag"]
    storage.store().delete(Instance.get().blob.key)
    assert logged_in.get(frame, headers={"If-None-Match": tag}).status_code == 304


def test_an_object_without_pixels_has_no_picture(logged_in: FlaskClient, user: User, file_study: FileStudy) -> None:
    study_id = file_study(user, [datasets.real_file("reportsi.dcm")])
    (series,) = get(logged_in, f"/api/studies/{study_id}")["series"]
    assert (series["thumbnail_instance_id"], series["frame_count"]) == (None, 0)
    answer = logged_in.get(f"{only_instance(logged_in, study_id)}/frames/1")
    assert (answer.status_code, answer.json and answer.json["code"]) == (422, "not_an_image")


def test_damaged_pixels_are_said_to_be_so(logged_in: FlaskClient, user: User, file_study: FileStudy) -> None:
    study_id = file_study(user, [datasets.real_file("JPEG2000-embedded-sequence-delimiter.dcm")])
    for way in ("frames/1", "thumbnail"):
        answer = logged_in.get(f"{only_instance(logged_in, study_id)}/{way}")
        assert (answer.status_code, answer.mimetype) == (422, "application/problem+json")
        assert answer.json is not None
        assert answer.json["code"].startswith("frame_")


WAYS = ["", "/series/{series}/instances", "/instances/{instance}/thumbnail", "/instances/{instance}/frames/1"]


@pytest.mark.parametrize("way", WAYS)
def test_another_owners_study_does_not_exist(client: FlaskClient, other_user: User, ct: UUID, way: str) -> None:
    instance = Instance.get()
    way = way.format(series=instance.series.id, instance=instance.id)
    theirs = factories.log_in(client, other_user).get(f"/api/studies/{ct}{way}")
    unknown = client.get(f"/api/studies/{new_id()}{way}")
    assert theirs.status_code == unknown.status_code == 404
    assert theirs.json == unknown.json


def test_an_instance_is_not_reached_through_another_study(logged_in: FlaskClient, ct: UUID, brain: UUID) -> None:
    instance = Instance.get(Instance.study == brain)
    assert logged_in.get(f"/api/studies/{ct}/instances/{instance.id}/frames/1").status_code == 404
    assert logged_in.get(f"/api/studies/{ct}/series/{instance.series.id}/instances").status_code == 404


@pytest.mark.parametrize("way", WAYS)
def test_nobody_sees_a_study_without_logging_in(client: FlaskClient, ct: UUID, way: str) -> None:
    instance = Instance.get()
    way = way.format(series=instance.series.id, instance=instance.id)
    assert client.get(f"/api/studies/{ct}{way}").status_code == 401


def test_a_session_that_sees_a_picture_is_recorded_once(logged_in: FlaskClient, user: User, ct: UUID) -> None:
    instance = f"/api/studies/{ct}/instances/{Instance.get().id}"
    for way in (f"{instance}/frames/1", f"{instance}/thumbnail", f"/api/studies/{ct}"):
        logged_in.get(way)
    factories.log_in(new_client(logged_in.application), user).get(f"/api/studies/{ct}")
    events = AuditEvent.select().where(AuditEvent.action == "study:read")
    assert {(event.actor, event.subject) for event in events} == {(f"user:{user.id}", f"study:{ct}")}
    assert len({event.detail["session"] for event in events}) == len(events) == 2
