"""Reads what we index from a DICOM object, from any byte range of a file (PS3.5, PS3.10).

Hostile and damaged input is the normal case here: whatever comes, `read_header` returns a `Header` that fits
its columns or raises a `DicomRefused` that says why in one sentence.
"""

from __future__ import annotations

import io
import math
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO, Final

from backend.studies import values
from backend.studies.attributes import BY_KEYWORD, BY_TAG
from backend.studies.completeness import PixelFacts, check_pixels
from backend.studies.elements import LONG_VRS, SHORT_VRS, Element, Encoding, walk
from backend.studies.errors import (
    DicomDamaged,
    DicomDirectory,
    DicomInvalidUid,
    DicomMissingUids,
    DicomPixelsTruncated,
    DicomRefused,
    DicomTooLarge,
    DicomTruncated,
    NotDicom,
)
from backend.studies.identity import PatientIdentity
from backend.studies.window import ByteWindow

MEDIA_STORAGE_DIRECTORY: Final = "1.2.840.10008.1.3.10"
EXPLICIT_BIG: Final = "1.2.840.10008.1.2.2"
DEFLATED: Final = frozenset(("1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95"))

MAX_INFLATED_MEGABYTES: Final = 256
MAX_VALUE_BYTES: Final = 64 * 1024
"""Longer values of what we index are nonsense and count as empty; explicit VR could not even write them."""

_MEDIA_STORAGE_SOP_CLASS: Final = 0x00020002
_TRANSFER_SYNTAX: Final = 0x00020010
_DIRECTORY_RECORDS: Final = 0x00041220
_CHARACTER_SET: Final = 0x00080005
_PATIENT_IDENTITY_REMOVED: Final = 0x00120062
_SAMPLES_PER_PIXEL: Final = 0x00280002
_BITS_ALLOCATED: Final = 0x00280100
_PIXELS_ELSEWHERE: Final = 0x00287FE0
"""Pixel Data Provider URL: the pixels are with a JPIP server, not in the file (PS3.3 C.7.6.3.3)."""

PIXELS: Final = frozenset((0x7FE00008, 0x7FE00009, 0x7FE00010))
_WANTED: Final = frozenset(BY_TAG) | {
    _MEDIA_STORAGE_SOP_CLASS,
    _TRANSFER_SYNTAX,
    _DIRECTORY_RECORDS,
    _CHARACTER_SET,
    _PATIENT_IDENTITY_REMOVED,
    _SAMPLES_PER_PIXEL,
    _BITS_ALLOCATED,
    _PIXELS_ELSEWHERE,
}
_REQUIRED_UIDS: Final = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")


@dataclass(frozen=True)
class Header:
    """What is indexed of one instance, column by column as in `attributes.py`. Absent text is ""."""

    patient_id: str
    issuer_of_patient_id: str
    patient_name: str
    patient_birth_date: str
    patient_sex: str
    study_instance_uid: str
    study_date: str
    study_time: str
    study_description: str
    accession_number: str
    referring_physician_name: str
    series_instance_uid: str
    series_number: int | None
    series_description: str
    modality: str
    body_part_examined: str
    sop_instance_uid: str
    sop_class_uid: str
    transfer_syntax_uid: str
    instance_number: int | None
    number_of_frames: int | None
    rows: int | None
    columns: int | None
    photometric_interpretation: str
    image_position_patient: tuple[float, ...] | None
    image_orientation_patient: tuple[float, ...] | None
    slice_location: float | None
    has_pixels: bool
    patient_identity_removed: bool

    @property
    def identity(self) -> PatientIdentity:
        """Returns what tells this patient from others."""
        return PatientIdentity(self.patient_id, self.issuer_of_patient_id, self.patient_name, self.patient_birth_date)

    @property
    def frame_count(self) -> int:
        """Frames that can be asked for; 0 for an object without pixels."""
        return (self.number_of_frames or 1) if self.has_pixels else 0

    @property
    def slice_position(self) -> float | None:
        """Millimetres along the stack: the image's position projected on its normal (PS3.3 C.7.6.2.1.1), else
        the slice location. Only differences within one series mean anything."""
        position, orientation = self.image_position_patient, self.image_orientation_patient
        if position is None or orientation is None:
            return self.slice_location
        row, column = orientation[:3], orientation[3:]
        normal = (
            row[1] * column[2] - row[2] * column[1],
            row[2] * column[0] - row[0] * column[2],
            row[0] * column[1] - row[1] * column[0],
        )
        projected = sum(p * n for p, n in zip(position, normal, strict=True))
        return projected if math.isfinite(projected) else self.slice_location


