"""Copying: folders are made anew; what lies in them is copied by reference within one tree, and by rows of their own
over the same bytes into another owner's (architecture.md, "Custody").

One short transaction: a copy is there as a whole or not at all. Studies are locked before trees, as when filing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

import peewee

from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import anew_if_deadlocked, db, new_id, utcnow
from backend.documents import service as documents
from backend.documents.models import Document
from backend.errors import Conflict
from backend.folders import access, entries, names, placing, selection, tree
from backend.folders.errors import RootFolder, TooMuchAtOnce
from backend.folders.models import Folder, FolderEntry
from backend.folders.placing import Key
from backend.folders.selection import Selection
from backend.principal import UserPrincipal
from backend.studies import transfer
from backend.studies.models import Study

#: Folders and entries of one copy; into another's tree also its images and documents.
ITEMS_MOST = 10_000
_ROWS_AT_ONCE = 500
_TRIES = 5


class _Changed(Exception):
    """Between looking and locking, other studies came into the selection."""


@dataclass
class _Copy:
    """One copy under way. `studies` and `documents` say what became of another owner's in the target's custody;
    `filed` holds the documents that it has filed for each folder, which do not lie there yet."""

    id: UUID
    user: UserPrincipal
    owner_id: UUID
    target_id: UUID
    chosen: Selection
    studies: dict[UUID, UUID]
    documents: dict[UUID, UUID] = field(default_factory=dict)
    filed: dict[UUID, list[Document]] = field(default_factory=dict)


@anew_if_deadlocked
def copy(
    user: UserPrincipal,
    target_id: UUID,
    folder_ids: Collection[UUID],
    entry_ids: Collection[UUID],
    keep_both: bool = False,
) -> dict[str, Any]:
    """Copy folders and entries into a folder, all or none; returns what `schemas.TransferredSchema` says.

    A copied folder has no links and no grants. Raises NotFound, Forbidden, RootFolder, MoveIntoItself, TooDeep,
    TooMuchAtOnce, NameTaken (with a free name, unless `keep_both`).
    """
    return in_one_transaction(lambda: copy_once(user, target_id, folder_ids, entry_ids, keep_both, "see"))


def in_one_transaction(act: Callable[[], dict[str, Any]]) -> dict[str, Any]:
    """The outcome of what begins with `copy_once`, begun anew if its selection has changed meanwhile."""
    for _ in range(_TRIES):
        try:
            with db.atomic():
                return act()
        except _Changed:
            continue
    raise Conflict


def copy_once(
    user: UserPrincipal,
    target_id: UUID,
    folder_ids: Collection[UUID],
    entry_ids: Collection[UUID],
    keep_both: bool,
    right: Literal["see", "delete"],
) -> dict[str, Any]:
    """`copy`, first of all in a transaction of `in_one_transaction`; afterwards all trees concerned are locked."""
    owner_id = access.require_folder(user, target_id, "add").owner_id
    copy_id = new_id()
    chosen = selection.select(user, folder_ids, entry_ids, right)
    if any(folder.parent_id is None for folder in chosen.tops):
        raise RootFolder
    foreign = _foreign_studies(chosen, owner_id)
    _require_not_too_much(chosen, foreign)
    brought = transfer.copy_studies(foreign, owner_id, copy_id)
    tree.lock_all({owner_id, *selection.owners(folder_ids, entry_ids)})
    access.require_folder(user, target_id, "add")
    chosen = selection.select(user, folder_ids, entry_ids, right)
    placing.require_room(target_id, chosen)
    if brought.keys() != {study.id for study in _foreign_studies(chosen, owner_id)}:
        raise _Changed
    made = _Copy(copy_id, user, owner_id, target_id, chosen, brought)
    folders, renamed = _copy_folders(made, keep_both)
    inside = _entries_in(chosen)
    for folder_id, found in inside.items():
        _lay(made, folders[folder_id], found, {})
    laid, present = _copy_lone(made)
    _record(made, folders)
    for study_id in set(brought.values()):
        entries.study_changed(study_id)
    entries.bump_with_parents([target_id])
    return {
        "folders": len(folders),
        "entries": sum(map(len, inside.values())) + len(laid),
        "present": present,
        "renamed": renamed,
        "made": {"folder_ids": [folders[folder.id] for folder in chosen.tops], "entry_ids": laid},
    }


def _require_not_too_much(chosen: Selection, foreign: list[Study]) -> None:
    """Before anything is written. What comes in between looking and locking may exceed it by that much."""
    items = len(chosen.folder_ids) + placing.count_within([folder.id for folder in chosen.tops]) + len(chosen.entries)
    if items + sum(study.instance_count for study in foreign) > ITEMS_MOST:
        raise TooMuchAtOnce(ITEMS_MOST)


def _foreign_studies(chosen: Selection, owner_id: UUID) -> list[Study]:
    """The studies of the selection that belong to other owners than the target's."""
    within = FolderEntry.folder.in_(tree.subtree([folder.id for folder in chosen.tops]))
    live = FolderEntry.trashed_at.is_null()
    lone = FolderEntry.id.in_([entry.id for entry in chosen.entries])
    held = FolderEntry.select(FolderEntry.study).where((within & live) | lone, FolderEntry.study.is_null(False))
    return list(Study.select().where(Study.id.in_(held), Study.owner != owner_id))


