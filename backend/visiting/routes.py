"""What a guest sees of the folder of their link. The addresses repeat those of the app, form for form, so that one
viewer reads both."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from backend.downloads import sending
from backend.guests.language import speak_the_guests_language
from backend.principal import GuestPrincipal
from backend.viewing import documents, studies
from backend.viewing.schemas import (
    DocumentTextSchema,
    FrameArguments,
    PreviewArguments,
    ViewedDocumentSchema,
    ViewedInstancesSchema,
    ViewedStudySchema,
)
from backend.viewing.streaming import Picture, image_response, stored_bytes_response
from backend.visiting import access, pictures, service
from backend.visiting.schemas import ArchiveArguments, GuestContentSchema
from backend.web import auth
from backend.web.api import Blueprint
from backend.web.paging import PageArguments

blp = Blueprint("visiting", __name__, description="What a guest sees of the folder")
blp.before_request(speak_the_guests_language)

BINARY = {"type": "string", "format": "binary"}
LINK = "/guest/links/<uuid:link_id>"
STUDY = f"{LINK}/studies/<uuid:study_id>"
DOCUMENT = f"{LINK}/documents/<uuid:document_id>"


@blp.route(f"{LINK}/folders/<uuid:folder_id>/content", methods=["GET"])
@auth.guest
@blp.arguments(PageArguments, location="query")
@blp.response(200, GuestContentSchema)
def get_guest_content(arguments: dict[str, Any], link_id: UUID, folder_id: UUID) -> Any:
    """What lies in the link's folder, or in one below it."""
    return service.content(auth.current_guest(), folder_id, **arguments)


@blp.route(f"{LINK}/archive", methods=["GET"])
@auth.guest
@blp.arguments(ArchiveArguments, location="query")
@blp.response(200, BINARY, content_type="application/zip")
def get_guest_archive(chosen: dict[str, Any], link_id: UUID) -> Response:
    """A folder or an entry as a ZIP, where the link allows downloads. A HEAD says its name and length."""
    guest = auth.current_guest()
    return sending.answer(
        lambda: service.look_at_archive(guest, **chosen),
        lambda: service.archive(guest, **chosen),
        watch=lambda: service.require_still(guest),
    )


@blp.route(STUDY, methods=["GET"])
@auth.guest
@blp.response(200, ViewedStudySchema)
def get_guest_study(link_id: UUID, study_id: UUID) -> Any:
    """A study and its series; recorded once in the audit log."""
    return service.study(auth.current_guest(), study_id)


@blp.route(f"{STUDY}/thumbnail", methods=["GET"])
@auth.guest
@blp.response(200, BINARY, content_type="image/jpeg")
def get_guest_study_thumbnail(link_id: UUID, study_id: UUID) -> Response:
    """A small picture that stands for the study."""
    guest = auth.current_guest()
    return _shown(guest, studies.picture(access.to_see(guest), study_id))


@blp.route(f"{STUDY}/series/<uuid:series_id>/instances", methods=["GET"])
@auth.guest
@blp.response(200, ViewedInstancesSchema)
def list_guest_instances(link_id: UUID, study_id: UUID, series_id: UUID) -> Any:
    """A series' instances in stack order."""
    return {"items": studies.instances(access.to_see(auth.current_guest()), study_id, series_id)}


@blp.route(f"{STUDY}/instances/<uuid:instance_id>/thumbnail", methods=["GET"])
@auth.guest
@blp.response(200, BINARY, content_type="image/jpeg")
def get_guest_thumbnail(link_id: UUID, study_id: UUID, instance_id: UUID) -> Response:
    """A small picture of the instance's middle frame, at most 256 pixels in each direction."""
    guest = auth.current_guest()
    return _shown(guest, studies.thumbnail(access.to_see(guest), study_id, instance_id))


@blp.route(f"{STUDY}/instances/<uuid:instance_id>/frames/<int:frame_number>", methods=["GET"])
@auth.guest
@blp.arguments(FrameArguments, location="query")
@blp.response(200, BINARY, content_type="image/png")
def get_guest_frame(
    window: dict[str, Any], link_id: UUID, study_id: UUID, instance_id: UUID, frame_number: int
) -> Response:
    """One rendered frame (from 1, as in DICOMweb), in the given window or the object's own."""
    guest = auth.current_guest()
    return _shown(guest, studies.frame(access.to_see(guest), study_id, instance_id, frame_number, **window))


@blp.route(DOCUMENT, methods=["GET"])
@auth.guest
@blp.response(200, ViewedDocumentSchema)
def get_guest_document(link_id: UUID, document_id: UUID) -> Any:
    """A document's particulars; recorded once in the audit log."""
    return documents.read(access.to_see(auth.current_guest()), document_id)


@blp.route(f"{DOCUMENT}/content", methods=["GET"])
@auth.guest
@blp.response(200, BINARY, content_type="*/*")
def get_guest_document_content(link_id: UUID, document_id: UUID) -> Response:
    """The document's bytes, where the link allows downloads; a PDF's always, since the page draws it from them."""
    return stored_bytes_response(service.document_bytes(auth.current_guest(), document_id))


@blp.route(f"{DOCUMENT}/preview", methods=["GET"])
@auth.guest
@blp.arguments(PreviewArguments, location="query")
@blp.response(200, BINARY, content_type="image/jpeg")
def get_guest_document_preview(arguments: dict[str, Any], link_id: UUID, document_id: UUID) -> Response:
    """A page of an image document, decoded and encoded anew, at most 2,560 pixels in each direction."""
    guest = auth.current_guest()
    return _shown(guest, service.preview(guest, document_id, arguments["page"]))


@blp.route(f"{DOCUMENT}/text", methods=["GET"])
@auth.guest
@blp.response(200, DocumentTextSchema)
def get_guest_document_text(link_id: UUID, document_id: UUID) -> Any:
    """The characters of a text document, at most its first MiB."""
    return service.text(auth.current_guest(), document_id)


def _shown(guest: GuestPrincipal, picture: Picture) -> Response:
    """Counted, and not kept by the browser: a guest may see it only for now."""
    return image_response(pictures.counted(guest, picture), kept=False)
