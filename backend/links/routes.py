"""Upload links: share a folder, look at a link's life, change it, send it again, revoke it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from backend.links import bulk, changes, contacts, listing, renewal, service
from backend.links.creation import NewLinks
from backend.links.schemas import (
    BulkOutcomesSchema,
    BulkSchema,
    ContactArguments,
    ContactsSchema,
    LastDaySchema,
    LinkChangesSchema,
    LinkListArguments,
    LinkListSchema,
    LinkSchema,
    LinksSchema,
    NewLinksSchema,
    NewPasswordSchema,
    PrintingSchema,
)
from backend.web import auth
from backend.web.api import Blueprint

BINARY = {"type": "string", "format": "binary"}

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
    """A clinician's links, newest first; for an administrator also everybody's."""
    return listing.page(auth.current_user(), listing.Wish(**arguments))


@blp.route("/links/bulk", methods=["POST"])
@auth.user
@blp.arguments(BulkSchema)
@blp.response(200, BulkOutcomesSchema)
def act_on_links(body: dict[str, Any]) -> Any:
    """Do one thing with many links; one that can't be done keeps no other from being done."""
    return {"items": bulk.act(auth.current_user(), bulk.Wish(**body))}


@blp.route("/links/<uuid:link_id>", methods=["GET"])
@auth.user
@blp.response(200, LinkSchema)
def get_link(link_id: UUID) -> Any:
    """A link's details and timeline."""
    return service.details(auth.current_user(), link_id)


@blp.route("/links/<uuid:link_id>", methods=["PATCH"])
@auth.user
@blp.arguments(LinkChangesSchema)
@blp.response(200, LinkSchema)
def change_link(body: dict[str, Any], link_id: UUID) -> Any:
    """Change a link's last day, words, limits and mails; deliveries that have begun keep their limits."""
    changes.change(auth.current_user(), link_id, body)
    return service.details(auth.current_user(), link_id)


@blp.route("/links/<uuid:link_id>", methods=["DELETE"])
@auth.user
@blp.response(204)
def revoke_link(link_id: UUID) -> None:
    """Revoke a link at once; what was received stays."""
    service.revoke(auth.current_user(), link_id)


@blp.route("/links/<uuid:link_id>/mails", methods=["POST"])
@auth.user
@blp.response(202, LinkSchema)
def resend_link(link_id: UUID) -> Any:
    """Mail the link alone once more; the password stays as it is."""
    renewal.resend(auth.current_user(), link_id)
    return service.details(auth.current_user(), link_id)


@blp.route("/links/<uuid:link_id>/reminders", methods=["POST"])
@auth.user
@blp.response(202, LinkSchema)
def remind_guest(link_id: UUID) -> Any:
    """Mail the recipient a reminder, with the link alone."""
    renewal.remind(auth.current_user(), link_id)
    return service.details(auth.current_user(), link_id)


@blp.route("/links/<uuid:link_id>/password", methods=["PUT"])
@auth.user
@blp.arguments(NewPasswordSchema)
@blp.response(200, LinkSchema)
def change_link_password(body: dict[str, Any], link_id: UUID) -> Any:
    """Replace the folder password; every browser has to prove the new one."""
    renewal.change_password(auth.current_user(), link_id, renewal.NewPassword(**body))
    return service.details(auth.current_user(), link_id)


@blp.route("/links/<uuid:link_id>/tokens", methods=["POST"])
@auth.user
@blp.response(201, LinkSchema)
def renew_link_token(link_id: UUID) -> Any:
    """Give the link a new address and mail it; the old one is dead at once."""
    renewal.renew_token(auth.current_user(), link_id)
    return service.details(auth.current_user(), link_id)


@blp.route("/links/<uuid:link_id>/reactivations", methods=["POST"])
@auth.user
@blp.arguments(LastDaySchema)
@blp.response(201, LinkSchema)
def reactivate_link(body: dict[str, Any], link_id: UUID) -> Any:
    """Bring a revoked link back, under a new address, which is mailed."""
    renewal.reactivate(auth.current_user(), link_id, body["expire_date"], body["time_zone"])
    return service.details(auth.current_user(), link_id)


@blp.route("/links/<uuid:link_id>/qr", methods=["GET"])
@auth.user
@blp.response(200, BINARY, content_type="image/svg+xml")
def get_link_qr(link_id: UUID) -> Response:
    """The link's address as a QR code: an SVG image, dark on light in every theme."""
    return Response(service.qr(auth.current_user(), link_id), content_type="image/svg+xml")


@blp.route("/links/<uuid:link_id>/printings", methods=["POST"])
@auth.user
@blp.arguments(PrintingSchema)
@blp.response(204)
def note_printing(body: dict[str, Any], link_id: UUID) -> None:
    """Record that the share details are being printed."""
    service.note_printing(auth.current_user(), link_id, **body)


@blp.route("/contacts", methods=["GET"])
@auth.user
@blp.arguments(ContactArguments, location="query")
@blp.response(200, ContactsSchema)
def list_contacts(arguments: dict[str, Any]) -> Any:
    """To whom the clinician has sent upload links before, by part of the address, the last used first; at most ten."""
    return {"items": contacts.listing(auth.current_user(), arguments["q"])}


@blp.route("/contacts/<uuid:contact_id>", methods=["DELETE"])
@auth.user
@blp.response(204)
def forget_contact(contact_id: UUID) -> None:
    """Offer a contact no longer, such as a mistyped one. Links that went there stay as they are."""
    contacts.forget(auth.current_user(), contact_id)
