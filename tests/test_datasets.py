"""The files that tests send are what they pretend to be, and the same each time."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pydicom
import pytest
from PIL import Image

from backend.studies.header import read_header
from tests import datasets


def test_a_study_is_written_with_uids_and_a_patient_of_its_own(tmp_path: Path) -> None:
    files = datasets.write_study(tmp_path, "mine", slices=3, PatientName="Doe^Jane", PatientID=None)
    headers = [read_header(file) for file in files]

    assert len({header.sop_instance_uid for header in headers}) == 3
    assert {header.study_instance_uid for header in headers} == {datasets.uid("mine", "study")}
    assert {(header.patient_name, header.patient_id) for header in headers} == {("Doe^Jane", "")}
    assert {header.study_instance_uid for header in headers}.isdisjoint(
        read_header(file).study_instance_uid for file in datasets.mr_series()
    )


def test_an_edited_copy_keeps_its_pixels(tmp_path: Path) -> None:
    source = datasets.real_file("CT_small.dcm")
    copy = datasets.edited(source, tmp_path / "copy", PatientName="Doe^Jane")

    assert pydicom.dcmread(copy).PixelData == pydicom.dcmread(source).PixelData


WRITERS: dict[str, Callable[[Path], object]] = {
    "edited": lambda target: datasets.edited(datasets.real_file("CT_small.dcm"), target, PatientID="1"),
    "truncated": lambda target: datasets.truncated(datasets.real_file("CT_small.dcm"), target, -100),
    "corrupted": lambda target: datasets.corrupted(datasets.real_file("CT_small.dcm"), target, seed=1),
    "bundle": lambda target: datasets.bundle(datasets.mr_series()[1:3], target),
    "pdf": datasets.write_pdf,
    "photo": datasets.write_photo,
    "text": datasets.write_text,
    "executable": datasets.write_executable,
    "empty": datasets.write_empty,
}
STARTS = {"pdf": b"%PDF-", "photo": b"\xff\xd8\xff", "executable": b"MZ"}


@pytest.mark.parametrize("name", WRITERS)
def test_the_same_call_writes_the_same_bytes(name: str, tmp_path: Path) -> None:
    for attempt in ("one", "two"):
        WRITERS[name](tmp_path / attempt)

    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()
    assert (tmp_path / "one").read_bytes().startswith(STARTS.get(name, b""))


def test_a_photo_says_where_and_with_what_it_was_taken(tmp_path: Path) -> None:
    exif = Image.open(datasets.write_photo(tmp_path / "photo.jpg")).getexif()

    assert exif[0x0112] == 6
    assert exif.get_ifd(0x8825)[1] == "N"


def test_a_cd_has_an_index_and_clutter(tmp_path: Path) -> None:
    assert (datasets.dicomdir_cd() / "DICOMDIR").is_file()
    assert {file.name for file in datasets.cd_clutter(tmp_path / "cd")} == {"AUTORUN.INF", "VIEWER.EXE", "README.TXT"}