def read_header(source: str | Path | BinaryIO, offset: int = 0, length: int | None = None) -> Header:
    """Reads the header of the DICOM object in [offset, offset + length) of `source`; checks that it is whole.

    `source` is a path, or a seekable binary file, whose position is moved.

    Raises:
        NotDicom: it is something else. Without the preamble of PS3.10 7.1: or UIDs or SOP class are lacking.
        DicomDirectory: it is a DICOMDIR.
        DicomTruncated: it ends too early, in its header or in its image data.
        DicomMissingUids: a study, series or SOP instance UID is missing or unusable.
        DicomDamaged, DicomTooLarge: its elements cannot be followed, or unpack to too much.
        OSError: `source` itself cannot be read.
    """
    with _opened(source) as file:
        window = ByteWindow(file, offset, length)
        if is_part_10(window):
            return _Reader(window, 132).header()
        return _read_bare(window)


def data_set(source: BinaryIO) -> tuple[ByteWindow, int, Encoding]:
    """Where the data set of a DICOM object begins, behind file meta and command set, and how it is written: what
    `elements.walk` needs. A deflated one is unpacked. Raises as `read_header` does."""
    window = ByteWindow(source)
    return _Reader(window, 132 if is_part_10(window) else 0).start()


def _read_bare(window: ByteWindow) -> Header:
    """Reads a data set without preamble, as old files are. Only what says what it is counts as DICOM."""
    if not _may_be_bare_data_set(window):
        raise NotDicom
    reader = _Reader(window, 0)
    try:
        header = reader.header()
    except DicomDirectory:
        raise
    except DicomRefused as refused:
        if isinstance(refused, DicomTruncated) and reader.names_its_instance():
            raise
        raise NotDicom from refused
    if not header.sop_class_uid:
        raise NotDicom
    return header


def is_part_10(window: ByteWindow) -> bool:
    """Whether the window begins with a preamble and `DICM` (PS3.10 7.1)."""
    return window.read(128, 4) == b"DICM"


def is_dicomdir(source: str | Path | BinaryIO, offset: int = 0, length: int | None = None) -> bool:
    """Whether the bytes are a CD's DICOMDIR. Raises OSError if `source` cannot be read."""
    try:
        read_header(source, offset, length)
    except DicomDirectory:
        return True
    except DicomRefused:
        return False
    return False


@contextmanager
def _opened(source: str | Path | BinaryIO) -> Iterator[BinaryIO]:
    if isinstance(source, str | Path):
        with open(source, "rb") as file:
            yield file
    else:
        yield source


def _may_be_bare_data_set(window: ByteWindow) -> bool:
    """Old files have no preamble: they begin with an element of group 0002 or 0008, in either byte order."""
    start = window.read(0, 8)
    return len(start) == 8 and start[:2] in (b"\x02\x00", b"\x08\x00", b"\x00\x08")


