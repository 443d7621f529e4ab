"""Who may do what with which folder, study and document: the only place that decides.

An owner may do everything in their tree. A colleague may do what a grant says, in the granted folder and all live
folders below it, and learns nothing of what lies above (docs/adr/0019). A link's guest sees, and no more, where the
link lets them (folders.within, docs/adr/0026). What lies in the trash is nobody's here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

import peewee

from backend.accounts.models import User
from backend.db import utcnow
from backend.documents.models import Document
from backend.errors import Forbidden, NotFound
from backend.folders import tree, within
from backend.folders.errors import OnlyOwnerShares, OnlyView, RootFolder, SharedTop
from backend.folders.models import Folder, FolderEntry, FolderGrant
from backend.folders.within import FolderGuest
from backend.principal import GuestPrincipal, UserPrincipal
from backend.studies.models import Study

#: Who can look at something.
Viewer = UserPrincipal | FolderGuest

Right = Literal["see", "add", "edit", "delete", "share", "grant"]

#: What can't be done with the top of a tree.
_NOT_WITH_ROOT: frozenset[Right] = frozenset({"edit", "delete", "share", "grant"})


def require_folder(user: UserPrincipal, folder_id: UUID, right: Right) -> Folder:
    """The folder, if the user may do that with it.

    Raises NotFound if it does not exist, is not the user's to see or lies in the trash; Forbidden, with a sentence, if
    the user may see it, but not do that.
    """
    return require_path(user, folder_id, right)[-1]


def require_path(user: UserPrincipal, folder_id: UUID, right: Right) -> list[Folder]:
    """The way to the folder from the topmost folder that the user sees: their root, or what is shared with them.
    Under the same conditions as `require_folder`.
    """
    path = tree.path(folder_id)
    if not path or any(step.trashed_at for step in path):
        raise NotFound
    if path[-1].owner_id == user.user_id:
        if right in _NOT_WITH_ROOT and path[-1].parent_id is None:
            raise RootFolder
        return path
    way = [step.id for step in path]
    grants = _grants(user, way)
    _require_granted(grants, way, right)
    return path[_top(grants, way) :]


def require_folders(user: UserPrincipal, folder_ids: Collection[UUID], right: Right) -> list[Folder]:
    """All of the folders, in few queries for many; raises as `require_folder` does, for any of them."""
    wanted = set(folder_ids)
    found = list(Folder.select().where(Folder.id.in_(wanted)))
    own = [folder for folder in found if folder.owner_id == user.user_id]
    foreign = [folder.id for folder in found if folder.owner_id != user.user_id]
    trashed = tree.in_trash([folder.id for folder in own])
    if len(found) != len(wanted) or trashed:
        raise NotFound
    _require_foreign(user, foreign, right)
    if right in _NOT_WITH_ROOT and any(folder.parent_id is None for folder in found):
        raise RootFolder
    return found


def require_entries(
    user: UserPrincipal, entry_ids: Collection[UUID], right: Literal["see", "delete"] = "delete"
) -> list[FolderEntry]:
    """The entries, each with its folder, if the user may do that with them ("see", or "delete": take them out of their
    folders). Raises NotFound; Forbidden if the user sees all of them, but may not take them out."""
    wanted = set(entry_ids)
    query = FolderEntry.select(FolderEntry, Folder).join(Folder)
    found = list(query.where(FolderEntry.id.in_(wanted), FolderEntry.trashed_at.is_null()))
    if len(found) != len(wanted):
        raise NotFound
    require_folders(user, {entry.folder_id for entry in found}, "see" if right == "see" else "add")
    return found


def seen_path(viewer: Viewer, folder_id: UUID) -> list[Folder]:
    """The way to the folder from the topmost folder that the viewer sees; raises NotFound."""
    if isinstance(viewer, FolderGuest):
        return within.path(viewer, folder_id)
    return require_path(viewer, folder_id, "see")


def seen_folders(viewer: Viewer, folder_ids: Collection[UUID]) -> list[Folder]:
    """All of the folders; raises NotFound if the viewer does not see one of them."""
    if isinstance(viewer, FolderGuest):
        return within.folders(viewer, folder_ids)
    return require_folders(viewer, folder_ids, "see")


def seen_entries(viewer: Viewer, entry_ids: Collection[UUID]) -> list[FolderEntry]:
    """The entries, each with its folder; raises NotFound if the viewer does not see one of them."""
    if not isinstance(viewer, FolderGuest):
        return require_entries(viewer, entry_ids, "see")
    wanted = set(entry_ids)
    query = FolderEntry.select(FolderEntry, Folder).join(Folder)
    found = list(query.where(FolderEntry.id.in_(wanted), within.live_entry(viewer)))
    if len(found) != len(wanted):
        raise NotFound
    return found


def who(viewer: Viewer) -> UserPrincipal | GuestPrincipal:
    """The viewer as the one who acts."""
    return viewer.principal if isinstance(viewer, FolderGuest) else viewer


def rights(user: UserPrincipal, folder: Folder) -> dict[str, bool]:
    """What the user may do with a folder that they see, as `schemas.RightsSchema` says."""
    return rights_of(user, [folder])[folder.id]


def rights_of(user: UserPrincipal, folders: Sequence[Folder]) -> dict[UUID, dict[str, bool]]:
    """`rights` of each folder; without a query for the user's own, with two for all others together."""
    foreign = [folder.id for folder in folders if folder.owner_id != user.user_id]
    ways = tree.ways_up(foreign) if foreign else {}
    grants = _grants(user, {step for way in ways.values() for step in way}) if ways else {}
    return {folder.id: _rights(user, folder, grants, ways.get(folder.id, [])) for folder in folders}


