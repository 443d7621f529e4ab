"""What the folder operations take and give."""

from __future__ import annotations

from typing import Any

import marshmallow as ma

from backend.web.api import Schema
from backend.web.fields import Moment

NAME: dict[str, Any] = {"required": True, "validate": ma.validate.Length(1, 120)}
IDS: dict[str, Any] = {"load_default": list, "validate": ma.validate.Length(max=1000)}


class NewFolderSchema(Schema):
    """A folder to make."""

    parent_id = ma.fields.UUID(required=True)
    name = ma.fields.String(**NAME)


class FolderChangeSchema(Schema):
    """A new name."""

    name = ma.fields.String(**NAME)


class CrumbSchema(Schema):
    """One step of the way from the root; the root's name is empty."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)


class RightsSchema(Schema):
    """What the caller may do with a folder."""

    may_add = ma.fields.Boolean(required=True)
    may_rename = ma.fields.Boolean(required=True)
    may_delete = ma.fields.Boolean(required=True)
    may_share = ma.fields.Boolean(required=True)
    may_grant = ma.fields.Boolean(required=True, metadata={"description": "share it with a colleague"})


class FolderSchema(Schema):
    """A folder and the way to it; `breadcrumbs` ends with the folder itself and begins with the root, or with the
    topmost folder that is shared with the caller: whose `parent_id` is null then, as for a root."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    parent_id = ma.fields.UUID(required=True, allow_none=True)
    breadcrumbs = ma.fields.List(ma.fields.Nested(CrumbSchema), required=True)
    rights = ma.fields.Nested(RightsSchema, required=True)
    created_at = Moment(required=True)
    etag = ma.fields.String(required=True, metadata={"description": "for If-Match: the state of its name and place"})
    is_own = ma.fields.Boolean(required=True)
    owner_name = ma.fields.String(required=True, metadata={"description": "empty for what is one's own"})
    shared_until = Moment(
        allow_none=True, required=True, metadata={"description": "when the caller's own grant on this folder ends"}
    )


class NewGrantSchema(Schema):
    """Whom to share a folder with, and how."""

    email = ma.fields.String(required=True, validate=ma.validate.Length(1, 320))
    may = ma.fields.String(required=True, validate=ma.validate.OneOf(["view", "edit"]))
    until_date = ma.fields.Date(load_default=None, allow_none=True, metadata={"description": "the last day"})
    time_zone = ma.fields.String(required=True, validate=ma.validate.Length(1, 60))


class GrantSchema(Schema):
    """A colleague with whom a folder is shared."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True)
    may = ma.fields.String(required=True, validate=ma.validate.OneOf(["view", "edit"]))
    until_date = ma.fields.Date(required=True, allow_none=True)
    time_zone = ma.fields.String(required=True)
    until = Moment(required=True, allow_none=True)
    granted_at = Moment(required=True)


class GrantsSchema(Schema):
    """With whom a folder is shared."""

    items = ma.fields.List(ma.fields.Nested(GrantSchema), required=True)


class ColleagueArguments(Schema):
    """A part of a name or an e-mail address."""

    q = ma.fields.String(required=True, validate=ma.validate.Length(max=200))


class ColleagueSchema(Schema):
    """Somebody to share with."""

    name = ma.fields.String(required=True)
    email = ma.fields.String(required=True)


class ColleaguesSchema(Schema):
    """Those who were found, by name."""

    items = ma.fields.List(ma.fields.Nested(ColleagueSchema), required=True)


class SelectionSchema(Schema):
    """Folders and entries (a study's or a document's place in a folder) to act on together."""

    folder_ids = ma.fields.List(ma.fields.UUID(), **IDS)
    entry_ids = ma.fields.List(ma.fields.UUID(), **IDS)


class TransferSchema(SelectionSchema):
    """What to move or copy into a folder."""

    keep_both = ma.fields.Boolean(
        load_default=False, metadata={"description": "a folder whose name is taken there gets the next free one"}
    )


class RenamedSchema(Schema):
    """A folder that got another name because its own was taken."""

    id = ma.fields.UUID(required=True)
    name = ma.fields.String(required=True)


class MadeSchema(Schema):
    """What a copy has made anew: to the trash with it, and the copy is undone."""

    folder_ids = ma.fields.List(ma.fields.UUID(), required=True, metadata={"description": "of the chosen folders"})
    entry_ids = ma.fields.List(ma.fields.UUID(), required=True, metadata={"description": "of the chosen entries"})


class TransferredSchema(Schema):
    """What a move or copy has done."""

    folders = ma.fields.Integer(required=True, metadata={"description": "folders, with all those below them"})
    entries = ma.fields.Integer(required=True, metadata={"description": "studies and documents, with all in folders"})
    present = ma.fields.List(
        ma.fields.UUID(), required=True, metadata={"description": "chosen entries whose study or document was there"}
    )
    renamed = ma.fields.List(ma.fields.Nested(RenamedSchema), required=True)
    made = ma.fields.Nested(MadeSchema, required=True)


class ConsequencesSchema(Schema):
    """What a deletion takes along."""

    folders = ma.fields.Integer(required=True, metadata={"description": "the chosen folders and all below them"})
    studies = ma.fields.Integer(required=True)
    documents = ma.fields.Integer(required=True)
    studies_nowhere_else = ma.fields.Integer(required=True)
    active_links = ma.fields.Integer(required=True)
    colleagues = ma.fields.List(
        ma.fields.String(),
        required=True,
        metadata={"description": "names of those with whom these folders are shared; only their owner is told"},
    )


class TrashedSchema(Schema):
    """One thing in the trash."""

    kind = ma.fields.String(required=True, validate=ma.validate.OneOf(["folder", "study", "document"]))
    id = ma.fields.UUID(required=True, metadata={"description": "a folder's id, else an entry's"})
    name = ma.fields.String(required=True)
    location = ma.fields.String(required=True, metadata={"description": "names from the root, joined by ' / '"})
    trashed_at = Moment(required=True)
    purged_after = Moment(required=True)


class TrashSchema(Schema):
    """A page of the trash, newest first."""

    items = ma.fields.List(ma.fields.Nested(TrashedSchema), required=True)
    next_cursor = ma.fields.String(required=True, allow_none=True)


class AddStudiesSchema(Schema):
    """Studies to lay into a folder by reference."""

    study_ids = ma.fields.List(ma.fields.UUID(), required=True, validate=ma.validate.Length(1, 1000))


class AddedSchema(Schema):
    """Which were added and which lay there already."""

    added = ma.fields.List(ma.fields.UUID(), required=True)
    present = ma.fields.List(ma.fields.UUID(), required=True)
