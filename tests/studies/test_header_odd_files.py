"""Odd, damaged and hostile objects, made from real ones."""

from __future__ import annotations

import io
import struct
import tracemalloc
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backend.studies.attributes import ATTRIBUTES
from backend.studies.errors import (
    DicomDamaged,
    DicomHeaderTruncated,
    DicomInvalidUid,
    DicomMissingUids,
    DicomPixelsTruncated,
    DicomRefused,
    DicomTooLarge,
    DicomTruncated,
    NotDicom,
)
from backend.studies.header import Header, read_header
from tests import datasets
from tests.studies.conftest import FULL

UIDS = {
    0x00080016: b"1.2.840.10008.5.1.4.1.1.4",
    0x00080018: b"1.2.3.4.1",
    0x0020000D: b"1.2.3.4.2",
    0x0020000E: b"1.2.3.4.3",
}
META = b"\0" * 128 + b"DICM"


def implicit(elements: dict[int, bytes]) -> bytes:
    """A data set in implicit VR little endian, sorted by tag."""
    return b"".join(
        struct.pack("<HHL", tag >> 16, tag & 0xFFFF, len(value)) + value for tag, value in sorted(elements.items())
    )


def read(data: bytes) -> Header:
    return read_header(io.BytesIO(data))


def read_with(elements: dict[int, bytes]) -> Header:
    return read(META + implicit(UIDS | elements))


@pytest.mark.parametrize(
    ("charset", "value", "name"),
    [
        (b"", b"M\xfcller^J\xfcrgen", "Müller^Jürgen"),  # Latin 1 without saying so
        (b"", "Müller^Jürgen".encode(), "Müller^Jürgen"),  # UTF-8 without saying so
        (b"ISO_IR 100", "Grün".encode("latin-1"), "Grün"),
        (b"ISO-IR 100", "Grün".encode("latin-1"), "Grün"),
        (b"ISO_IR 192", "محمد^علي".encode(), "محمد^علي"),
        (b"ISO_IR 192", b"\xff\xfe", "ÿþ"),  # not what it says it is
        (b"GB18030", "王^小東".encode("gb18030"), "王^小東"),
        (b"GBK", b"Wang", "Wang"),
        (b"NO SUCH SET", b"Wang", "Wang"),
        (b"\\ISO 2022 IR 87", b"Yamada=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B", "Yamada=山田^太郎"),
        (b"\\ISO 2022 IR 87", b"Yamada=\x1b$B;3\xffED", "Yamada=\x1b$B;3ÿED".replace("\x1b", " ")),
        (b"", b"  Doe^John \0", "Doe^John"),
        (b"", b"Doe\0^John\n", "Doe ^John"),
        (b"", b"Doe^John===", "Doe^John"),
        (b"", b"", ""),
    ],
)
def test_names_in_any_character_set(charset: bytes, value: bytes, name: str) -> None:
    assert read_with({0x00080005: charset, 0x00100010: value}).patient_name == name


@pytest.mark.parametrize(
    ("value", "birth_date"),
    [
        (b"19501231", "19501231"),
        (b"1950.12.31", "19501231"),
        (b"1950-12-31 ", "19501231"),
        (b"19501231120000.0", "19501231"),
        (b"1950", "1950"),
        (b"19500000", "19500000"),
        (b"31.12.1950", ""),
        (b"unknown", ""),
        (b"00000000", ""),
        ("１９５０１２３１".encode(), ""),
    ],
)
def test_dates(value: bytes, birth_date: str) -> None:
    assert read_with({0x00100030: value}).patient_birth_date == birth_date


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (b"5 ", 5),
        (b"+5", 5),
        (b"-5", -5),
        (b"5.0", 5),
        (b"5.5", None),
        (b"1A", None),
        (b"", None),
        (b"inf", None),
        (b"99999999999", None),
        (b"2147483647", 2147483647),
        (b"5\\6", 5),
    ],
)
def test_whole_numbers(value: bytes, number: int | None) -> None:
    assert read_with({0x00200013: value}).instance_number == number


def test_overlong_identity_is_cut_so_that_different_values_stay_different() -> None:
    one, other = (read_with({0x00100020: b"7" * 200 + end}).patient_id for end in (b"1", b"2"))

    assert len(one) == len(other) == 64
    assert one != other
    assert one.startswith("7777")


def test_overlong_text_is_cut() -> None:
    assert read_with({0x00081030: b"x" * 5000}).study_description == "x" * 64


@pytest.mark.parametrize("tag", [0x00080018, 0x0020000D, 0x0020000E])
@pytest.mark.parametrize("value", [b"", b"\0", b"  "])
def test_an_object_without_its_uids_is_refused(tag: int, value: bytes) -> None:
    with pytest.raises(DicomMissingUids):
        read_with({tag: value})


