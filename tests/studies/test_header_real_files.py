"""Every real file there is: its header is read as pydicom reads it, or it is refused for the right reason."""

from __future__ import annotations

import re
import struct
from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset
from pydicom.multival import MultiValue

from backend.studies import values
from backend.studies.attributes import ATTRIBUTES, Attribute
from backend.studies.errors import DicomRefused
from backend.studies.header import Header, is_dicomdir, read_header
from tests import datasets

REFUSED = {
    "bad_sequence.dcm": "dicom_invalid_uid",  # a hash stands in place of its UIDs
    "MR_truncated.dcm": "dicom_pixels_truncated",
    "rtplan_truncated.dcm": "dicom_header_truncated",
    "chrJapMulti.dcm": "dicom_pixels_truncated",  # an image without its image
    "chrJapMultiExplicitIR6.dcm": "dicom_pixels_truncated",
    "chrKoreanMulti.dcm": "dicom_pixels_truncated",
    "no_meta.dcm": "not_dicom",  # begins in the middle of a data element
    **dict.fromkeys(
        (
            *(file.name for file in datasets.real_files() if file.parent.name == "palettes" and file.suffix == ".dcm"),
            "chrSQEncoding.dcm",
            "chrSQEncoding1.dcm",
            "empty_charset_LEI.dcm",
            "JPEGLSNearLossless_08.dcm",
            "JPEGLSNearLossless_16.dcm",
            "meta_missing_tsyntax.dcm",
            "nested_priv_SQ.dcm",
            "no_meta_group_length.dcm",
            "priv_SQ.dcm",
            "SC_rgb_jls_lossy_line.dcm",
            "SC_rgb_jls_lossy_sample.dcm",
            "UN_sequence.dcm",
        ),
        "dicom_missing_uids",
    ),
}

NOT_DICOM = re.compile(r"README.*|.*\.(txt|json|md|dump|icc|gz)")


def expected_code(file: Path) -> str | None:
    if file.name.startswith("DICOMDIR"):
        return "dicom_directory"
    if NOT_DICOM.fullmatch(file.name):
        return "not_dicom"
    return REFUSED.get(file.name)


READABLE = [file for file in datasets.real_files() if expected_code(file) is None]
REFUSABLE = [file for file in datasets.real_files() if expected_code(file) is not None]


def test_there_are_real_files() -> None:
    assert len(READABLE) > 250
    assert len(REFUSABLE) > 40


@pytest.mark.parametrize("file", REFUSABLE, ids=datasets.label)
def test_what_cannot_be_filed_is_refused_in_words(file: Path) -> None:
    with pytest.raises(DicomRefused) as refused:
        read_header(file)

    assert refused.value.code == expected_code(file)
    assert str(refused.value).endswith(".")
    assert "%(" not in str(refused.value)


@pytest.mark.parametrize("name", ["chrJapMulti.dcm", "chrJapMultiExplicitIR6.dcm", "chrKoreanMulti.dcm"])
def test_names_in_the_scripts_of_files_that_lack_only_their_image(name: str, tmp_path: Path) -> None:
    pixels = struct.pack("<HH2sHL", 0x7FE0, 0x0010, b"OW", 0, 2 * 32 * 32) + bytes(2 * 32 * 32)
    whole = tmp_path / name
    whole.write_bytes(datasets.real_file(name).read_bytes() + pixels)

    test_header_is_what_pydicom_reads(whole)


@pytest.mark.parametrize("file", READABLE, ids=datasets.label)
def test_header_is_what_pydicom_reads(file: Path) -> None:
    header = read_header(file)
    dataset = pydicom.dcmread(file, stop_before_pixels=True, force=True)
    dataset.decode()

    for attribute in ATTRIBUTES:
        assert as_read(header, attribute) == as_pydicom_reads(dataset, attribute), attribute.keyword


def as_read(header: Header, attribute: Attribute) -> object:
    value = getattr(header, attribute.column)
    return value.strip() if isinstance(value, str) else value


def as_pydicom_reads(dataset: Dataset, attribute: Attribute) -> object:
    """pydicom's value in the form that the header has: only what is no valid value is translated, to none."""
    if attribute.keyword == "TransferSyntaxUID":
        return str(getattr(dataset, "file_meta", Dataset()).get("TransferSyntaxUID", ""))
    value = dataset.get(attribute.keyword)
    if attribute.vr in ("DS", "IS", "US"):
        return number_of(value, attribute)
    text = str(value or "").strip()
    if attribute.vr == "DA":
        return values.day(text)
    if attribute.vr == "TM":
        return values.clock_time(text)
    return text


def number_of(value: object, attribute: Attribute) -> object:
    if value in (None, "") or isinstance(value, str):
        return None
    if isinstance(value, MultiValue):
        return tuple(float(part) for part in value)
    if attribute.vr == "DS":
        return float(str(value))
    return int(str(value))


@pytest.mark.parametrize("file", [*READABLE[::10], *REFUSABLE[::5]], ids=datasets.label)
def test_a_member_of_a_bundle_is_read_like_a_file_of_its_own(file: Path, tmp_path: Path) -> None:
    neighbours = [READABLE[0], file, READABLE[1]]
    (_, (offset, length), _) = datasets.bundle(neighbours, tmp_path / "bundle")

    with (tmp_path / "bundle").open("rb") as spool:
        assert outcome(lambda: read_header(spool, offset, length)) == outcome(lambda: read_header(file))


def outcome(read: object) -> object:
    assert callable(read)
    try:
        return read()
    except DicomRefused as refused:
        return refused.code


def test_a_dicomdir_is_recognised() -> None:
    assert is_dicomdir(datasets.dicomdir_cd() / "DICOMDIR")
    assert is_dicomdir(datasets.dicomdir_cd() / "DICOMDIR-bigEnd")
    assert not is_dicomdir(datasets.real_file("CT_small.dcm"))
    assert not is_dicomdir(datasets.real_file("zipMR.gz"))
