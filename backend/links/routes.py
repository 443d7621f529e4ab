"""Upload links: share a folder, look at a link's life, revoke."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.links import service
from backend.links.creation import NewLinks
from backend.links.schemas import LinkListArguments, LinkListSchema, LinkSchema, LinksSchema, NewLinksSchema
from backend.web import auth
from backend.web.api import Blueprint

blp = Blueprint("links", __name__, description="Upload links")


@blp.route("/links", methods=["POST"])
@auth.user
@blp.arguments(NewLinksSchema)
@blp.response(201, LinksSchema)
def create_links(body: dict[str, Any]) -> Any:
    """Share an upload folder: one link for each recipient, committed together with its mails."""
    return {"links": service.create(auth.current_user(), NewLinks(**body))}


@blp.route("/links", methods=["GET"])
@auth.user
@blp.arguments(LinkListArguments, location="query")
@blp.response(200, LinkListSchema)
def list_links(arguments: dict[str, Any]) -> Any:
    """A clinician's links, or those of one folder, newest first."""
    return {"items": service.listing(auth.current_user(), arguments["folder_id"])}


@blp.route("/links/<uuid:link_id>", methods=["GET"])
@auth.user
@blp.response(200, LinkSchema)
def get_link(link_id: UUID) -> Any:
    """A link's details and timeline."""
    return service.details(auth.current_user(), link_id)


@blp.route("/links/<uuid:link_id>", methods=["DELETE"])
@auth.user
@blp.response(204)
def revoke_link(link_id: UUID) -> None:
    """Revoke a link at once; what was received stays."""
    service.revoke(auth.current_user(), link_id)
