"""What the folder view reads. One flat row for each kind, so that a page of them is quick to write and to read."""

from __future__ import annotations

from typing import Any

import marshmallow as ma
from flask_babel import lazy_gettext

from backend.browsing.order import SORTS
from backend.folders.schemas import FolderSchema, RightsSchema
from backend.web.api import Schema
from backend.web.fields import Moment
from backend.web.paging import PageArguments


class ContentArguments(PageArguments):
    """How a folder's content is asked for."""

    offset = ma.fields.Integer(
        load_default=None,
        allow_none=True,
        validate=ma.validate.Range(0, 2**31 - 1),
        metadata={"description": "begin after so many rows; not together with a cursor"},
    )
    sort = ma.fields.String(load_default="name", validate=ma.validate.OneOf(SORTS))
    descending = ma.fields.Boolean(load_default=False)
    kinds = ma.fields.String(
        load_default="all",
        validate=ma.validate.OneOf(["all", "folders"]),
        metadata={"description": "'folders' leaves out studies and documents"},
    )
    filter = ma.fields.String(
        load_default="",
        validate=ma.validate.Length(max=200),
        metadata={
            "description": "each word must occur in the name, patient ID, description, accession number or a date"
        },
    )

    @ma.validates_schema
    def _one_beginning(self, data: dict[str, Any], **_: Any) -> None:
        if data.get("cursor") is not None and data.get("offset") is not None:
            raise ma.ValidationError(lazy_gettext("A page begins either at a cursor or at an offset."), "offset")


class PositionArguments(Schema):
    """Which row of a list sorted by name is looked for."""

    prefix = ma.fields.String(
        load_default="",
        validate=ma.validate.Length(max=120),
        metadata={"description": "what its name begins with, without regard to accents and case"},
    )
    start = ma.fields.Integer(
        load_default=0,
        validate=ma.validate.Range(0, 2**31 - 1),
        metadata={"description": "the offset from which it is looked for, around to it"},
    )
    descending = ma.fields.Boolean(load_default=False)
    filter = ma.fields.String(load_default="", validate=ma.validate.Length(max=200))


class PositionSchema(Schema):
    """Where a row stands in the list."""

    offset = ma.fields.Integer(required=True, allow_none=True, metadata={"description": "null: there is none"})


class MarkSchema(Schema):
    """An active upload link on a folder."""

    link_id = ma.fields.UUID(required=True)
    recipient = ma.fields.String(required=True)
    expires_at = Moment(required=True)


class RowSchema(Schema):
    """One row. For a folder `id` is the folder's; else it is the entry's, beside `study_id` or `document_id`."""

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
    variant = ma.fields.Integer(required=True, metadata={"description": "above 0: same UID, other patient"})
    conflicts = ma.fields.Integer(required=True, metadata={"description": "instances with other bytes that wait"})
    incomplete = ma.fields.Boolean(required=True, metadata={"description": "its delivery is still open"})
    media_type = ma.fields.String(allow_none=True, required=True)
    added_at = Moment(required=True)
    added_by = ma.fields.String(required=True)
    added_via = ma.fields.String(required=True, validate=ma.validate.OneOf(["upload", "link", "search", "created"]))
    new = ma.fields.Boolean(required=True, metadata={"description": "arrived since the owner last looked"})
    has_children = ma.fields.Boolean(required=True)
    active_links = ma.fields.List(ma.fields.Nested(MarkSchema), required=True)
    rights = ma.fields.Nested(RightsSchema, required=True)
    etag = ma.fields.String(required=True, metadata={"description": "a folder's state of name and place, for If-Match"})
    owner_name = ma.fields.String(required=True, metadata={"description": "empty for what is one's own"})
    shared_until = Moment(
        allow_none=True, required=True, metadata={"description": "when the caller's own grant on this folder ends"}
    )
    colleagues = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "for the owner: with whom this folder is shared, by name"},
    )


class FiguresSchema(Schema):
    """How much a folder holds, with everything below it."""

    folders = ma.fields.Integer(required=True, metadata={"description": "below it, at any depth"})
    studies = ma.fields.Integer(required=True)
    documents = ma.fields.Integer(required=True)
    size = ma.fields.Integer(required=True, metadata={"description": "bytes; what lies in it twice counts once"})
    colleagues = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "for the owner: with whom this folder is shared, by name"},
    )


class SharedFoldersSchema(Schema):
    """The topmost folders that are shared with the caller, by name."""

    items = ma.fields.List(ma.fields.Nested(RowSchema), required=True)


class ContentSchema(Schema):
    """A page of a folder's content: folders first, then studies, then documents."""

    folder = ma.fields.Nested(FolderSchema, required=True)
    items = ma.fields.List(ma.fields.Nested(RowSchema), required=True)
    next_cursor = ma.fields.String(allow_none=True, required=True)
    total = ma.fields.Integer(required=True, metadata={"description": "rows on all pages together"})
    active_links = ma.fields.List(
        ma.fields.Nested(MarkSchema), required=True, metadata={"description": "the folder's own"}
    )
