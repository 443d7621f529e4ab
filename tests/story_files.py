"""The files of the end-to-end journeys: real DICOM and documents, written into a folder.

    python -m tests.story_files FOLDER NAME

NAME makes patient and UIDs its own, so that journeys that run side by side don't meet.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from tests import datasets

PATIENT: dict[str, Any] = {"PatientBirthDate": "19680514", "PatientSex": "F", "StudyDate": "20261103"}


def write(folder: Path, name: str) -> None:
    """A CD as a patient brings it (`cd`), and loose files with something wrong with each of them (`loose`)."""
    shutil.rmtree(folder, ignore_errors=True)
    _write_cd(folder / "cd", name)
    _write_loose(folder / "loose", name)


def _write_cd(folder: Path, name: str) -> None:
    """A series of 20 slices, in a patient's name, beside the clutter that lies on discs."""
    datasets.write_study(
        folder / "DICOM" / "ST0001",
        name,
        PatientName=f"{name}^Elsa",
        PatientID=f"E2E-{name}",
        StudyDescription="MRI head",
        SeriesDescription="Axial T2",
        **PATIENT,
    )
    list(datasets.cd_clutter(folder))


def _write_loose(folder: Path, name: str) -> None:
    """Equal UIDs with other bytes, a PDF, a photo, a text, a program, a DICOM file that broke off, an empty file."""
    folder.mkdir(parents=True)
    identity = {"PatientName": f"{name}^Tomas", "PatientID": f"E2E-{name}-2", **PATIENT}
    same = {
        "SOPInstanceUID": datasets.uid(name, "conflict"),
        "SeriesInstanceUID": datasets.uid(name, "conflict", "series"),
    }
    for source in ("693_UNCR.dcm", "693_J2KR.dcm"):  # the same instance, lossless in two encodings: other bytes
        datasets.with_fresh_uids(datasets.real_file(source), folder / source, f"{name}-ct", **{**identity, **same})
    datasets.write_pdf(folder / "Discharge letter.pdf", pages=2)
    datasets.write_photo(folder / "Wound.jpg")
    datasets.write_text(folder / "Allergies.txt")
    datasets.write_executable(folder / "Viewer setup.exe")
    datasets.truncated(datasets.real_file("MR2_UNCR.dcm"), folder / "Broken off.dcm", keep=200_000)
    datasets.write_empty(folder / "Empty.pdf")


if __name__ == "__main__":
    write(Path(sys.argv[1]), sys.argv[2])
