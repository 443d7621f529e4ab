"""Who may do what with which folder, study and document: the only place that decides.

At present: the owner, and only what does not lie in the trash. Grants to colleagues will be decided here as well.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Literal
from uuid import UUID

import peewee

from backend.documents.models import Document
from backend.errors import NotFound
from backend.folders import tree
from backend.folders.errors import RootFolder
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from backend.studies.models import Study

Right = Literal["see", "add", "edit", "delete", "share"]

#: What can't be done with the top of a tree.
_NOT_WITH_ROOT: frozenset[Right] = frozenset({"edit", "delete", "share"})


def require_folder(user: UserPrincipal, folder_id: UUID, right: Right) -> Folder:
    """The folder, if the user may do that with it.

    Raises NotFound if it does not exist, is another's or lies in the trash; Forbidden, with a sentence, if the user may
    see it, but not do that.
    """
    return require_path(user, folder_id, right)[-1]


def require_path(user: UserPrincipal, folder_id: UUID, right: Right) -> list[Folder]:
    """The way from the root to the folder, under the same conditions as `require_folder`."""
    path = tree.path(folder_id)
    if not path or path[-1].owner_id != user.user_id or any(step.trashed_at for step in path):
        raise NotFound
    if right in _NOT_WITH_ROOT and path[-1].parent_id is None:
        raise RootFolder
    return path


def require_folders(user: UserPrincipal, folder_ids: Collection[UUID], right: Right) -> list[Folder]:
    """All of the folders, in one query for many; raises as `require_folder` does, for any of them."""
    wanted = set(folder_ids)
    found = list(Folder.select().where(Folder.id.in_(wanted), Folder.owner == user.user_id, _live_folder(user)))
    if len(found) != len(wanted):
        raise NotFound
    if right in _NOT_WITH_ROOT and any(folder.parent_id is None for folder in found):
        raise RootFolder
    return found


def require_entries(user: UserPrincipal, entry_ids: Collection[UUID], right: Right = "delete") -> list[FolderEntry]:
    """The entries, each with its folder, if the user may do that with them ("see", or "delete": take them out of their
    folders); raises NotFound."""
    wanted = set(entry_ids)
    found = list(
        FolderEntry.select(FolderEntry, Folder)
        .join(Folder)
        .where(FolderEntry.id.in_(wanted), Folder.owner == user.user_id, live_entry(user))
    )
    if len(found) != len(wanted):
        raise NotFound
    return found


def rights(user: UserPrincipal, folder: Folder) -> dict[str, bool]:
    """What the user may do with a folder that they see, as `schemas.RightsSchema` says."""
    owns = folder.owner_id == user.user_id
    below_root = folder.parent_id is not None
    return {
        "may_add": owns,
        "may_rename": owns and below_root,
        "may_delete": owns and below_root,
        "may_share": owns and below_root,
    }


def visible_study(user: UserPrincipal, study_id: UUID) -> Study:
    """The study, if one of the folders that the user sees holds it; raises NotFound."""
    study: Study | None = Study.get_or_none(Study.id == study_id, visible_studies(user))
    if study is None:
        raise NotFound
    return study


def visible_document(user: UserPrincipal, document_id: UUID) -> Document:
    """The document, if one of the folders that the user sees holds it; raises NotFound."""
    held = FolderEntry.select(FolderEntry.document).where(FolderEntry.document == document_id, live_entry(user))
    document: Document | None = Document.get_or_none(
        Document.id == document_id, Document.owner == user.user_id, Document.id.in_(held)
    )
    if document is None:
        raise NotFound
    return document


def visible_studies(user: UserPrincipal) -> Any:
    """A condition on Study: the user may see it, because a folder that they see holds it."""
    entry = FolderEntry.alias()
    held = entry.select(entry.id).where(
        entry.study == Study.id, entry.trashed_at.is_null(), entry.folder.not_in(tree.trashed(user.user_id))
    )
    return (Study.owner == user.user_id) & peewee.fn.EXISTS(held)


def live_entry(user: UserPrincipal) -> Any:
    """A condition on FolderEntry: it lies in no trash, neither itself nor by its folder."""
    return FolderEntry.trashed_at.is_null() & FolderEntry.folder.not_in(tree.trashed(user.user_id))


def _live_folder(user: UserPrincipal) -> Any:
    return Folder.id.not_in(tree.trashed(user.user_id))
