"""A WSGI application that stands behind nginx in its tests: says what reached it."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """Answer with what came in, except for /stored (handed to nginx) and for a body (counted)."""
    if environ["PATH_INFO"] == "/stored":
        headers = [
            ("X-Accel-Redirect", "/_blobs/ab/cd/abcd"),
            ("Content-Type", "application/pdf"),
            ("Content-Disposition", "attachment; filename*=UTF-8''report.pdf"),
            ("Content-Security-Policy", "default-src 'none'; sandbox"),
            ("X-Content-Type-Options", "nosniff"),
            ("Cache-Control", "no-store"),
        ]
        start_response("200 OK", headers)
        return [b""]
    received = len(environ["wsgi.input"].read())
    seen = {name: value for name, value in environ.items() if isinstance(value, str)} | {"received": received}
    start_response("200 OK", [("Content-Type", "application/json")])
    return [json.dumps(seen).encode()]