def _copy_folders(made: _Copy, keep_both: bool) -> tuple[dict[UUID, UUID], list[dict[str, Any]]]:
    """Make the chosen folders and all live ones below them anew, floor by floor; says which became which, and which
    got another name."""
    became: dict[UUID, UUID] = {}
    renamed: list[dict[str, Any]] = []
    for folder in made.chosen.tops:
        name = placing.name_there(made.target_id, folder.name, keep_both)
        became[folder.id] = new_id()
        Folder.insert(**_folder_row(made, became[folder.id], made.target_id, name)).execute()
        if name != folder.name:
            renamed.append({"id": became[folder.id], "name": name})
    floor = [folder.id for folder in made.chosen.tops]
    while floor:
        query = Folder.select(Folder.id, Folder.parent, Folder.name)
        children = list(query.where(Folder.parent.in_(floor), Folder.trashed_at.is_null()))
        became |= {child.id: new_id() for child in children}
        rows = [_folder_row(made, became[child.id], became[_parent(child)], child.name) for child in children]
        _insert(Folder, rows)
        floor = [child.id for child in children]
    return became, renamed


def _parent(folder: Folder) -> UUID:
    assert folder.parent_id is not None, "only a root has no parent, and nothing copies one"
    return folder.parent_id


def _folder_row(made: _Copy, folder_id: UUID, parent_id: UUID, name: str) -> dict[str, Any]:
    return {
        "id": folder_id,
        "owner": made.owner_id,
        "parent": parent_id,
        **names.columns(name),
        "created_by": str(made.user),
    }


def _entries_in(chosen: Selection) -> dict[UUID, list[FolderEntry]]:
    """The live entries of the chosen folders and all below them, by folder."""
    found: dict[UUID, list[FolderEntry]] = {}
    within = FolderEntry.folder.in_(tree.subtree([folder.id for folder in chosen.tops]))
    query = FolderEntry.select(FolderEntry, Folder).join(Folder).where(within, FolderEntry.trashed_at.is_null())
    for entry in query.order_by(FolderEntry.id):
        found.setdefault(entry.folder_id, []).append(entry)
    return found


def _copy_lone(made: _Copy) -> tuple[list[UUID], list[UUID]]:
    """The entries that were chosen themselves; says which were laid anew, and which of them lay there already."""
    wanted = [_key(made, made.target_id, entry) for entry in made.chosen.entries]
    there = placing.lying_there(made.target_id, wanted)
    in_trash = [known.id for known in there.values() if known.trashed_at is not None]
    FolderEntry.delete().where(FolderEntry.id.in_(in_trash)).execute()
    live = {key: known for key, known in there.items() if known.trashed_at is None}
    return _lay(made, made.target_id, made.chosen.entries, live)


