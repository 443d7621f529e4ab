"""Folders: the tree and its entries."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.audit import service as audit
from backend.audit.events import Event
from backend.db import anew_if_deadlocked, db
from backend.errors import NotFound
from backend.folders import access, entries, grants, names, selection, tree
from backend.folders.entries import bump, file_entry
from backend.folders.errors import AnotherOwnersStudy, FolderChanged, NameTaken, TooDeep
from backend.folders.models import Folder, FolderEntry
from backend.principal import SystemPrincipal, UserPrincipal
from backend.studies.models import Study

__all__ = [
    "add_studies",
    "bump",
    "create",
    "create_root",
    "file_entry",
    "free_name",
    "read",
    "rename",
    "root",
    "root_id",
    "state_tag",
]


def create_root(user: User) -> None:
    """The top of a new account's tree; accounts call it, inside their transaction, through a hook."""
    Folder.create(owner=user, parent=None, name="", created_by=str(SystemPrincipal("accounts")))


def root(owner_id: UUID) -> Folder:
    """The top of the owner's tree."""
    top: Folder = Folder.get(Folder.owner == owner_id, Folder.parent.is_null())
    return top


def root_id(owner_id: UUID) -> UUID:
    """The id of the top of the owner's tree."""
    return root(owner_id).id


@anew_if_deadlocked
def create(user: UserPrincipal, parent_id: UUID, name: str) -> dict[str, Any]:
    """A new folder, as `schemas.FolderSchema` says. Raises Invalid, NotFound, NameTaken (with a free name), TooDeep."""
    name = names.clean(name)
    with db.atomic():
        tree.lock_all(selection.owners([parent_id], []))
        path = access.require_path(user, parent_id, "add")
        require_depth(parent_id, 1)
        require_free(parent_id, name)
        folder = Folder.create(
            owner=path[-1].owner_id,
            parent=parent_id,
            **names.columns(name),
            created_by=str(user),
        )
        entries.bump_with_parents([parent_id])
        audit.record(user, Event.FOLDER_CREATED, f"folder:{folder.id}", parent=str(parent_id))
    return described(user, [*path, folder])


def read(user: UserPrincipal, folder_id: UUID) -> dict[str, Any]:
    """A folder and the way to it, as `schemas.FolderSchema` says; raises NotFound."""
    return described(user, access.require_path(user, folder_id, "see"))


@anew_if_deadlocked
def rename(
    user: UserPrincipal, folder_id: UUID, name: str, *, is_current: Callable[[str], bool] = lambda tag: True
) -> dict[str, Any]:
    """Give the folder another name, if `is_current` says of its `state_tag` that this is the state that was seen.

    Raises Invalid, NotFound, RootFolder, FolderChanged, NameTaken (with a free name).
    """
    name = names.clean(name)
    with db.atomic():
        tree.lock_all(selection.owners([folder_id], []))
        path = access.require_path(user, folder_id, "edit")
        folder = path[-1]
        if not is_current(state_tag(folder)):
            place = " / ".join(step.name for step in path[:-1] if step.name)
            raise FolderChanged(folder.name, state_tag(folder), place)
        if name != folder.name:
            require_free(folder.parent_id, name, besides=folder_id)
            Folder.update(**names.columns(name)).where(Folder.id == folder_id).execute()
            folder.name = name
            bump(folder_id, folder.parent_id)
            audit.record(user, Event.FOLDER_RENAMED, f"folder:{folder_id}")
    return described(user, path)


def state_tag(folder: Folder) -> str:
    """Names the state of a folder's name and place, for If-Match: another name or parent gives another tag."""
    state = f"{folder.id} {folder.parent_id} {folder.name}"
    return hashlib.sha256(state.encode()).hexdigest()[:32]


