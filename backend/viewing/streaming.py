"""Bytes as answers: rendered pictures, and stored bytes that never run in our origin."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from flask import Response, request
from werkzeug.wsgi import wrap_file

from backend.config import current
from backend.storage import service as storage
from backend.storage.models import Blob
from backend.web.headers import CONTENT_POLICY

PIECE = 1 << 20


@dataclass(frozen=True)
class Picture:
    """An image that we encode ourselves, if it is still wanted; `tag` names its content for conditional requests."""

    tag: str
    media_type: str
    draw: Callable[[], bytes]


@dataclass(frozen=True)
class StoredBytes:
    """A blob and the name under which it is saved."""

    blob: Blob
    name: str
    media_type: str


def image_response(picture: Picture, *, kept: bool = True) -> Response:
    """A picture, cacheable in this browser alone: it is a patient's. It is drawn only if the browser lacks it.

    `kept`: False for a browser that is to keep nothing, since it may see the picture only for now.
    """
    if request.if_none_match.contains(picture.tag):
        response = Response(status=304)
    else:
        response = Response(picture.draw(), content_type=picture.media_type)
    response.set_etag(picture.tag)
    response.headers["Cache-Control"] = "private, max-age=3600" if kept else "no-store"
    response.headers["Vary"] = "Cookie"
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    return response


def stored_bytes_response(stored: StoredBytes) -> Response:
    """An attachment under a sandbox policy; nginx sends the bytes itself where it can (X-Accel-Redirect)."""
    path = storage.store().local_path(stored.blob.key)
    if current().x_accel and path is not None:
        response = Response()
        response.headers["X-Accel-Redirect"] = f"/_blobs/{path.relative_to(current().blob_dir)}"
    else:
        reader = storage.store().open(stored.blob.key)  # now, so that missing bytes are an error answer
        response = Response(wrap_file(request.environ, reader, PIECE), direct_passthrough=True)
        response.content_length = stored.blob.size
    response.headers["Content-Type"] = stored.media_type
    response.headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(stored.name, safe='')}"
    response.headers["Content-Security-Policy"] = CONTENT_POLICY
    return response
