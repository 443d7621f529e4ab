"""What a search takes and gives."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from backend.studies.schemas import StudySchema
from backend.web.api import Schema
from backend.web.paging import PageArguments

DATE: dict[str, Any] = {"load_default": None, "validate": ma.validate.Regexp(r"^[0-9]{8}\Z")}


class SearchArguments(PageArguments):
    """Patient Studies: all given conditions must hold; DICOM DA dates (YYYYMMDD), inclusive."""

    patient_name = ma.fields.String(load_default="", validate=ma.validate.Length(max=200))
    patient_id = ma.fields.String(load_default="", validate=ma.validate.Length(max=64))
    study_date_from = ma.fields.String(**DATE)
    study_date_to = ma.fields.String(**DATE)


class FoundStudySchema(StudySchema):
    """A study that was found, and one of the folders that hold it."""

    series_count = ma.fields.Integer(required=True)
    instance_count = ma.fields.Integer(required=True)
    folder_id = ma.fields.UUID(required=True)
    folder_name = ma.fields.String(required=True)


class FoundStudiesSchema(Schema):
    """A page of them, newest study first."""

    items = ma.fields.List(ma.fields.Nested(FoundStudySchema), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)
