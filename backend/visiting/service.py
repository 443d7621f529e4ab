"""What a guest sees of the folder of their link, and takes home of it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any
from uuid import UUID

from backend.audit import service as audit
from backend.audit.events import Event
from backend.browsing import listing, readings
from backend.browsing.listing import Wish
from backend.db import db
from backend.downloads import service as downloads
from backend.downloads.service import Opened
from backend.errors import Invalid
from backend.folders import access as folders
from backend.links import timeline
from backend.principal import GuestPrincipal
from backend.viewing import documents, studies
from backend.viewing.errors import DocumentTooLarge, DocumentUnreadable, NoPreview
from backend.viewing.streaming import Picture, StoredBytes
from backend.visiting import access
from backend.visiting.errors import NotShown


def content(guest: GuestPrincipal, folder_id: UUID, *, limit: int, cursor: str | None) -> dict[str, Any]:
    """A page of a folder's content by name, as `schemas.GuestContentSchema` says; the first one is recorded.

    Raises NotFound, BadCursor, and what `access.to_see` raises.
    """
    path = folders.seen_path(access.to_see(guest), folder_id)
    page = listing.read(None, path[-1], Wish(limit=limit, cursor=cursor))
    if cursor is None:
        _note_look(guest, folder_id)
    return {
        "breadcrumbs": [{"id": step.id, "name": step.name} for step in path],
        "items": page.rows,
        "next_cursor": page.next_cursor,
        "total": page.total,
    }


def study(guest: GuestPrincipal, study_id: UUID) -> dict[str, Any]:
    """The study with its series; what its owner has still to settle about it is not told. Raises NotFound, and what
    `access.to_see` raises."""
    return {**studies.read(access.to_see(guest), study_id), "variant": 0, "conflicts": 0}


def document_bytes(guest: GuestPrincipal, document_id: UUID) -> StoredBytes:
    """A document's bytes, for one who may download; else of a PDF alone, since the page draws those itself.

    Raises NotFound, NotToBeDownloaded, and what `access.to_see` raises.
    """
    viewer = access.to_see(guest)
    if documents.shown_as(folders.visible_document(viewer, document_id).media_type) != "pdf":
        access.to_download(guest)
    return documents.content(viewer, document_id)


def preview(guest: GuestPrincipal, document_id: UUID, page: int) -> Picture:
    """A page of an image document. Raises NotFound, NotShown or what `documents.preview` raises, and what
    `access.to_see` raises; so does drawing it."""
    viewer = access.to_see(guest)
    with _without_promising(guest):
        picture = documents.preview(viewer, document_id, page)

    def draw() -> bytes:
        with _without_promising(guest):
            return picture.draw()

    return replace(picture, draw=draw)


def text(guest: GuestPrincipal, document_id: UUID) -> dict[str, Any]:
    """A text document's beginning. Raises NotFound, NotShown or NoPreview, and what `access.to_see` raises."""
    viewer = access.to_see(guest)
    with _without_promising(guest):
        return documents.text(viewer, document_id)


def look_at_archive(guest: GuestPrincipal, folder_id: UUID | None, entry_id: UUID | None) -> Opened:
    """What `archive` would send, without sending or recording it. Raises as `archive` does."""
    return downloads.look_now(access.to_download(guest), *_chosen(folder_id, entry_id))


def archive(guest: GuestPrincipal, folder_id: UUID | None, entry_id: UUID | None) -> Opened:
    """A folder with all that is below, or one entry of a folder, as a ZIP; stands in the link's timeline.

    Raises Invalid, NotFound, TooManyFiles, and what `access.to_download` raises.
    """
    opened = downloads.open_now(access.to_download(guest), *_chosen(folder_id, entry_id))
    with db.atomic():
        timeline.note(guest.link_id, "downloaded", files=opened.files)
    return opened


def require_still(guest: GuestPrincipal) -> None:
    """Raise what `access.to_download` raises: asked while a long ZIP is being sent, after its request has ended."""
    with db.connection_context():
        access.to_download(guest)


@contextmanager
def _without_promising(guest: GuestPrincipal) -> Iterator[None]:
    """The app says of what it can't show that it can be downloaded: not to a guest who may not."""
    try:
        yield
    except (NoPreview, DocumentUnreadable, DocumentTooLarge) as error:
        if access.may_download(guest):
            raise
        raise NotShown from error


def _chosen(folder_id: UUID | None, entry_id: UUID | None) -> tuple[list[UUID], list[UUID]]:
    if (folder_id is None) == (entry_id is None):
        raise Invalid({"entry_id": "Please choose one folder, or one entry, to download."})
    return ([folder_id] if folder_id else []), ([entry_id] if entry_id else [])


def _note_look(guest: GuestPrincipal, folder_id: UUID) -> None:
    """In the record for each folder; in the link's timeline once for each browser."""
    readings.note(guest, folder_id)
    with db.atomic():
        reference = timeline.reference(guest.link_id)
        if audit.record_once(guest, Event.GUEST_FOLDER_SEEN, reference, session=str(guest.session_id)):
            timeline.note(guest.link_id, "folder_seen")
