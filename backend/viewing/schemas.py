"""What is read of a study or document."""

from __future__ import annotations

import marshmallow as ma

from backend.studies.schemas import StudySchema
from backend.web.api import Schema
from backend.web.fields import Moment


class ViewedSeriesSchema(Schema):
    """A series; `thumbnail_instance_id` names an instance with pixels, null if there is none."""

    id = ma.fields.UUID(required=True)
    SeriesInstanceUID = ma.fields.String(required=True)
    SeriesNumber = ma.fields.Integer(required=True, allow_none=True)
    SeriesDescription = ma.fields.String(required=True)
    Modality = ma.fields.String(required=True)
    BodyPartExamined = ma.fields.String(required=True)
    instance_count = ma.fields.Integer(required=True)
    frame_count = ma.fields.Integer(required=True)
    thumbnail_instance_id = ma.fields.UUID(required=True, allow_none=True)


class ViewedStudySchema(StudySchema):
    """A study and its series in order."""

    StudyTime = ma.fields.String(required=True)
    ReferringPhysicianName = ma.fields.String(required=True)
    conflicts = ma.fields.Integer(required=True)
    series = ma.fields.List(ma.fields.Nested(ViewedSeriesSchema), required=True)


class ViewedInstanceSchema(Schema):
    """An instance in stack order."""

    id = ma.fields.UUID(required=True)
    SOPInstanceUID = ma.fields.String(required=True)
    InstanceNumber = ma.fields.Integer(required=True, allow_none=True)
    NumberOfFrames = ma.fields.Integer(required=True, metadata={"description": "0: no pixels"})
    Rows = ma.fields.Integer(required=True, allow_none=True)
    Columns = ma.fields.Integer(required=True, allow_none=True)


class ViewedInstancesSchema(Schema):
    """A series' instances."""

    items = ma.fields.List(ma.fields.Nested(ViewedInstanceSchema), required=True)


class FrameArguments(Schema):
    """VOI window in output units of the modality LUT (Hounsfield units for CT); both or neither."""

    window_center = ma.fields.Float(load_default=None)
    window_width = ma.fields.Float(load_default=None, validate=ma.validate.Range(min=0, min_inclusive=False))


class ViewedDocumentSchema(Schema):
    """A document. `shown_as` says how it can be seen in place."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    media_type = ma.fields.String(required=True)
    size = ma.fields.Integer(required=True)
    created_at = Moment(required=True)
    shown_as = ma.fields.String(required=True, validate=ma.validate.OneOf(["pdf", "image", "text", "nothing"]))
    pages = ma.fields.Integer(
        required=True, allow_none=True, metadata={"description": "of an image document that can have several"}
    )


class PreviewArguments(Schema):
    """Which page of an image document, from 1."""

    page = ma.fields.Integer(load_default=1, validate=ma.validate.Range(1, 10_000))


class DocumentTextSchema(Schema):
    """A text document's characters."""

    text = ma.fields.String(required=True)
    complete = ma.fields.Boolean(required=True, metadata={"description": "false: the document goes on"})