def next_end(user: UserPrincipal, shown: Collection[UUID]) -> datetime | None:
    """The next moment (UTC) at which a grant ends by itself: one of the user's, or one on any of these folders."""
    concerned = (FolderGrant.grantee == user.user_id) | FolderGrant.folder.in_(shown)
    query = FolderGrant.select(peewee.fn.MIN(FolderGrant.until)).where(concerned, FolderGrant.until > utcnow())
    end: datetime | None = query.scalar()
    return end


def ends(shown: Collection[UUID]) -> list[datetime]:
    """The moments (UTC) at which grants on any of these folders end by themselves."""
    if not shown:
        return []
    return tree.column(
        FolderGrant.select(FolderGrant.until).where(
            FolderGrant.folder.in_(shown), holding(), FolderGrant.until.is_null(False)
        )
    )


def shared_tops(user: UserPrincipal) -> list[UUID]:
    """The topmost folders that are shared with the user, as far as they are live."""
    grants = _grants(user, None)
    ways = tree.ways_up(grants) if grants else {}
    return [folder_id for folder_id, way in ways.items() if not any(step in grants for step in way[:-1])]


def holding() -> Any:
    """A condition on FolderGrant: it has not ended."""
    return FolderGrant.until.is_null() | (FolderGrant.until > utcnow())


def visible_study(viewer: Viewer, study_id: UUID) -> Study:
    """The study, if one of the folders that the viewer sees holds it; raises NotFound."""
    held = FolderEntry.select(FolderEntry.study).where(FolderEntry.study == study_id, live_entry(viewer))
    study: Study | None = Study.get_or_none(Study.id == study_id, Study.id.in_(held))
    if study is None:
        raise NotFound
    return study


def visible_document(viewer: Viewer, document_id: UUID) -> Document:
    """The document, if one of the folders that the viewer sees holds it; raises NotFound."""
    held = FolderEntry.select(FolderEntry.document).where(FolderEntry.document == document_id, live_entry(viewer))
    document: Document | None = Document.get_or_none(Document.id == document_id, Document.id.in_(held))
    if document is None:
        raise NotFound
    return document


