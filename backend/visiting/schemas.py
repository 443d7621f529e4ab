"""What a guest reads of the folder of their link: no more than is needed to find and to see things."""

from __future__ import annotations

import marshmallow as ma

from backend.folders.schemas import CrumbSchema
from backend.web.api import Schema


class GuestRowSchema(Schema):
    """One row. For a folder `id` is the folder's; else it is the entry's, beside `study_id` or `document_id`.

    Who has added it, when, how and with whom it is shared is none of a guest's business.
    """

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(["folder", "study", "document"]))
    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True, metadata={"description": "folder name, PatientName (PN) or file name"})
    study_id = ma.fields.UUID(allow_none=True, required=True)
    document_id = ma.fields.UUID(allow_none=True, required=True)
    PatientID = ma.fields.String(required=True)
    PatientBirthDate = ma.fields.String(required=True)
    PatientSex = ma.fields.String(required=True)
    StudyDate = ma.fields.String(required=True)
    StudyDescription = ma.fields.String(required=True)
    AccessionNumber = ma.fields.String(required=True)
    ModalitiesInStudy = ma.fields.List(ma.fields.String(), required=True)
    series_count = ma.fields.Integer(allow_none=True, required=True)
    instance_count = ma.fields.Integer(allow_none=True, required=True)
    size = ma.fields.Integer(allow_none=True, required=True, metadata={"description": "bytes"})
    incomplete = ma.fields.Boolean(required=True, metadata={"description": "more of it is still arriving"})
    media_type = ma.fields.String(allow_none=True, required=True)
    has_children = ma.fields.Boolean(required=True)


class GuestContentSchema(Schema):
    """A page of a folder's content by name: folders first, then studies, then documents.

    `breadcrumbs` begins with the link's own folder and ends with this one.
    """

    breadcrumbs = ma.fields.List(ma.fields.Nested(CrumbSchema), required=True)
    items = ma.fields.List(ma.fields.Nested(GuestRowSchema), required=True)
    next_cursor = ma.fields.String(allow_none=True, required=True)
    total = ma.fields.Integer(required=True, metadata={"description": "rows on all pages together"})


class ArchiveArguments(Schema):
    """What to download: either a folder, with all that is below it, or one entry of a folder."""

    folder_id = ma.fields.UUID(load_default=None)
    entry_id = ma.fields.UUID(load_default=None)
