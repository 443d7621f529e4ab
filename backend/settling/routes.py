"""Settling what came twice, and differently: conflicts of a study, and studies of one UID for different patients."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import Response

from backend.settling import conflicts, identities
from backend.settling.schemas import (
    ConflictDetailSchema,
    ConflictsArguments,
    ConflictsSchema,
    IdentitySchema,
    IdentitySettledSchema,
    SettledSchema,
    SettleSchema,
    VariantsSchema,
)
from backend.viewing.streaming import image_response
from backend.web import auth
from backend.web.api import Blueprint

blp = Blueprint("settling", __name__, description="Settling what came twice, and differently")


@blp.route("/studies/<uuid:study_id>/conflicts", methods=["GET"])
@auth.user
@blp.arguments(ConflictsArguments, location="query")
@blp.response(200, ConflictsSchema)
def list_conflicts(arguments: dict[str, Any], study_id: UUID) -> Any:
    """Instances of the study as which different bytes came."""
    return conflicts.page(
        auth.current_user(),
        study_id,
        is_open=arguments["state"] == "open",
        limit=arguments["limit"],
        cursor=arguments["cursor"],
    )


@blp.route("/studies/<uuid:study_id>/conflicts/<uuid:conflict_id>", methods=["GET"])
@auth.user
@blp.response(200, ConflictDetailSchema)
def get_conflict(study_id: UUID, conflict_id: UUID) -> Any:
    """One conflict, and what differs between its versions."""
    return conflicts.read(auth.current_user(), study_id, conflict_id)


@blp.route("/studies/<uuid:study_id>/conflicts/<uuid:conflict_id>/versions/<sha256>/thumbnail", methods=["GET"])
@auth.user
@blp.response(200, {"type": "string", "format": "binary"}, content_type="image/jpeg")
def get_version_thumbnail(study_id: UUID, conflict_id: UUID, sha256: str) -> Response:
    """A small picture of a version's middle frame, at most 256 pixels in each direction."""
    return image_response(conflicts.thumbnail(auth.current_user(), study_id, conflict_id, sha256))


@blp.route("/studies/<uuid:study_id>/settlements", methods=["POST"])
@auth.user
@blp.arguments(SettleSchema)
@blp.response(200, SettledSchema)
def settle_conflicts(body: dict[str, Any], study_id: UUID) -> Any:
    """Say which bytes are used; all of them stay kept."""
    return conflicts.settle(auth.current_user(), study_id, choices=body["choices"], keep=body["keep"])


@blp.route("/studies/<uuid:study_id>/variants", methods=["GET"])
@auth.user
@blp.response(200, VariantsSchema)
def list_variants(study_id: UUID) -> Any:
    """The caller's studies with this study's UID."""
    return {"items": identities.variants(auth.current_user(), study_id)}


@blp.route("/studies/<uuid:study_id>/identity", methods=["POST"])
@auth.user
@blp.arguments(IdentitySchema)
@blp.response(200, IdentitySettledSchema)
def settle_identity(body: dict[str, Any], study_id: UUID) -> Any:
    """Say whether this study and another one of its UID are the same patient's; if so they are merged."""
    return identities.settle(auth.current_user(), study_id, same_patient=body["same_patient"], into=body["into"])
