"""Opening what is to be seen: the right is checked each time, the access recorded once per session."""

from __future__ import annotations

from uuid import UUID

from backend.audit import service as audit
from backend.audit.events import Event
from backend.documents.models import Document
from backend.folders import access
from backend.principal import UserPrincipal
from backend.studies.models import Study


def study(user: UserPrincipal, study_id: UUID) -> Study:
    """The study, if `user` may see it.

    Every way of reading it leads through here, so the record holds whoever has seen a picture, also by a script that
    never asked for the study itself. Raises NotFound.
    """
    found = access.visible_study(user, study_id)
    audit.record_once(user, Event.STUDY_READ, f"study:{study_id}", session=str(user.session_id))
    return found


def document(user: UserPrincipal, document_id: UUID) -> Document:
    """The document, if `user` may see it. Raises NotFound."""
    found = access.visible_document(user, document_id)
    audit.record_once(user, Event.DOCUMENT_READ, f"document:{document_id}", session=str(user.session_id))
    return found
