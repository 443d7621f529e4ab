"""A study's attributes as JSON has them: DICOM keywords, DA dates, PN names, "" where empty."""

from __future__ import annotations

import marshmallow as ma

from backend.web.api import Schema


class StudyIdentitySchema(Schema):
    """Whose study it is, and which."""

    StudyInstanceUID = ma.fields.String(required=True)
    PatientName = ma.fields.String(required=True)
    PatientID = ma.fields.String(required=True)
    PatientBirthDate = ma.fields.String(required=True)
    StudyDate = ma.fields.String(required=True)
    StudyDescription = ma.fields.String(required=True)
    ModalitiesInStudy = ma.fields.List(ma.fields.String(), required=True)


class StudySchema(StudyIdentitySchema):
    """A filed study."""

    id = ma.fields.UUID(required=True)
    PatientSex = ma.fields.String(required=True)
    AccessionNumber = ma.fields.String(required=True)
    variant = ma.fields.Integer(required=True, metadata={"description": "above 0: same UID, other patient"})
    size = ma.fields.Integer(required=True, metadata={"description": "bytes"})
