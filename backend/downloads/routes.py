"""Downloading a selection as a ZIP."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from backend.downloads import sending, service, turns
from backend.downloads.schemas import DownloadSchema
from backend.folders.schemas import SelectionSchema
from backend.web import auth
from backend.web.api import Blueprint

blp = Blueprint("downloads", __name__, description="Downloading a selection as a ZIP")

BINARY = {"type": "string", "format": "binary"}


@blp.route("/downloads", methods=["POST"])
@auth.user
@blp.arguments(SelectionSchema)
@blp.response(201, DownloadSchema)
def prepare_download(body: dict[str, Any]) -> Any:
    """Ask for folders, with all that is below, and entries as one ZIP; says where to fetch it."""
    turns.require_free()
    return service.prepare(auth.current_user(), body["folder_ids"], body["entry_ids"])


@blp.route("/downloads/<uuid:download_id>", methods=["GET"])
@auth.user
@blp.response(200, BINARY, content_type="application/zip")
def get_download(download_id: UUID) -> Response:
    """The ZIP: what the caller may see of the selection now. A HEAD says its name and length and records nothing."""
    user = auth.current_user()
    return sending.answer(lambda: service.look(user, download_id), lambda: service.open_(user, download_id))