def visible_studies(viewer: Viewer) -> Any:
    """A condition on Study: the viewer may see it, because a folder that they see holds it."""
    if isinstance(viewer, FolderGuest):
        seen = FolderEntry.select(FolderEntry.study).where(within.live_entry(viewer), FolderEntry.study.is_null(False))
        return Study.id.in_(seen)
    user = viewer
    tops = shared_tops(user)
    if not tops:
        return _own_studies(user, Study)
    mine, shared = Study.alias(), FolderEntry.alias()
    reached = shared.select(shared.study).where(
        shared.folder.in_(tree.subtree(tops)), shared.trashed_at.is_null(), shared.study.is_null(False)
    )
    # Not "own or reached": for that PostgreSQL reads every study of the installation
    return Study.id.in_(mine.select(mine.id).where(_own_studies(user, mine)).union_all(reached))


def _own_studies(user: UserPrincipal, study: Any) -> Any:
    """A condition on `study`: it is the user's, and lies in a folder that is in no trash."""
    entry = FolderEntry.alias()
    held = entry.select(entry.id).where(
        entry.study == study.id, entry.trashed_at.is_null(), entry.folder.not_in(tree.trashed(user.user_id))
    )
    return (study.owner == user.user_id) & peewee.fn.EXISTS(held)


def live_entry(viewer: Viewer) -> Any:
    """A condition on FolderEntry: it lies in a folder that the viewer sees, and in no trash."""
    if isinstance(viewer, FolderGuest):
        return within.live_entry(viewer)
    user = viewer
    folder = Folder.alias()
    held = folder.select(peewee.Value(1)).where(folder.id == FolderEntry.folder, folder.owner == user.user_id)
    seen = peewee.fn.EXISTS(held) & FolderEntry.folder.not_in(tree.trashed(user.user_id))
    tops = shared_tops(user)
    if tops:
        seen |= FolderEntry.folder.in_(tree.subtree(tops))
    return FolderEntry.trashed_at.is_null() & seen


def _grants(user: UserPrincipal, folder_ids: Iterable[UUID] | None) -> dict[UUID, str]:
    """What the user may ("view", "edit") by the grants that hold, on these folders or on all."""
    query: Any = (
        FolderGrant.select(FolderGrant.folder, FolderGrant.may)
        .join(User)
        .where(FolderGrant.grantee == user.user_id, User.active, holding())
    )
    if folder_ids is None:
        return dict(query.tuples())
    wanted = set(folder_ids)
    return {folder_id: may for folder_id, may in query.tuples() if folder_id in wanted}


def _top(grants: dict[UUID, str], way: Sequence[UUID]) -> int:
    return next(index for index, step in enumerate(way) if step in grants)


def _edits(grants: dict[UUID, str], way: Iterable[UUID]) -> bool:
    return any(grants.get(step) == "edit" for step in way)


def _require_foreign(user: UserPrincipal, folder_ids: Collection[UUID], right: Right) -> None:
    """Raise as `require_folder` does for any of these folders of others; first NotFound, if any is not seen."""
    if not folder_ids:
        return
    ways = tree.ways_up(folder_ids)
    grants = _grants(user, None)
    if any(not any(step in grants for step in ways.get(folder_id, ())) for folder_id in folder_ids):
        raise NotFound
    for way in ways.values():
        _require_granted(grants, way, right)


def _require_granted(grants: dict[UUID, str], way: Sequence[UUID], right: Right) -> None:
    """Raise unless these grants allow that with the folder at the end of a way through another's tree."""
    if not any(step in grants for step in way):
        raise NotFound
    refused = _refusal(grants, way, right)
    if refused is not None:
        raise refused


def _refusal(grants: dict[UUID, str], way: Sequence[UUID], right: Right) -> type[Forbidden] | None:
    if right in ("share", "grant"):
        return OnlyOwnerShares
    if right == "see":
        return None
    if not _edits(grants, way):
        return OnlyView
    if right in ("edit", "delete") and not _edits(grants, way[:-1]):
        return SharedTop
    return None


def _rights(user: UserPrincipal, folder: Folder, grants: dict[UUID, str], way: Sequence[UUID]) -> dict[str, bool]:
    owns = folder.owner_id == user.user_id
    own_below_root = owns and folder.parent_id is not None
    may_change = own_below_root or _edits(grants, way[:-1])
    return {
        "may_add": owns or _edits(grants, way),
        "may_rename": may_change,
        "may_delete": may_change,
        "may_share": own_below_root,
        "may_grant": own_below_root,
    }
