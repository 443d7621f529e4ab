"""What the folder view reads."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from backend.browsing import figures, finding, service, shared
from backend.browsing.schemas import (
    ContentArguments,
    ContentSchema,
    FiguresSchema,
    PositionArguments,
    PositionSchema,
    SharedFoldersSchema,
)
from backend.web import auth, etag
from backend.web.api import Blueprint

blp = Blueprint("browsing", __name__, description="What the folder view shows")


@blp.route("/folders/<uuid:folder_id>/content", methods=["GET"])
@auth.user
@blp.arguments(ContentArguments, location="query")
@blp.response(200, ContentSchema)
@blp.alt_response(304, description="Unchanged since the state that If-None-Match names")
def get_content(arguments: dict[str, Any], folder_id: UUID) -> Response:
    """A page of a folder's content, with an ETag for cheap polling."""
    content = service.Content(auth.current_user(), folder_id, arguments)
    tag = content.tag()
    if etag.unchanged(tag):
        return etag.not_modified(tag)
    response = Response(content.json(), content_type="application/json")
    response.set_etag(tag)
    return response


@blp.route("/folders/<uuid:folder_id>/figures", methods=["GET"])
@auth.user
@blp.response(200, FiguresSchema)
def get_figures(folder_id: UUID) -> Any:
    """How much a folder holds, with everything below it."""
    return figures.of(auth.current_user(), folder_id)


@blp.route("/folders/<uuid:folder_id>/position", methods=["GET"])
@auth.user
@blp.arguments(PositionArguments, location="query")
@blp.response(200, PositionSchema)
def get_position(arguments: dict[str, Any], folder_id: UUID) -> Any:
    """Where in a folder's content, sorted by name, the next row stands whose name begins with what is typed."""
    return finding.position(auth.current_user(), folder_id, **arguments)


@blp.route("/shared-folders", methods=["GET"])
@auth.user
@blp.response(200, SharedFoldersSchema)
def get_shared_folders() -> Any:
    """What colleagues share with the caller: the topmost folders, by name."""
    return {"items": shared.listing(auth.current_user())}


@blp.route("/folders/<uuid:folder_id>/seen", methods=["PUT"])
@auth.user
@blp.response(204)
def mark_seen(folder_id: UUID) -> None:
    """The owner has looked: what arrived in this folder until now is no longer new."""
    service.mark_seen(auth.current_user(), folder_id)