@anew_if_deadlocked
def add_studies(user: UserPrincipal, folder_id: UUID, study_ids: list[UUID]) -> dict[str, list[UUID]]:
    """Lay studies into a folder by reference; all or none. Returns which were `added` and which were `present`.

    Raises NotFound for a folder or study that the user does not see, AnotherOwnersStudy.
    """
    wanted = list(dict.fromkeys(study_ids))
    with db.atomic():
        tree.lock_all(selection.owners([folder_id], []))
        folder = access.require_folder(user, folder_id, "add")
        studies = _visible(user, wanted)
        if any(study.owner_id != folder.owner_id for study in studies):
            raise AnotherOwnersStudy
        present = _lying_in(folder_id, wanted)
        added = [study for study in studies if study.id not in present]
        entries.lay(folder_id, added, added_by=str(user), added_by_name=user.name)
        if added:
            entries.bump_with_parents([folder_id])
            audit.record(
                user, Event.ENTRY_ADDED, f"folder:{folder_id}", studies=[str(study.id) for study in added], via="search"
            )
    return {
        "added": [study_id for study_id in wanted if study_id not in present],
        "present": [study_id for study_id in wanted if study_id in present],
    }


def described(user: UserPrincipal, path: list[Folder]) -> dict[str, Any]:
    """The last folder of a path from the topmost one that the user sees, as `schemas.FolderSchema` says."""
    folder = path[-1]
    is_own = folder.owner_id == user.user_id
    return {
        "id": folder.id,
        "name": folder.name,
        "parent_id": path[-2].id if len(path) > 1 else None,
        "breadcrumbs": [{"id": step.id, "name": step.name} for step in path],
        "rights": access.rights(user, folder),
        "created_at": folder.created_at,
        "etag": state_tag(folder),
        "is_own": is_own,
        "owner_name": "" if is_own else folder.owner.name,
        "shared_until": None if is_own else grants.ends_by_folder(user, [folder.id]).get(folder.id),
    }


def free_name(parent_id: UUID | None, name: str) -> str:
    """The name itself if no live folder in `parent_id` has it, else the next free one: "CT (2)"."""
    return names.first_free(name, _taken_like(parent_id, name))


def require_depth(parent_id: UUID, floors: int) -> None:
    """Raise TooDeep unless that many floors of folders can be built on this one."""
    if len(tree.path(parent_id)) - 1 + floors > tree.DEPTH_MOST:
        raise TooDeep(tree.DEPTH_MOST)


def require_free(parent_id: UUID | None, name: str, *, besides: UUID | None = None) -> None:
    """Raise NameTaken, with a free name, if another live folder in `parent_id` has this one."""
    same = (Folder.parent == parent_id) & (Folder.sibling_key == names.sibling_key(name))
    if Folder.select().where(same, Folder.id != besides if besides else True).exists():
        raise NameTaken(free_name(parent_id, name))


def _taken_like(parent_id: UUID | None, name: str) -> set[str]:
    """The sibling keys of those live folders in `parent_id` that stand in the way of the first free name."""
    taken: set[str] = set()
    candidates = names.free_names(name)
    while True:
        keys = [names.sibling_key(next(candidates)) for _ in range(50)]
        query = Folder.select(Folder.sibling_key).where(Folder.parent == parent_id, Folder.sibling_key.in_(keys))
        found = set(tree.column(query))
        taken |= found
        if len(found) < len(set(keys)):
            return taken


def _visible(user: UserPrincipal, study_ids: Collection[UUID]) -> list[Study]:
    """The studies in the order of the ids; raises NotFound unless the user sees all of them."""
    query = Study.select().where(Study.id.in_(study_ids), access.visible_studies(user))
    studies = {study.id: study for study in query}
    if len(studies) != len(study_ids):
        raise NotFound
    return [studies[study_id] for study_id in study_ids]


def _lying_in(folder_id: UUID, study_ids: Collection[UUID]) -> set[UUID]:
    query = FolderEntry.select(FolderEntry.study).where(
        FolderEntry.folder == folder_id, FolderEntry.study.in_(study_ids), FolderEntry.trashed_at.is_null()
    )
    return set(tree.column(query))