def _key(made: _Copy, folder_id: UUID, entry: FolderEntry) -> Key:
    """Which study or document the copy of an entry, in that folder, refers to."""
    if entry.study_id is not None:
        return made.studies.get(entry.study_id, entry.study_id), None
    if entry.folder.owner_id == made.owner_id:
        return None, entry.document_id
    document: Document = Document.get_by_id(entry.document_id)
    if document.id not in made.documents:
        made.documents[document.id] = _copy_document(made, folder_id, document)
    return None, made.documents[document.id]


def _lay(
    made: _Copy, folder_id: UUID, chosen: list[FolderEntry], there: dict[Key, FolderEntry]
) -> tuple[list[UUID], list[UUID]]:
    """Lay copies of entries into a folder in which those of `there` lie already; answers as `_copy_lone` does."""
    taken, rows, present = set(there), [], []
    for entry in chosen:
        key = _key(made, folder_id, entry)
        if key in taken:
            present.append(entry.id)
            continue
        taken.add(key)
        rows.append(_entry_row(made, folder_id, entry, key))
    _insert(FolderEntry, rows)
    return [row["id"] for row in rows], present


def _copy_document(made: _Copy, folder_id: UUID, document: Document) -> UUID:
    filed = made.filed.setdefault(folder_id, [])
    neighbours = _neighbours(folder_id, document.name)
    neighbours += [known for known in filed if documents.may_collide(known.name, document.name)]
    copied = documents.file_document(
        made.owner_id, document.name, document.media_type, document.blob, made.id, neighbours
    )
    filed.append(copied)
    return copied.id


def _neighbours(folder_id: UUID, name: str) -> list[Document]:
    query = (
        Document.select()
        .join(FolderEntry)
        .where(FolderEntry.folder == folder_id, Document.name.startswith(documents.stem_of(name)))
    )
    return [known for known in query if documents.may_collide(known.name, name)]


def _entry_row(made: _Copy, folder_id: UUID, entry: FolderEntry, key: Key) -> dict[str, Any]:
    """Added now and by whoever copies; how it once came, and within one tree by which delivery, stays known."""
    study_id, document_id = key
    is_own = key == placing.key(entry)
    is_owner = made.user.user_id == made.owner_id
    now = utcnow()
    return {
        **{field.name: getattr(entry, field.name) for field in _LISTED},
        "id": new_id(),
        "folder": folder_id,
        "kind": entry.kind,
        "study": study_id,
        "document": document_id,
        "added_at": now,
        "added_by": str(made.user),
        "added_by_name": made.user.name,
        "added_via": entry.added_via,
        "delivery_id": entry.delivery_id if is_own else None,
        "seen_at": now if is_owner else None,
    }


def _record(made: _Copy, folders: dict[UUID, UUID]) -> None:
    to = {"to": str(made.target_id), "owner": str(made.owner_id), "copy": str(made.id)}
    for folder in made.chosen.tops:
        audit.record(made.user, Event.FOLDER_COPIED, f"folder:{folder.id}", into=str(folders[folder.id]), **to)
    for entry in made.chosen.entries:
        what = f"{entry.kind}:{entry.study_id or entry.document_id}"
        audit.record(made.user, Event.ENTRY_COPIED, f"folder:{entry.folder_id}", what=what, **to)


def _insert(model: Any, rows: list[dict[str, Any]]) -> None:
    for batch in peewee.chunked(rows, _ROWS_AT_ONCE):
        model.insert_many(batch).execute()


#: What an entry repeats of its study or document, to be ordered and filtered by.
_LISTED = [field for field in FolderEntry._meta.sorted_fields if field.name.startswith("sort_")] + [
    FolderEntry.filter_text
]
