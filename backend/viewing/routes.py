"""Seeing studies and documents, under the rights of the folders that hold them."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from backend.viewing import documents, studies
from backend.viewing.schemas import (
    DocumentTextSchema,
    FrameArguments,
    PreviewArguments,
    ViewedDocumentSchema,
    ViewedInstancesSchema,
    ViewedStudySchema,
)
from backend.viewing.streaming import image_response, stored_bytes_response
from backend.web import auth
from backend.web.api import Blueprint

blp = Blueprint("viewing", __name__, description="Seeing studies and documents")

BINARY = {"type": "string", "format": "binary"}


@blp.route("/studies/<uuid:study_id>", methods=["GET"])
@auth.user
@blp.response(200, ViewedStudySchema)
def get_study(study_id: UUID) -> Any:
    """A study and its series; recorded once in the audit log."""
    return studies.read(auth.current_user(), study_id)


@blp.route("/studies/<uuid:study_id>/series/<uuid:series_id>/instances", methods=["GET"])
@auth.user
@blp.response(200, ViewedInstancesSchema)
def list_instances(study_id: UUID, series_id: UUID) -> Any:
    """A series' instances in stack order."""
    return {"items": studies.instances(auth.current_user(), study_id, series_id)}


@blp.route("/studies/<uuid:study_id>/instances/<uuid:instance_id>/thumbnail", methods=["GET"])
@auth.user
@blp.response(200, BINARY, content_type="image/jpeg")
def get_thumbnail(study_id: UUID, instance_id: UUID) -> Response:
    """A small picture of the instance's middle frame, at most 256 pixels in each direction."""
    return image_response(studies.thumbnail(auth.current_user(), study_id, instance_id))


@blp.route("/studies/<uuid:study_id>/instances/<uuid:instance_id>/frames/<int:frame_number>", methods=["GET"])
@auth.user
@blp.arguments(FrameArguments, location="query")
@blp.response(200, BINARY, content_type="image/png")
def get_frame(window: dict[str, Any], study_id: UUID, instance_id: UUID, frame_number: int) -> Response:
    """One rendered frame (from 1, as in DICOMweb), in the given window or the object's own."""
    return image_response(studies.frame(auth.current_user(), study_id, instance_id, frame_number, **window))


@blp.route("/documents/<uuid:document_id>", methods=["GET"])
@auth.user
@blp.response(200, ViewedDocumentSchema)
def get_document(document_id: UUID) -> Any:
    """A document's particulars; recorded once in the audit log."""
    return documents.read(auth.current_user(), document_id)


@blp.route("/documents/<uuid:document_id>/content", methods=["GET"])
@auth.user
@blp.response(200, BINARY, content_type="*/*")
def get_document_content(document_id: UUID) -> Response:
    """The document's bytes, always as an attachment under a sandbox policy."""
    return stored_bytes_response(documents.content(auth.current_user(), document_id))


@blp.route("/documents/<uuid:document_id>/preview", methods=["GET"])
@auth.user
@blp.arguments(PreviewArguments, location="query")
@blp.response(200, BINARY, content_type="image/jpeg")
def get_document_preview(arguments: dict[str, Any], document_id: UUID) -> Response:
    """A page of an image document, decoded and encoded anew, at most 2,560 pixels in each direction."""
    return image_response(documents.preview(auth.current_user(), document_id, arguments["page"]))


@blp.route("/documents/<uuid:document_id>/text", methods=["GET"])
@auth.user
@blp.response(200, DocumentTextSchema)
def get_document_text(document_id: UUID) -> Any:
    """The characters of a text document, at most its first MiB."""
    return documents.text(auth.current_user(), document_id)
