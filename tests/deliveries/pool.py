"""Files for property tests: real DICOM and edited copies of it whose UIDs are equal, spoofed, or in conflict."""

from __future__ import annotations

from pathlib import Path

from tests import datasets
from tests.deliveries.sender import Named

ANA = {"PatientID": "1001", "PatientName": "Lovelace^Ada", "PatientBirthDate": "18151210"}
BEN = {"PatientID": "2002", "PatientName": "Babbage^Charles", "PatientBirthDate": "17911226"}
NOBODY = {"PatientID": "", "PatientName": "", "PatientBirthDate": ""}


def make(folder: Path) -> list[Named]:
    """About a dozen small files that can be taken for one another."""
    base = datasets.real_file("MR_small.dcm")
    uids = {
        "StudyInstanceUID": datasets.uid("study"),
        "SeriesInstanceUID": datasets.uid("series"),
        "SOPInstanceUID": datasets.uid("first"),
    }
    second = {**uids, "SOPInstanceUID": datasets.uid("second")}
    variants = {
        "first.dcm": {**ANA, **uids},
        "second.dcm": {**ANA, **second},
        "other-bytes.dcm": {**ANA, **uids, "StudyDescription": "altered afterwards"},
        "other-bytes-too.dcm": {**ANA, **uids, "StudyDescription": "altered once more"},
        "spoofed.dcm": {**BEN, **uids},
        "spoofed-second.dcm": {**BEN, **second},
        "same-id-other-name.dcm": {**ANA, **second, "PatientName": "Byron^Ada"},
        "nobodys.dcm": {**NOBODY, **uids},
        "nobodys-second.dcm": {**NOBODY, **second},
        "another-study.dcm": {**ANA, **second, "StudyInstanceUID": datasets.uid("another"), "SOPInstanceUID": "1.2.3"},
    }
    files = [
        (name, datasets.edited(base, folder / name, **attributes).read_bytes()) for name, attributes in variants.items()
    ]
    letter = datasets.write_pdf(folder / "letter.pdf").read_bytes()
    other_letter = datasets.write_pdf(folder / "other.pdf", text="Another letter").read_bytes()
    first = files[0][1]
    return [
        *files,
        ("renamed.dcm", first),
        ("letter.pdf", letter),
        ("sub/letter.pdf", other_letter),
        ("copy of letter.pdf", letter),
        ("cut.dcm", first[: len(first) // 2]),
        ("empty", b""),
        ("viewer.exe", datasets.write_executable(folder / "viewer.exe").read_bytes()),
    ]
