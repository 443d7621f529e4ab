"""A ZIP as an answer of a length known beforehand."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from flask import Response, request

from backend.downloads.service import Opened
from backend.web.headers import CONTENT_POLICY


def zip_response(opened: Opened) -> Response:
    """The ZIP as an attachment. nginx hands each piece on as it comes, and spools nothing of it on its disk."""
    content: Iterable[bytes] = () if request.method == "HEAD" else opened.archive.stream()
    response = Response(content, content_type="application/zip", direct_passthrough=True)
    response.content_length = opened.archive.size
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(opened.name, safe='')}"
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    response.headers["Accept-Ranges"] = "none"
    response.headers["X-Accel-Buffering"] = "no"
    return response
