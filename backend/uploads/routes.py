"""The tus server's operations: one factory, mounted below a delivery, once for clinicians and once for guests.

tus resumable upload protocol 1.0.0 with the extensions creation, creation-with-upload, termination, expiration,
checksum. A request is checked, a body is received, an answer is given; what bytes mean is not known here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from flask import Response, request

from backend.principal import Principal
from backend.uploads import handlers
from backend.web.api import Blueprint

Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


def add_routes(
    blp: Blueprint, prefix: str, authenticated: Decorator, principal: Callable[[], Principal], claim_argument: str
) -> None:
    """Add the tus operations at `prefix` and `prefix`/<upload_id>.

    The path argument named `claim_argument` (a UUID) is the claim in whose name uploads are created.
    """

    @blp.route(prefix, methods=["OPTIONS"])
    @authenticated
    @blp.response(204)
    def describe_uploads(**path: Any) -> Response:
        """What this tus server speaks."""
        return handlers.options()

    @blp.route(prefix, methods=["POST"])
    @authenticated
    @blp.response(201)
    def create_upload(**path: Any) -> Response:
        """Create an upload (creation), with its first bytes or without (creation-with-upload)."""
        return handlers.post(principal(), str(path[claim_argument]))

    @blp.route(f"{prefix}/<uuid:upload_id>", methods=["HEAD"])
    @authenticated
    @blp.response(200)
    def get_upload_offset(upload_id: UUID, **path: Any) -> Response:
        """Where to go on."""
        return handlers.head(principal(), str(path[claim_argument]), upload_id)

    @blp.route(f"{prefix}/<uuid:upload_id>", methods=["PATCH"])
    @authenticated
    @blp.response(204)
    def append_to_upload(upload_id: UUID, **path: Any) -> Response:
        """Append bytes at Upload-Offset."""
        return handlers.patch(principal(), str(path[claim_argument]), upload_id)

    @blp.route(f"{prefix}/<uuid:upload_id>", methods=["DELETE"])
    @authenticated
    @blp.response(204)
    def terminate_upload(upload_id: UUID, **path: Any) -> Response:
        """Terminate an unfinished upload."""
        return handlers.delete(principal(), str(path[claim_argument]), upload_id)

    @blp.route(f"{prefix}/<uuid:upload_id>", methods=["POST"])
    @authenticated
    @blp.response(204)
    def override_upload_method(upload_id: UUID, **path: Any) -> Response:
        """PATCH, DELETE or HEAD by another name (X-HTTP-Method-Override), for networks that let none of them
        through.
        """
        return handlers.override(principal(), str(path[claim_argument]), upload_id)

    def complete(response: Response) -> Response:
        """Also errors that were raised before a verb was reached are answers of a tus server."""
        if request.url_rule is not None and request.url_rule.rule.startswith(f"{blp.url_prefix}{prefix}"):
            handlers.complete(response)
        return response

    blp.after_request(complete)