class _Reader:
    """Reads one object's wanted elements, then makes a Header of them."""

    def __init__(self, window: ByteWindow, position: int) -> None:
        self._window = window
        self._position = position
        self._found: dict[int, tuple[Element, bytes]] = {}
        self._pixels: Element | None = None

    def header(self) -> Header:
        encoding = self._read_elements()
        if self._is_directory():
            raise DicomDirectory
        header = self._header()
        self._require_uids()
        facts = self._pixel_facts(header)
        if self._pixels is not None:
            held = check_pixels(self._window, self._pixels, encoding, facts)
            return header if held == facts.frames else replace(header, number_of_frames=held)
        if facts.bits_of_a_frame is not None and _PIXELS_ELSEWHERE not in self._found:
            raise DicomPixelsTruncated  # cut between two elements, or an image without its image
        return header

    def start(self) -> tuple[ByteWindow, int, Encoding]:
        """Steps to the data set, which it unpacks if need be."""
        self._skip_group(0x0002, Encoding(implicit=False, little=True))
        self._skip_group(0x0000, Encoding(implicit=True, little=True))
        transfer_syntax = self._transfer_syntax()
        if transfer_syntax in DEFLATED:
            self._inflate()
        return self._window, self._position, self._encoding(transfer_syntax)

    def _read_elements(self) -> Encoding:
        _, _, encoding = self.start()
        for element in walk(self._window, self._position, encoding):
            if element.tag in PIXELS:
                self._pixels = element
                break
            self._keep(element)
        return encoding

    def _skip_group(self, group: int, encoding: Encoding) -> None:
        """File meta (PS3.10 7.1) and command set (PS3.7 6.3.1) come first, each in an encoding of its own."""
        for element in walk(self._window, self._position, encoding):
            if element.tag >> 16 != group:
                self._position = element.start
                return
            self._keep(element)
        self._position = self._window.size

    def _keep(self, element: Element) -> None:
        if element.tag not in _WANTED:
            return
        if element.is_undefined or element.length > MAX_VALUE_BYTES:
            self._found[element.tag] = element, b""
        else:
            self._found[element.tag] = element, self._window.read(element.value, element.length)

    def _transfer_syntax(self) -> str:
        return values.uid(self._found[_TRANSFER_SYNTAX][1]) if _TRANSFER_SYNTAX in self._found else ""

    def _encoding(self, transfer_syntax: str) -> Encoding:
        """What the transfer syntax says, unless the first element shows that it lies."""
        start = self._window.read(self._position, 6)
        explicit = start[4:6] in SHORT_VRS or start[4:6] in LONG_VRS
        if transfer_syntax == EXPLICIT_BIG:
            return Encoding(implicit=not explicit and len(start) == 6, little=False)
        if transfer_syntax:
            return Encoding(implicit=not explicit, little=True)
        is_big = explicit and start[0] == 0 and start[1] != 0
        return Encoding(implicit=not explicit, little=not is_big)

    def _inflate(self) -> None:
        """Replaces the window by the data set unpacked (PS3.5 A.5)."""
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        limit = MAX_INFLATED_MEGABYTES * 1024 * 1024
        packed = self._window.read(self._position, limit)
        try:
            unpacked = inflater.decompress(packed, limit)
        except zlib.error as error:
            raise DicomDamaged from error
        if inflater.unconsumed_tail or self._position + len(packed) < self._window.size:
            raise DicomTooLarge(megabytes=MAX_INFLATED_MEGABYTES)
        if not inflater.eof:
            raise DicomTruncated
        self._window, self._position = ByteWindow(io.BytesIO(unpacked)), 0

    def _is_directory(self) -> bool:
        if _DIRECTORY_RECORDS in self._found:
            return True
        _, media_class = self._found.get(_MEDIA_STORAGE_SOP_CLASS, (None, b""))
        return values.uid(media_class) == MEDIA_STORAGE_DIRECTORY

    def _header(self) -> Header:
        _, character_set = self._found.get(_CHARACTER_SET, (None, b""))
        codecs = values.character_sets(character_set)

        def text(keyword: str) -> str:
            attribute = BY_KEYWORD[keyword]
            _, value = self._found.get(attribute.tag, (None, b""))
            decoded = values.text(value, codecs, is_name=attribute.vr == "PN")
            return values.clipped(decoded, attribute.limit or 0, identity=attribute.identity)

        return Header(
            patient_id=text("PatientID"),
            issuer_of_patient_id=text("IssuerOfPatientID"),
            patient_name=text("PatientName"),
            patient_birth_date=values.day(self._ascii("PatientBirthDate")),
            patient_sex=text("PatientSex"),
            study_instance_uid=self._ascii("StudyInstanceUID"),
            study_date=values.day(self._ascii("StudyDate")),
            study_time=values.clock_time(self._ascii("StudyTime")),
            study_description=text("StudyDescription"),
            accession_number=text("AccessionNumber"),
            referring_physician_name=text("ReferringPhysicianName"),
            series_instance_uid=self._ascii("SeriesInstanceUID"),
            series_number=self._whole("SeriesNumber"),
            series_description=text("SeriesDescription"),
            modality=text("Modality"),
            body_part_examined=text("BodyPartExamined"),
            sop_instance_uid=self._ascii("SOPInstanceUID"),
            sop_class_uid=self._sop_class(),
            transfer_syntax_uid=self._transfer_syntax_or_guess(),
            instance_number=self._whole("InstanceNumber"),
            number_of_frames=self._positive("NumberOfFrames"),
            rows=self._positive("Rows"),
            columns=self._positive("Columns"),
            photometric_interpretation=text("PhotometricInterpretation"),
            image_position_patient=self._vector("ImagePositionPatient", 3),
            image_orientation_patient=self._vector("ImageOrientationPatient", 6),
            slice_location=self._numbers("SliceLocation")[0],
            has_pixels=self._pixels is not None,
            patient_identity_removed=self._says_yes(_PATIENT_IDENTITY_REMOVED),
        )

    def _ascii(self, keyword: str) -> str:
        _, value = self._found.get(BY_KEYWORD[keyword].tag, (None, b""))
        return value.decode("latin-1").strip(" \0")

    def _says_yes(self, tag: int) -> bool:
        _, value = self._found.get(tag, (None, b""))
        return value.strip(b" \0") == b"YES"

    def _sop_class(self) -> str:
        """The data set's own SOP class, else the one that the file meta states."""
        _, media_class = self._found.get(_MEDIA_STORAGE_SOP_CLASS, (None, b""))
        for sop_class in (self._ascii("SOPClassUID"), values.uid(media_class)):
            if values.is_usable_uid(sop_class):
                return sop_class
        return ""

    def _transfer_syntax_or_guess(self) -> str:
        stated = self._transfer_syntax()
        return stated if values.is_usable_uid(stated) else ""

    def _numbers(self, keyword: str) -> list[float | None]:
        attribute = BY_KEYWORD[keyword]
        return self._numbers_of(attribute.tag, attribute.vr)

    def _numbers_of(self, tag: int, usual_vr: str) -> list[float | None]:
        """At least one: None stands for what is absent or cannot be read. The file's own VR goes first."""
        if tag not in self._found:
            return [None]
        element, value = self._found[tag]
        vr = usual_vr if element.vr in (None, "UN") else element.vr
        return values.numbers(value, vr, little=element.little) or [None]

    def _whole(self, keyword: str) -> int | None:
        return values.whole(self._numbers(keyword)[0])

    def _positive(self, keyword: str) -> int | None:
        number = self._whole(keyword)
        return number if number is not None and number > 0 else None

    def _vector(self, keyword: str, size: int) -> tuple[float, ...] | None:
        vector = tuple(number for number in self._numbers(keyword) if number is not None)
        return vector if len(vector) == size else None

    def _pixel_facts(self, header: Header) -> PixelFacts:
        return PixelFacts(
            rows=header.rows,
            columns=header.columns,
            samples=values.whole(self._numbers_of(_SAMPLES_PER_PIXEL, "US")[0]) or 1,
            bits_allocated=values.whole(self._numbers_of(_BITS_ALLOCATED, "US")[0]),
            frames=header.number_of_frames or 1,
            photometric_interpretation=header.photometric_interpretation,
            transfer_syntax_uid=header.transfer_syntax_uid,
        )

    def _require_uids(self) -> None:
        for keyword in _REQUIRED_UIDS:
            uid = self._ascii(keyword)
            if not uid:
                raise DicomMissingUids(keyword=keyword)
            if not values.is_usable_uid(uid):
                raise DicomInvalidUid(keyword=keyword)

    def names_its_instance(self) -> bool:
        """Whether all that identifies an instance was found before reading stopped: this surely is DICOM."""
        uids = [self._ascii(keyword) for keyword in (*_REQUIRED_UIDS, "SOPClassUID")]
        return all(values.is_usable_uid(uid) for uid in uids)
