"""Is the process alive, and can it do its work?"""

from __future__ import annotations

from flask import Blueprint, Response, jsonify

from backend.db import db
from backend.storage import service as storage

blp = Blueprint("health", __name__)


@blp.get("/healthz")
def alive() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@blp.get("/readyz")
def ready() -> tuple[Response, int]:
    """The database and the storage answer too."""
    checks = {"database": _database(), "storage": storage.store().ready()}
    return jsonify(checks), 200 if all(checks.values()) else 503


def _database() -> bool:
    try:
        db.execute_sql("select 1").fetchone()
    except Exception:  # any failure means one thing here: not ready
        return False
    return True
