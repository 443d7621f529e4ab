"""Folders: make, rename, delete to the trash and back, lay studies into."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from backend.folders import copying, grants, moving, purge, service, trash
from backend.folders.schemas import (
    AddedSchema,
    AddStudiesSchema,
    ColleagueArguments,
    ColleaguesSchema,
    ConsequencesSchema,
    FolderChangeSchema,
    FolderSchema,
    GrantSchema,
    GrantsSchema,
    NewFolderSchema,
    NewGrantSchema,
    SelectionSchema,
    TransferredSchema,
    TransferSchema,
    TrashSchema,
)
from backend.web import auth, etag
from backend.web.api import Blueprint
from backend.web.paging import BadCursor, PageArguments, decode_cursor, encode_cursor

blp = Blueprint("folders", __name__, description="Folders and the trash")


@blp.route("/folders", methods=["POST"])
@auth.user
@blp.arguments(NewFolderSchema)
@blp.response(201, FolderSchema)
def create_folder(body: dict[str, Any]) -> Any:
    """Make a folder."""
    return service.create(auth.current_user(), body["parent_id"], body["name"])


@blp.route("/folders/<uuid:folder_id>", methods=["GET"])
@auth.user
@blp.response(200, FolderSchema)
def get_folder(folder_id: UUID) -> Any:
    """A folder and the way to it."""
    return service.read(auth.current_user(), folder_id)


@blp.route("/folders/<uuid:folder_id>", methods=["PATCH"])
@auth.user
@blp.arguments(FolderChangeSchema)
@blp.response(200, FolderSchema)
def change_folder(body: dict[str, Any], folder_id: UUID) -> Any:
    """Rename a folder; with If-Match only if its name and place are still those of that `etag`, else 412."""
    return service.rename(auth.current_user(), folder_id, body["name"], is_current=etag.matches)


@blp.route("/folders/<uuid:folder_id>/moves", methods=["POST"])
@auth.user
@blp.arguments(TransferSchema)
@blp.response(200, TransferredSchema)
def move_here(body: dict[str, Any], folder_id: UUID) -> Any:
    """Move folders and entries into this folder."""
    return moving.move(auth.current_user(), folder_id, **body)


@blp.route("/folders/<uuid:folder_id>/copies", methods=["POST"])
@auth.user
@blp.arguments(TransferSchema)
@blp.response(200, TransferredSchema)
def copy_here(body: dict[str, Any], folder_id: UUID) -> Any:
    """Copy folders and entries into this folder; in another's tree they become its owner's."""
    return copying.copy(auth.current_user(), folder_id, **body)


@blp.route("/folders/<uuid:folder_id>/entries", methods=["POST"])
@auth.user
@blp.arguments(AddStudiesSchema)
@blp.response(200, AddedSchema)
def add_studies(body: dict[str, Any], folder_id: UUID) -> Any:
    """Lay studies into a folder by reference; says which lay there already."""
    return service.add_studies(auth.current_user(), folder_id, body["study_ids"])


@blp.route("/folders/<uuid:folder_id>/grants", methods=["GET"])
@auth.user
@blp.response(200, GrantsSchema)
def get_grants(folder_id: UUID) -> Any:
    """With whom a folder is shared."""
    return {"items": grants.listing(auth.current_user(), folder_id)}


@blp.route("/folders/<uuid:folder_id>/grants", methods=["PUT"])
@auth.user
@blp.arguments(NewGrantSchema)
@blp.response(200, GrantSchema)
def put_grant(body: dict[str, Any], folder_id: UUID) -> Any:
    """Share a folder with a colleague, or change what is shared with them."""
    return grants.put(auth.current_user(), folder_id, **body)


@blp.route("/folders/<uuid:folder_id>/grants/<uuid:grant_id>", methods=["DELETE"])
@auth.user
@blp.response(204)
def end_grant(folder_id: UUID, grant_id: UUID) -> None:
    """Share a folder with this colleague no longer."""
    grants.end(auth.current_user(), folder_id, grant_id)


@blp.route("/colleagues", methods=["GET"])
@auth.user
@blp.arguments(ColleagueArguments, location="query")
@blp.response(200, ColleaguesSchema)
def get_colleagues(arguments: dict[str, Any]) -> Any:
    """Whom a folder could be shared with: at most ten, for two characters or more."""
    return {"items": grants.colleagues(auth.current_user(), arguments["q"])}


@blp.route("/trash", methods=["GET"])
@auth.user
@blp.arguments(PageArguments, location="query")
@blp.response(200, TrashSchema)
def get_trash(page: dict[str, Any]) -> Any:
    """What lies in the trash, newest first, page by page."""
    after = _spot(page["cursor"]) if page["cursor"] is not None else None
    items = trash.listing(auth.current_user(), limit=page["limit"] + 1, after=after)
    return {"items": items[: page["limit"]], "next_cursor": _next_cursor(items, page["limit"])}


@blp.route("/trash", methods=["POST"])
@auth.user
@blp.arguments(SelectionSchema)
@blp.response(200, ConsequencesSchema)
def move_to_trash(body: dict[str, Any]) -> Any:
    """Move folders and entries to the trash."""
    return trash.trash(auth.current_user(), body["folder_ids"], body["entry_ids"])


@blp.route("/trash/consequences", methods=["POST"])
@auth.user
@blp.arguments(SelectionSchema)
@blp.response(200, ConsequencesSchema)
def preview_trash(body: dict[str, Any]) -> Any:
    """What moving these to the trash would take along; changes nothing."""
    return trash.consequences(auth.current_user(), body["folder_ids"], body["entry_ids"])


@blp.route("/trash/restorations", methods=["POST"])
@auth.user
@blp.arguments(SelectionSchema)
@blp.response(204)
def restore_from_trash(body: dict[str, Any]) -> None:
    """Bring folders and entries back to where they were."""
    trash.restore(auth.current_user(), body["folder_ids"], body["entry_ids"])


@blp.route("/trash/purges", methods=["POST"])
@auth.user
@blp.arguments(SelectionSchema)
@blp.response(204)
def delete_for_good(body: dict[str, Any]) -> None:
    """Delete for good what lies in the trash: this can't be undone."""
    purge.purge(auth.current_user(), body["folder_ids"], body["entry_ids"])


def _next_cursor(items: list[dict[str, Any]], limit: int) -> str | None:
    if len(items) <= limit:
        return None
    last = items[limit - 1]
    return encode_cursor([last["trashed_at"].isoformat(), str(last["id"])])


def _spot(cursor: str) -> trash.Spot:
    at, last = decode_cursor(cursor, 2)
    try:
        return datetime.fromisoformat(at).replace(tzinfo=None), UUID(last)
    except (TypeError, ValueError, AttributeError) as error:
        raise BadCursor from error
