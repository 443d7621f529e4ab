"""What a DICOMDIR says of an object that is no image.

An image's record needs its number alone. The others need attributes (PS3.3 F.5) that no row of ours holds, so their
headers are read: a study has a handful of such objects beside its thousands of images.
"""

from __future__ import annotations

import struct
from types import MappingProxyType
from typing import Final

import pydicom
from pydicom.datadict import tag_for_keyword
from pydicom.dataset import Dataset
from pydicom.errors import InvalidDicomError
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset

from backend.downloads.selection import ChosenInstance
from backend.storage import service as storage

_DATED: Final = ("ContentDate", "ContentTime")
_LABELLED: Final = ("ContentLabel", "ContentDescription", "ContentCreatorName")
_DOCUMENT: Final = (*_DATED, "ConceptNameCodeSequence")

#: For each type of record its attributes beside InstanceNumber (PS3.3 F.5).
KEYS: Final = MappingProxyType(
    {
        "RT DOSE": ("DoseSummationType",),
        "RT STRUCTURE SET": ("StructureSetLabel", "StructureSetDate", "StructureSetTime"),
        "RT PLAN": ("RTPlanLabel", "RTPlanDate", "RTPlanTime"),
        "RT TREAT RECORD": ("TreatmentDate", "TreatmentTime"),
        "PRESENTATION": (
            "PresentationCreationDate",
            "PresentationCreationTime",
            "ReferencedSeriesSequence",
            "BlendingSequence",
            *_LABELLED,
        ),
        "WAVEFORM": _DATED,
        "SR DOCUMENT": (*_DOCUMENT, "CompletionFlag", "VerificationFlag"),
        "KEY OBJECT DOC": _DOCUMENT,
        "SPECTROSCOPY": (
            *_DATED,
            "ImageType",
            "NumberOfFrames",
            "Rows",
            "Columns",
            "DataPointRows",
            "DataPointColumns",
        ),
        "RAW DATA": _DATED,
        "REGISTRATION": (*_DATED, *_LABELLED),
        "FIDUCIAL": (*_DATED, *_LABELLED),
        "VALUE MAP": (*_DATED, *_LABELLED),
        "STEREOMETRIC": (),
        "ENCAP DOC": (*_DOCUMENT, "DocumentTitle", "HL7InstanceIdentifier", "MIMETypeOfEncapsulatedDocument"),
        "SURFACE": (*_DATED, *_LABELLED),
    }
)

#: Which storage SOP classes (PS3.4 B.5) have which type: the longest beginning that fits decides, else IMAGE.
_CLASSES: Final = MappingProxyType(
    {
        "9.": "WAVEFORM",
        "11.": "PRESENTATION",
        "4.2": "SPECTROSCOPY",
        "66": "RAW DATA",
        "66.1": "REGISTRATION",
        "66.2": "FIDUCIAL",
        "66.3": "REGISTRATION",
        "66.4": "IMAGE",
        "66.5": "SURFACE",
        "67": "VALUE MAP",
        "77.1.5.3": "STEREOMETRIC",
        "88.": "SR DOCUMENT",
        "88.59": "KEY OBJECT DOC",
        "104.": "ENCAP DOC",
        "481.2": "RT DOSE",
        "481.3": "RT STRUCTURE SET",
        "481.4": "RT TREAT RECORD",
        "481.5": "RT PLAN",
        "481.6": "RT TREAT RECORD",
        "481.7": "RT TREAT RECORD",
        "481.8": "RT PLAN",
        "481.9": "RT TREAT RECORD",
    }
)
#: What pydicom raises for a header that is not as it should be. Ours was filed by a reader that forgives more; what the
#: record then lacks the object has, and one odd object keeps nobody from the rest of their download.
_UNREADABLE: Final = (
    InvalidDicomError,
    OSError,
    EOFError,
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    NotImplementedError,
    struct.error,
)
_STORAGE: Final = "1.2.840.10008.5.1.4.1.1."


def record_type(sop_class_uid: str) -> str:
    """The directory record type (0004,1430) of an object of that class."""
    rest = sop_class_uid.removeprefix(_STORAGE)
    if rest == sop_class_uid:
        return "IMAGE"
    fitting = [known for known in _CLASSES if _fits(rest, known)]
    return _CLASSES[max(fitting, key=len)] if fitting else "IMAGE"


def keys_of(instance: ChosenInstance, kind: str) -> dict[int, bytes]:
    """The record's own attributes but InstanceNumber, encoded by tag, as far as the object has them.

    Text is encoded in UTF-8, as the record says (SpecificCharacterSet ISO_IR 192). Raises BlobMissing.
    """
    wanted = KEYS.get(kind, ())
    if not wanted:
        return {}
    try:
        with storage.store().open(instance.bytes.key) as source:
            header = pydicom.dcmread(source, stop_before_pixels=True, specific_tags=[*wanted, "SpecificCharacterSet"])
    except _UNREADABLE:
        return {}
    return {int(tag_for_keyword(word) or 0): encoded for word in wanted if (encoded := _encoded_or_none(header, word))}


def _encoded_or_none(header: Dataset, keyword: str) -> bytes | None:
    """None for what the object lacks and for what can't be read: pydicom looks at a value when it is used."""
    try:
        return _encoded(header, keyword) if keyword in header else None
    except _UNREADABLE:
        return None


def _encoded(header: Dataset, keyword: str) -> bytes:
    part = Dataset()
    part[keyword] = header[keyword]
    part.decode()
    sink = DicomBytesIO()
    sink.is_little_endian, sink.is_implicit_VR = True, False
    write_dataset(sink, part, parent_encoding="utf_8")
    return sink.getvalue()


def _fits(rest: str, known: str) -> bool:
    return rest.startswith(known) if known.endswith(".") else rest == known or rest.startswith(f"{known}.")