@pytest.mark.parametrize(
    "value", [b"1." * 32 + b"1", b"1.2.a", b"1.2/../3", b"1 2", "١.٢".encode(), b"..", b"1.2\\1.3"]
)
def test_a_uid_beyond_repair_is_refused(value: bytes) -> None:
    with pytest.raises(DicomInvalidUid):
        read_with({0x0020000D: value})


@pytest.mark.parametrize("value", [b"1.2.03", b"1..2", b"1.2.3\0", b"1.2.3 ", b"1." * 31 + b"12"])
def test_a_uid_with_a_harmless_flaw_is_taken(value: bytes) -> None:
    assert read_with({0x0020000D: value}).study_instance_uid == value.decode().strip(" \0")


def test_numbers_in_another_vr_than_the_dictionary_says() -> None:
    explicit = b"".join(
        struct.pack("<HH2sH", tag >> 16, tag & 0xFFFF, b"UI", len(value)) + value for tag, value in UIDS.items()
    )
    explicit += struct.pack("<HH2sHH", 0x0020, 0x0013, b"US", 2, 7)  # Instance Number is IS
    explicit += struct.pack("<HH2sH", 0x0028, 0x0010, b"IS", 4) + b"512 "  # Rows is US

    header = read(META + explicit)

    assert (header.instance_number, header.rows) == (7, 512)


def test_slices_are_ordered_along_their_normal() -> None:
    def position(z: float) -> float | None:
        place = f"10\\20\\{z}".encode()
        return read_with({0x00200032: place, 0x00200037: b"1\\0\\0\\0\\1\\0", 0x00201041: b"-1"}).slice_position

    assert [position(-5), position(0), position(7.5)] == [-5.0, 0.0, 7.5]


def test_slice_location_stands_in_for_a_position_that_is_not_usable() -> None:
    assert read_with({0x00200032: b"1\\2", 0x00200037: b"1\\0\\0\\0\\1\\0", 0x00201041: b"12.5"}).slice_position == 12.5
    assert read_with({}).slice_position is None


