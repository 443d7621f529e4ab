"""Deliveries over HTTP: one factory, mounted for clinicians here and for guests in guests/, so that no operation
takes two kinds of principal."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import request

from backend.deliveries import service
from backend.deliveries.schemas import (
    DeliveryFilesSchema,
    DeliveryListSchema,
    DeliverySchema,
    FileListArguments,
    ManifestSchema,
    NewDeliverySchema,
    PlanSchema,
    ReceiptSchema,
)
from backend.principal import Principal
from backend.uploads import routes as uploads
from backend.web import auth
from backend.web.api import Blueprint

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def add_routes(blp: Blueprint, prefix: str, authenticated: Decorator, principal: Callable[[], Principal]) -> None:
    """Add the operations on one delivery below `prefix`/<delivery_id>, and the tus server of its uploads."""
    one = f"{prefix}/<uuid:delivery_id>"

    @blp.route(one, methods=["GET"])
    @authenticated
    @blp.response(200, DeliverySchema)
    def get_delivery(delivery_id: UUID, **_: Any) -> Any:
        """A delivery's state."""
        return service.read(principal(), delivery_id)

    @blp.route(f"{one}/files", methods=["POST"])
    @authenticated
    @blp.arguments(ManifestSchema)
    @blp.response(200, DeliveryFilesSchema)
    def declare_files(body: dict[str, Any], delivery_id: UUID, **_: Any) -> Any:
        """Add files to the manifest; repeating it changes nothing."""
        return service.declare(principal(), delivery_id, body["files"])

    @blp.route(f"{one}/files", methods=["GET"])
    @authenticated
    @blp.arguments(FileListArguments, location="query")
    @blp.response(200, DeliveryFilesSchema)
    def list_files(arguments: dict[str, Any], delivery_id: UUID, **_: Any) -> Any:
        """The manifest, and what became of each file."""
        return service.files(principal(), delivery_id, **arguments)

    @blp.route(f"{one}/plan", methods=["GET"])
    @authenticated
    @blp.response(200, PlanSchema)
    def get_plan(delivery_id: UUID, **_: Any) -> Any:
        """Which uploads bring which files, and how far they are."""
        uploads_at = f"{request.script_root}{request.path.removesuffix('/plan')}/uploads"
        return service.plan(principal(), delivery_id, uploads_at)

    @blp.route(f"{one}/receipt", methods=["PUT"])
    @authenticated
    @blp.response(202, DeliverySchema)
    def close_delivery(delivery_id: UUID, **_: Any) -> Any:
        """Ask for the receipt: closes the delivery. It is issued when every received file has been looked at."""
        return service.close(principal(), delivery_id)

    @blp.route(f"{one}/receipt", methods=["GET"])
    @authenticated
    @blp.response(200, ReceiptSchema)
    def get_receipt(delivery_id: UUID, **_: Any) -> Any:
        """The receipt, once it is issued."""
        return service.receipt(principal(), delivery_id)

    uploads.add_routes(blp, f"{one}/uploads", authenticated, principal, "delivery_id")


blp = Blueprint("deliveries", __name__, description="Deliveries: the one door for bytes")


@blp.route("/deliveries", methods=["POST"])
@auth.user
@blp.arguments(NewDeliverySchema)
@blp.response(201, DeliverySchema)
def open_delivery(body: dict[str, Any]) -> Any:
    """Begin a delivery into a folder."""
    return service.open_by_user(auth.current_user(), body["folder_id"])


@blp.route("/deliveries", methods=["GET"])
@auth.user
@blp.response(200, DeliveryListSchema)
def list_deliveries() -> Any:
    """One's own deliveries of the last 30 days, newest first, at most 100."""
    return {"items": service.listing(auth.current_user())}


add_routes(blp, "/deliveries", auth.user, auth.current_user)
