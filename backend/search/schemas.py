"""What a search takes and gives."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from backend.web.api import Schema
from backend.web.paging import PageArguments

DATE: dict[str, Any] = {"load_default": None, "validate": ma.validate.Regexp(r"^[0-9]{8}\Z")}


class SearchArguments(PageArguments):
    """Patient Studies: all given conditions must hold; DICOM DA dates (YYYYMMDD), inclusive."""

    patient_name = ma.fields.String(load_default="", validate=ma.validate.Length(max=200))
    patient_id = ma.fields.String(load_default="", validate=ma.validate.Length(max=64))
    study_date_from = ma.fields.String(**DATE)
    study_date_to = ma.fields.String(**DATE)


class FoundStudySchema(Schema):
    """A study that was found, and one of the folders that hold it."""

    id = ma.fields.UUID(required=True)
    StudyInstanceUID = ma.fields.String(required=True)
    PatientName = ma.fields.String(required=True)
    PatientID = ma.fields.String(required=True)
    PatientBirthDate = ma.fields.String(required=True)
    PatientSex = ma.fields.String(required=True)
    StudyDate = ma.fields.String(required=True)
    StudyDescription = ma.fields.String(required=True)
    AccessionNumber = ma.fields.String(required=True)
    ModalitiesInStudy = ma.fields.List(ma.fields.String(), required=True)
    variant = ma.fields.Integer(required=True)
    series_count = ma.fields.Integer(required=True)
    instance_count = ma.fields.Integer(required=True)
    size = ma.fields.Integer(required=True)
    folder_id = ma.fields.UUID(required=True)
    folder_name = ma.fields.String(required=True)


class FoundStudiesSchema(Schema):
    """A page of them, newest study first."""

    items = ma.fields.List(ma.fields.Nested(FoundStudySchema), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)