@pytest.mark.parametrize(
    "file", [*datasets.mr_series()[1:3], datasets.real_file("MR_small_RLE.dcm")], ids=datasets.label
)
def test_a_copy_that_broke_off_anywhere_is_refused(file: Path, tmp_path: Path) -> None:
    data = file.read_bytes()
    announced = data.index(b"\x28\x00\x00\x01US") + 10  # after Bits Allocated the file has said that there are pixels
    end = data.rindex(b"\xfe\xff\xdd\xe0") if "RLE" in file.name else len(data) - 1
    for keep in (*range(announced, announced + 300), *range(announced, end, len(data) // 40), end - 1):
        with pytest.raises(DicomTruncated):
            read_header(datasets.truncated(file, tmp_path / "cut", keep))


def test_a_native_image_may_lack_its_padding_byte(tmp_path: Path) -> None:
    odd = datasets.real_file("SC_rgb_small_odd.dcm")  # 27 bytes of pixels and one of padding

    assert read_header(datasets.truncated(odd, tmp_path / "whole", -1)).has_pixels
    with pytest.raises(DicomPixelsTruncated):
        read_header(datasets.truncated(odd, tmp_path / "cut", -2))


@pytest.mark.parametrize(
    "name", ["JPEG2000.dcm", "SC_rgb_jpeg_dcmtk.dcm", "MR_small_jpeg_ls_lossless.dcm", "MR_small_RLE.dcm"]
)
def test_an_encapsulated_image_may_lack_its_last_delimiter(name: str, tmp_path: Path) -> None:
    file = datasets.real_file(name)
    delimiter = file.read_bytes().rindex(b"\xfe\xff\xdd\xe0")

    assert read_header(datasets.truncated(file, tmp_path / "whole", delimiter)).has_pixels
    with pytest.raises(DicomPixelsTruncated):
        read_header(datasets.truncated(file, tmp_path / "cut", delimiter - 8))


def test_a_frame_may_not_lack_at_the_end_of_an_encapsulated_image(tmp_path: Path) -> None:
    file = datasets.real_file("emri_small_RLE.dcm")
    last_item = file.read_bytes().rindex(b"\xfe\xff\x00\xe0")

    with pytest.raises(DicomPixelsTruncated):
        read_header(datasets.truncated(file, tmp_path / "cut", last_item))


def test_pixels_shorter_than_announced_pass_if_nothing_is_cut_off() -> None:
    header = read_with({0x00280010: b"\0\2", 0x00280011: b"\0\2", 0x00280100: b"\x10\0", 0x7FE00010: b"1234"})

    assert (header.rows, header.columns, header.has_pixels) == (512, 512, True)


def test_frames_that_are_not_there_are_not_counted(tmp_path: Path) -> None:
    native = datasets.edited(datasets.real_file("liver.dcm"), tmp_path / "native", NumberOfFrames=2_000_000_000)
    encapsulated = datasets.edited(
        datasets.real_file("emri_small_RLE.dcm"), tmp_path / "encapsulated", NumberOfFrames=2_000_000_000
    )

    assert read_header(native).frame_count == 3
    assert read_header(encapsulated).frame_count == 10


def test_a_deflated_object_is_read_and_bounded(tmp_path: Path) -> None:
    file = datasets.real_file("deflated.dcm")
    assert read_header(file).has_pixels
    with pytest.raises(DicomTruncated):
        read_header(datasets.truncated(file, tmp_path / "cut", -100))

    syntax = b"1.2.840.10008.1.2.1.99"
    meta = META + struct.pack("<HH2sH", 0x0002, 0x0010, b"UI", len(syntax)) + syntax
    with pytest.raises(DicomDamaged):
        read(meta + b"\xff" * 1000)
    packer = zlib.compressobj(9, wbits=-zlib.MAX_WBITS)
    bomb = b"".join(packer.compress(bytes(2**20)) for _ in range(257)) + packer.flush()
    assert len(bomb) < 300_000
    with pytest.raises(DicomTooLarge, match="256 MB"):
        read(meta + bomb)


def test_nested_sequences_cost_neither_stack_nor_memory() -> None:
    sequence = struct.pack("<HHL", 0x0008, 0x1115, 0xFFFFFFFF) + struct.pack("<HHL", 0xFFFE, 0xE000, 0xFFFFFFFF)
    with pytest.raises(DicomDamaged):
        read(META + sequence * 100_000)

    tracemalloc.start()
    with pytest.raises(DicomHeaderTruncated):
        read(META + sequence * 40 + struct.pack("<HHL", 0x0008, 0x0100, 0) * 200_000)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 5_000_000


@pytest.mark.parametrize(
    "start", [b"\x08\x00\x05\x00", b"\x02\x00\x00\x00", b"\x00\x08\x00\x05", b"GIF89a", b"PK\x03\x04", b""]
)
def test_what_only_begins_like_dicom_is_not_dicom(start: bytes) -> None:
    with pytest.raises(NotDicom):
        read(start + b"some other format's bytes " * 100)
    with pytest.raises(NotDicom):
        read(start)


def test_a_data_set_without_preamble_is_taken_if_it_says_what_it_is() -> None:
    assert read(implicit(UIDS)).study_instance_uid == "1.2.3.4.2"
    with pytest.raises(NotDicom):
        read(implicit({tag: value for tag, value in UIDS.items() if tag != 0x00080016}))
    with pytest.raises(DicomHeaderTruncated):
        read(implicit(UIDS | {0x00281052: b"12345678"})[:-4])


def test_a_failing_disk_is_not_taken_for_a_bad_file() -> None:
    class BrokenDisk(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise OSError(5, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        read_header(BrokenDisk(META + implicit(UIDS)))


SEEDS = [
    file.read_bytes()
    for file in datasets.real_files()
    if file.stat().st_size < 16_000 and file.parent.name in ("test_files", "charset_files", "dicomdirtests", "data")
]


@settings(max_examples=10_000 if FULL else 500)
@given(st.data())
def test_no_mutation_of_a_real_file_raises_anything_but_a_refusal(data: st.DataObject) -> None:
    mutated = bytearray(data.draw(st.sampled_from(SEEDS)))
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(mutated)))
        end = place + data.draw(st.sampled_from([0, 1, 2, 4, 8, 100]))
        mutated[place:end] = data.draw(
            st.binary(max_size=8) | st.sampled_from([b"\xff\xff\xff\xff", b"\xfe\xff\x00\xe0", b"SQ\0\0"])
        )

    try:
        header = read(bytes(mutated))
    except DicomRefused:
        return
    assert_fits_its_columns(header)


@settings(max_examples=2_000 if FULL else 200)
@given(
    st.dictionaries(
        st.sampled_from(
            [0x00080005, 0x00100010, 0x00100020, 0x00100030, 0x00080030, 0x00200013, 0x00200032, 0x00281052]
        ),
        st.binary(max_size=400),
    )
)
def test_any_bytes_as_values_give_a_header_that_fits(elements: dict[int, bytes]) -> None:
    assert_fits_its_columns(read_with(elements))


def assert_fits_its_columns(header: Header) -> None:
    for attribute in ATTRIBUTES:
        value = getattr(header, attribute.column)
        if isinstance(value, str):
            assert len(value) <= (attribute.limit or 0), attribute.keyword
            assert "\0" not in value
            value.encode("utf-8")
        elif isinstance(value, int):
            assert -(2**31) <= value < 2**31
