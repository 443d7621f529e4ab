"""The guest's page: open a link, prove password and code, send."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response, jsonify, make_response, request

from backend.deliveries import service as delivering
from backend.deliveries.routes import add_routes
from backend.deliveries.schemas import DeliveryListSchema, DeliverySchema, StatementSchema
from backend.guests import service
from backend.guests.language import speak_the_guests_language
from backend.guests.schemas import (
    GuestCodeSchema,
    GuestPasswordSchema,
    PatientAnswersSchema,
    PatientChecksSchema,
    TokenSchema,
    VisitSchema,
)
from backend.web import auth
from backend.web.api import Blueprint
from backend.web.cookies import set_cookie

blp = Blueprint("guests", __name__, description="The guest's page")


blp.before_request(speak_the_guests_language)


def _cookie() -> str | None:
    return request.cookies.get(auth.GUEST_COOKIE)


@blp.route("/guest/visits", methods=["POST"])
@auth.public
@blp.arguments(TokenSchema)
@blp.response(201, VisitSchema)
def open_link(body: dict[str, str]) -> Response:
    """Open a link in this browser: says who asks, and sets the guest's cookie."""
    visit = service.open_link(body["token"], _cookie())
    response = make_response(jsonify(VisitSchema().dump(visit.answer)), 201)
    if visit.new_cookie is not None:
        set_cookie(response, auth.GUEST_COOKIE, visit.new_cookie, visit.max_age)
    return response


@blp.route("/guest/links/<uuid:link_id>", methods=["GET"])
@auth.visitor
@blp.response(200, VisitSchema)
def get_visit(link_id: UUID) -> Any:
    """How far this browser has proved itself for a link that it has opened."""
    return service.visit(_cookie(), link_id)


@blp.route("/guest/links/<uuid:link_id>/password", methods=["POST"])
@auth.visitor
@blp.arguments(GuestPasswordSchema)
@blp.response(200, VisitSchema)
def prove_password(body: dict[str, str], link_id: UUID) -> Any:
    """Prove the folder password; with 2FA this mails the code."""
    return service.prove_password(_cookie(), link_id, body["password"], network=request.remote_addr)


@blp.route("/guest/links/<uuid:link_id>/code-mails", methods=["POST"])
@auth.visitor
@blp.response(202, VisitSchema)
def send_code(link_id: UUID) -> Any:
    """Mail another code, at the earliest 60 s after the last."""
    return service.send_code(_cookie(), link_id)


@blp.route("/guest/links/<uuid:link_id>/code", methods=["POST"])
@auth.visitor
@blp.arguments(GuestCodeSchema)
@blp.response(200, VisitSchema)
def prove_code(body: dict[str, str], link_id: UUID) -> Any:
    """Prove the mailed code."""
    return service.prove_code(_cookie(), link_id, body["code"])


@blp.route("/guest/links/<uuid:link_id>/proof", methods=["DELETE"])
@auth.visitor
@blp.response(204)
def leave(link_id: UUID) -> None:
    """Forget this browser's proof: for a computer that others use. A running upload is not ended."""
    service.leave(_cookie(), link_id)


@blp.route("/guest/links/<uuid:link_id>/deliveries", methods=["POST"])
@auth.guest
@blp.response(201, DeliverySchema)
def open_guest_delivery(link_id: UUID) -> Any:
    """Begin a delivery into the link's folder under the link's policy."""
    return service.open_delivery(auth.current_guest())


@blp.route("/guest/links/<uuid:link_id>/deliveries", methods=["GET"])
@auth.guest
@blp.response(200, DeliveryListSchema)
def list_guest_deliveries(link_id: UUID) -> Any:
    """What came by this link, newest first."""
    return {"items": service.deliveries(auth.current_guest())}


@blp.route("/guest/links/<uuid:link_id>/deliveries/<uuid:delivery_id>/statement", methods=["PUT"])
@auth.guest
@blp.arguments(StatementSchema)
@blp.response(204)
def state_delivery(body: dict[str, Any], link_id: UUID, delivery_id: UUID) -> None:
    """Say who sends, a note, and what was answered to the page's questions: kept in the receipt."""
    delivering.state(auth.current_guest(), delivery_id, body)


@blp.route("/guest/links/<uuid:link_id>/patient-checks", methods=["POST"])
@auth.guest
@blp.arguments(PatientChecksSchema)
@blp.response(200, PatientAnswersSchema)
def check_patients(body: dict[str, Any], link_id: UUID) -> Any:
    """Ask of each patient whether it is the one who is expected, whom the answer never names."""
    return {"items": service.check_patients(auth.current_guest(), body["patients"])}


add_routes(blp, "/guest/links/<uuid:link_id>/deliveries", auth.guest, auth.current_guest)
