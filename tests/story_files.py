"""The files of the end-to-end journeys: real DICOM and documents, written into a folder.

    python -m tests.story_files FOLDER NAME [SERIES]

NAME makes patient and UIDs its own, so that journeys that run side by side don't meet. With SERIES, a large study of
that many series (2.6 MB each) is written instead of the CD and the loose files.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import Any

from tests import datasets

PATIENT: dict[str, Any] = {"PatientBirthDate": "19680514", "PatientSex": "F", "StudyDate": "20261103"}


def write(folder: Path, name: str) -> None:
    """A CD as a patient brings it (`cd`), some of its images under a misspelt name (`misspelt`), and loose files with
    something wrong with each of them (`loose`)."""
    shutil.rmtree(folder, ignore_errors=True)
    _write_cd(folder / "cd", name)
    _write_misspelt(folder / "misspelt", name)
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


def _write_misspelt(folder: Path, name: str) -> None:
    """Three slices of the CD's series, in a name that differs by a letter: same UIDs, other patient."""
    datasets.write_study(
        folder,
        name,
        slices=3,
        PatientName=f"{name}^Else",
        PatientID=f"E2E-{name}",
        StudyDescription="MRI head",
        SeriesDescription="Axial T2",
        **PATIENT,
    )


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


def write_large(folder: Path, name: str, series: int) -> None:
    """A study that takes a while to send: the 20 real slices as `series` series (900 at most), with UIDs of their own.

    Each slice is written once by pydicom; its copies differ only in digits of the UIDs, exchanged in the bytes.
    """
    shutil.rmtree(folder, ignore_errors=True)
    root = datasets.uid(name, "large")[:50].rstrip(".")
    for number, source in enumerate(datasets.mr_series(), start=100):
        first = datasets.edited(
            source,
            folder / "large" / f"S100-{source.name}",
            PatientName=f"{name}^Mira",
            PatientID=f"E2E-{name}-3",
            StudyDescription="MRI head, long",
            SeriesDescription="Axial T2",
            StudyInstanceUID=root,
            SeriesInstanceUID=f"{root}.100",
            SOPInstanceUID=f"{root}.100.{number}",
            **PATIENT,
        ).read_bytes()
        for copy in range(101, 100 + series):
            content = first.replace(f"{root}.100".encode(), f"{root}.{copy}".encode())
            (folder / "large" / f"S{copy}-{source.name}").write_bytes(content)


if __name__ == "__main__":
    match sys.argv[1:]:
        case [folder, name]:
            write(Path(folder), name)
        case [folder, name, series]:
            write_large(Path(folder), name, int(series))
        case _:
            sys.exit(__doc__)
