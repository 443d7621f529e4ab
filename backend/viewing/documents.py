"""Reading documents: their particulars, their bytes, and what can be seen of them in place."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.config import current
from backend.documents.models import Document
from backend.folders.access import Viewer
from backend.storage import service as storage
from backend.viewing import opening, pictures, plain_text
from backend.viewing.errors import NoPreview
from backend.viewing.picture_cache import PictureCache
from backend.viewing.redrawing import redraw_apart
from backend.viewing.streaming import Picture, StoredBytes

PREVIEW_SIDE = 2560

#: Part of every tag: raised when the same bytes come out as another picture, so that no browser keeps the old one.
PREVIEWING = 1


def read(viewer: Viewer, document_id: UUID) -> dict[str, Any]:
    """The document's particulars; `shown_as` says how it can be seen in place. Raises NotFound."""
    document = opening.document(viewer, document_id)
    return {
        "id": document.id,
        "name": document.name,
        "media_type": document.media_type,
        "size": document.size,
        "created_at": document.created_at,
        "shown_as": shown_as(document.media_type),
        "pages": _pages(document),
    }


def content(viewer: Viewer, document_id: UUID) -> StoredBytes:
    """The document's bytes as they came. Raises NotFound."""
    document = opening.document(viewer, document_id)
    return StoredBytes(document.blob, document.name, document.media_type)


def preview(viewer: Viewer, document_id: UUID, page: int = 1) -> Picture:
    """One page (from 1) of an image document, decoded and encoded anew.

    Raises NotFound, NoPreview; drawing it may raise NoSuchPage, DocumentUnreadable, DocumentTooLarge.
    """
    document = opening.document(viewer, document_id)
    if shown_as(document.media_type) != "image":
        raise NoPreview
    tag = f"{document.blob.sha256}-p{page}-{PREVIEW_SIDE}-r{PREVIEWING}"

    def draw() -> bytes:
        with storage.store().open(document.blob.key) as source:
            return redraw_apart(source, page=page, longest_side=PREVIEW_SIDE)

    cache = PictureCache(current().data_dir / "cache" / "previews")
    return Picture(tag, "image/jpeg", lambda: cache.get(tag, draw))


def text(viewer: Viewer, document_id: UUID) -> dict[str, Any]:
    """A text document's beginning as characters. Raises NotFound, NoPreview."""
    document = opening.document(viewer, document_id)
    if shown_as(document.media_type) != "text":
        raise NoPreview
    with storage.store().open(document.blob.key) as source:
        start = source.read(plain_text.BYTES_MOST)
    return {"text": plain_text.decode(start), "complete": document.blob.size <= plain_text.BYTES_MOST}


def shown_as(media_type: str) -> str:
    """How a document of this media type can be seen in place: pdf, image, text or nothing."""
    if media_type == "application/pdf":
        return "pdf"
    if media_type in pictures.FORMATS:
        return "image"
    if media_type.startswith("text/") or media_type in plain_text.MORE_MEDIA_TYPES:
        return "text"
    return "nothing"


def _pages(document: Document) -> int | None:
    if document.media_type not in pictures.PAGED:
        return None
    with storage.store().open(document.blob.key) as source:
        return pictures.count_pages(source)
