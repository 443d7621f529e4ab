"""Downloads: a ticket for a selection, and the ZIP that it stands for."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import db, new_id, utcnow
from backend.downloads import dicomdir, selection
from backend.downloads.archive import Archive
from backend.downloads.errors import DownloadExpired, TooManyFiles
from backend.downloads.layout import DICOMDIR, Layout, lay_out, person, walk_studies
from backend.downloads.models import Download
from backend.downloads.names import safe
from backend.downloads.selection import ChosenDocument, ChosenFolder
from backend.errors import Invalid, NotFound
from backend.folders import access
from backend.folders.access import Viewer
from backend.principal import UserPrincipal

LIFE = timedelta(hours=1)
#: Files and folders in one ZIP: what unpacking programs still take well, and a plan that fits into memory (50 MB).
FILES_MOST = 50_000
NAME_MOST = 100


@dataclass(frozen=True)
class Opened:
    """A ZIP that is ready to be sent under its name."""

    name: str
    archive: Archive
    files: int


@dataclass(frozen=True)
class _Plan:
    name: str
    archive: Archive
    layout: Layout
    documents: list[ChosenDocument]


def prepare(user: UserPrincipal, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> dict[str, Any]:
    """A ticket for what was chosen, as `schemas.DownloadSchema` says.

    Raises Invalid if nothing was chosen, NotFound if the user may not see all of it, TooManyFiles.
    """
    if not folder_ids and not entry_ids:
        raise Invalid({"entry_ids": "Please choose what to download."})
    ticket_id = new_id()
    plan = _plan(user, ticket_id, folder_ids, entry_ids)
    with db.atomic():
        Download.create(
            id=ticket_id,
            user=user.user_id,
            folder_ids=[str(folder_id) for folder_id in folder_ids],
            entry_ids=[str(entry_id) for entry_id in entry_ids],
            expires_at=utcnow() + LIFE,
        )
    return {
        "id": ticket_id,
        "name": plan.name,
        "size": plan.archive.size,
        "files": len(plan.layout.files),
        "url": f"/api/downloads/{ticket_id}",
    }


def look(user: UserPrincipal, ticket_id: UUID) -> Opened:
    """What `open_` would send, without sending or recording it. Raises as `open_` does."""
    plan = _plan_of_ticket(user, ticket_id)
    return Opened(plan.name, plan.archive, len(plan.layout.files))


def open_(user: UserPrincipal, ticket_id: UUID) -> Opened:
    """The ZIP of what was chosen, as it is now and as far as the user may see it now; recorded.

    Raises NotFound for a ticket that is another's or names what the user may no longer see, DownloadExpired.
    """
    plan = _plan_of_ticket(user, ticket_id)
    _record(user, ticket_id, plan)
    return Opened(plan.name, plan.archive, len(plan.layout.files))


def look_now(viewer: Viewer, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> Opened:
    """What `open_now` would send, without sending or recording it. Raises as `open_now` does."""
    plan = _plan(viewer, new_id(), folder_ids, entry_ids)
    return Opened(plan.name, plan.archive, len(plan.layout.files))


def open_now(viewer: Viewer, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> Opened:
    """The ZIP of these folders and entries at once, without a ticket; recorded.

    Raises NotFound if the viewer may not see all of it, TooManyFiles.
    """
    download_id = new_id()
    plan = _plan(viewer, download_id, folder_ids, entry_ids)
    _record(viewer, download_id, plan)
    return Opened(plan.name, plan.archive, len(plan.layout.files))


def sweep() -> int:
    """Delete tickets that have been over for a day, till when they say so; returns how many."""
    return int(Download.delete().where(Download.expires_at < utcnow() - timedelta(days=1)).execute())


def _plan_of_ticket(user: UserPrincipal, ticket_id: UUID) -> _Plan:
    ticket = Download.get_or_none((Download.id == ticket_id) & (Download.user == user.user_id))
    if ticket is None:
        raise NotFound
    if ticket.expires_at <= utcnow():
        raise DownloadExpired
    return _plan(user, ticket_id, [UUID(text) for text in ticket.folder_ids], [UUID(text) for text in ticket.entry_ids])


def _record(viewer: Viewer, download_id: UUID, plan: _Plan) -> None:
    who = access.who(viewer)
    with db.atomic():
        audit.record(
            who, Event.DOWNLOAD_SENT, f"download:{download_id}", files=len(plan.layout.files), size=plan.archive.size
        )
        for placed in plan.layout.studies:
            audit.record(who, Event.STUDY_DOWNLOADED, f"study:{placed.row.id}", download=str(download_id))
        for document in plan.documents:
            audit.record(who, Event.DOCUMENT_DOWNLOADED, f"document:{document.id}", download=str(download_id))


def _plan(viewer: Viewer, download_id: UUID, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> _Plan:
    top = selection.read(viewer, folder_ids, entry_ids)
    _require_few(top)
    layout = lay_out(top, selection.fill({study.id: study for study in walk_studies(top)}.values()))
    archive = Archive(download_id)
    if layout.studies:
        archive.add_made(DICOMDIR, dicomdir.build(download_id, layout.studies))
    for path in layout.empty:
        archive.add_directory(path)
    for path, where in layout.files:
        archive.add(path, where)
    documents = {document.id: document for folder in _walk(top) for document in folder.documents}
    return _Plan(f"{_name(top)}.zip", archive, layout, list(documents.values()))


def _require_few(top: ChosenFolder) -> None:
    folders = list(_walk(top))
    count = sum(len(folder.documents) + sum(study.instance_count for study in folder.studies) for folder in folders)
    if count + len(folders) - 1 > FILES_MOST:
        raise TooManyFiles(count + len(folders) - 1, FILES_MOST)


def _walk(top: ChosenFolder) -> list[ChosenFolder]:
    return [top, *(inner for folder in top.folders for inner in _walk(folder))]


def _name(top: ChosenFolder) -> str:
    """After the one thing that was chosen, else after the day."""
    named = [*(folder.name for folder in top.folders), *(person(study.patient_name) for study in top.studies)]
    named += [document.name for document in top.documents]
    only = safe(named[0], NAME_MOST) if len(named) == 1 else ""
    return only or f"Filmjacket {utcnow():%Y-%m-%d}"
