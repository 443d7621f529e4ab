"""THE table: DICOM keyword <-> column <-> VR <-> level.

Indexing, search and JSON all read it. JSON and TypeScript say `StudyInstanceUID`, Python and SQL say
`study_instance_uid`; nothing else in the project spells one in terms of the other. Keywords and VRs: PS3.6.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from pydicom.datadict import tag_for_keyword


class Level(StrEnum):
    """Where an attribute lives. PATIENT's columns are in the study's row: there is no patient table."""

    PATIENT = "patient"
    STUDY = "study"
    SERIES = "series"
    INSTANCE = "instance"


NAME_LIMIT: Final = 324
"""PN: three groups, 64 characters for each by the standard, and as many again for those who exceed it."""

UID_LIMIT: Final = 64
"""PS3.5 9.1: a UID has at most 64 characters. The one limit nobody may exceed."""


@dataclass(frozen=True)
class Attribute:
    """One DICOM attribute that we index.

    `limit` is the column's width in characters, None for numbers. `identity` marks what decides whether two
    objects belong to the same patient: it is never cut so that two different values become equal. What is not
    `stored` is read from the header to work something else out, and has no column of its own.
    """

    keyword: str
    column: str
    vr: str
    level: Level
    limit: int | None = None
    identity: bool = False
    stored: bool = True

    @property
    def tag(self) -> int:
        """The tag as one number, 0xGGGGEEEE."""
        tag = tag_for_keyword(self.keyword)
        if tag is None:
            raise LookupError(f"{self.keyword} is not in the DICOM dictionary")
        return tag


ATTRIBUTES: Final[tuple[Attribute, ...]] = (
    Attribute("PatientID", "patient_id", "LO", Level.PATIENT, 64, identity=True),
    Attribute("IssuerOfPatientID", "issuer_of_patient_id", "LO", Level.PATIENT, 64, identity=True),
    Attribute("PatientName", "patient_name", "PN", Level.PATIENT, NAME_LIMIT, identity=True),
    Attribute("PatientBirthDate", "patient_birth_date", "DA", Level.PATIENT, 8, identity=True),
    Attribute("PatientSex", "patient_sex", "CS", Level.PATIENT, 16),
    Attribute("StudyInstanceUID", "study_instance_uid", "UI", Level.STUDY, UID_LIMIT),
    Attribute("StudyDate", "study_date", "DA", Level.STUDY, 8),
    Attribute("StudyTime", "study_time", "TM", Level.STUDY, 16),
    Attribute("StudyDescription", "study_description", "LO", Level.STUDY, 64),
    Attribute("AccessionNumber", "accession_number", "SH", Level.STUDY, 16),
    Attribute("ReferringPhysicianName", "referring_physician_name", "PN", Level.STUDY, NAME_LIMIT),
    Attribute("SeriesInstanceUID", "series_instance_uid", "UI", Level.SERIES, UID_LIMIT),
    Attribute("SeriesNumber", "series_number", "IS", Level.SERIES),
    Attribute("SeriesDescription", "series_description", "LO", Level.SERIES, 64),
    Attribute("Modality", "modality", "CS", Level.SERIES, 16),
    Attribute("BodyPartExamined", "body_part_examined", "CS", Level.SERIES, 16),
    Attribute("SOPInstanceUID", "sop_instance_uid", "UI", Level.INSTANCE, UID_LIMIT),
    Attribute("SOPClassUID", "sop_class_uid", "UI", Level.INSTANCE, UID_LIMIT),
    Attribute("TransferSyntaxUID", "transfer_syntax_uid", "UI", Level.INSTANCE, UID_LIMIT),
    Attribute("InstanceNumber", "instance_number", "IS", Level.INSTANCE),
    Attribute("NumberOfFrames", "number_of_frames", "IS", Level.INSTANCE),
    Attribute("Rows", "rows", "US", Level.INSTANCE),
    Attribute("Columns", "columns", "US", Level.INSTANCE),
    Attribute("PhotometricInterpretation", "photometric_interpretation", "CS", Level.INSTANCE, 16, stored=False),
    Attribute("ImagePositionPatient", "image_position_patient", "DS", Level.INSTANCE, stored=False),
    Attribute("ImageOrientationPatient", "image_orientation_patient", "DS", Level.INSTANCE, stored=False),
    Attribute("SliceLocation", "slice_location", "DS", Level.INSTANCE, stored=False),
)

BY_KEYWORD: Final = MappingProxyType({attribute.keyword: attribute for attribute in ATTRIBUTES})
BY_COLUMN: Final = MappingProxyType({attribute.column: attribute for attribute in ATTRIBUTES})
BY_TAG: Final = MappingProxyType({attribute.tag: attribute for attribute in ATTRIBUTES})


def keyword_for(column: str) -> str:
    """Returns the DICOM keyword of a column, as JSON spells it. Raises KeyError for what is no attribute."""
    return BY_COLUMN[column].keyword


def column_for(keyword: str) -> str:
    """Returns the column of a DICOM keyword. Raises KeyError for a keyword that is not indexed."""
    return BY_KEYWORD[keyword].column


def at_level(level: Level) -> tuple[Attribute, ...]:
    """Returns the attributes of one level, in the table's order."""
    return tuple(attribute for attribute in ATTRIBUTES if attribute.level is level)
