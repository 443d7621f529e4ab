"""Opening what is to be seen: the right is checked each time, the access recorded once per session."""

from __future__ import annotations

from uuid import UUID

from backend.audit import service as audit
from backend.audit.events import Event
from backend.documents.models import Document
from backend.folders import access
from backend.folders.access import Viewer
from backend.studies.models import Study


def study(viewer: Viewer, study_id: UUID) -> Study:
    """The study, if `viewer` may see it.

    Every way of reading it leads through here, so the record holds whoever has seen a picture, also by a script that
    never asked for the study itself. Raises NotFound.
    """
    found = access.visible_study(viewer, study_id)
    who = access.who(viewer)
    audit.record_once(who, Event.STUDY_READ, f"study:{study_id}", session=str(who.session_id))
    return found


def document(viewer: Viewer, document_id: UUID) -> Document:
    """The document, if `viewer` may see it. Raises NotFound."""
    found = access.visible_document(viewer, document_id)
    who = access.who(viewer)
    audit.record_once(who, Event.DOCUMENT_READ, f"document:{document_id}", session=str(who.session_id))
    return found
