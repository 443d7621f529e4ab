"""How much a folder holds, with everything below it: for whoever looks at a folder from outside."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import peewee

from backend.folders import access, grants, tree
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal


def of(user: UserPrincipal, folder_id: UUID) -> dict[str, Any]:
    """The figures, as `schemas.FiguresSchema` says. A study or document that lies in several of the folders counts
    once. Raises NotFound.
    """
    folder = access.require_folder(user, folder_id, "see")
    inside = tree.subtree([folder.id])
    things = (
        FolderEntry.select(FolderEntry.study, FolderEntry.document, FolderEntry.sort_size)
        .where(FolderEntry.folder.in_(inside), FolderEntry.trashed_at.is_null())
        .distinct()
        .cte("things", columns=("study_id", "document_id", "size"))
    )
    counts = (peewee.fn.COUNT(column) for column in (things.c.study_id, things.c.document_id))
    studies, documents, size = things.select_from(*counts, peewee.fn.SUM(things.c.size)).tuples().get()
    is_own = folder.owner_id == user.user_id
    return {
        "folders": Folder.select().where(Folder.id.in_(inside)).count() - 1,
        "studies": studies,
        "documents": documents,
        "size": int(size or 0),
        "colleagues": grants.names_by_folder([folder.id]).get(folder.id, []) if is_own else [],
    }
