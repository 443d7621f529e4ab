"""One page of a folder's content, read by keyset: a middle page costs what the first one does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import peewee

from backend.browsing.order import KINDS, Order, Position, order_of, position_of
from backend.db import rfc3339
from backend.deliveries.models import Delivery
from backend.documents.models import Document
from backend.folders.models import Folder, FolderEntry
from backend.links.service import Mark
from backend.principal import UserPrincipal
from backend.studies.models import Study

Row = dict[str, Any]

#: What a row says where its kind has nothing to say (browsing.schemas.RowSchema).
NOTHING: Mapping[str, Any] = {
    "study_id": None,
    "document_id": None,
    "PatientID": "",
    "PatientBirthDate": "",
    "PatientSex": "",
    "StudyDate": "",
    "StudyDescription": "",
    "AccessionNumber": "",
    "ModalitiesInStudy": (),
    "series_count": None,
    "instance_count": None,
    "size": None,
    "variant": 0,
    "conflicts": 0,
    "incomplete": False,
    "media_type": None,
    "new": False,
    "has_children": False,
    "active_links": (),
}


@dataclass(frozen=True)
class Wish:
    """How a listing is asked for (browsing.schemas.ContentArguments)."""

    limit: int
    cursor: str | None = None
    sort: str = "name"
    descending: bool = False
    kinds: str = "all"


@dataclass(frozen=True)
class Page:
    """Rows, as far as the folder and its entries say; `next_cursor` is None at the end."""

    rows: list[Row]
    next_cursor: str | None


def read(user: UserPrincipal, folder_id: UUID, wish: Wish) -> Page:
    """A page of the folder's live content; raises BadCursor."""
    kinds = KINDS[:1] if wish.kinds == "folders" else KINDS
    after = position_of(wish.cursor, wish.sort)
    found: list[tuple[Position, Row]] = []
    for kind in kinds[kinds.index(after.kind) if after and after.kind in kinds else 0 :]:
        order = order_of(kind, wish.sort, descending=wish.descending)
        query = order.applied(_QUERIES[kind](folder_id, order), after if after and after.kind == kind else None)
        for values in query.limit(wish.limit + 1 - len(found)).dicts():
            position = Position(kind, values.pop("order_value"), values["id"])
            found.append((position, _ROWS[kind](user, values)))
        if len(found) > wish.limit:
            return Page([row for _, row in found[: wish.limit]], found[wish.limit - 1][0].cursor())
    return Page([row for _, row in found], None)


def shown_folders(folder_id: UUID, wish: Wish) -> list[UUID]:
    """The ids of the folders on the page, cheaply: what a poll needs to know."""
    after = position_of(wish.cursor, wish.sort)
    if after is not None and after.kind != "folder":
        return []
    order = order_of("folder", wish.sort, descending=wish.descending)
    ids = Folder.select(Folder.id).where(Folder.parent == folder_id, Folder.trashed_at.is_null())
    return [child_id for (child_id,) in order.applied(ids, after).limit(wish.limit).tuples()]


def with_marks(rows: Sequence[Row], marks: Mapping[UUID, Sequence[Mark]], news: set[UUID]) -> None:
    """Add to the folders among the rows their active links, and whether anything below them is new."""
    for row in rows:
        if row["kind"] == "folder":
            row["active_links"] = [described_mark(mark) for mark in marks.get(UUID(row["id"]), ())]
            row["new"] = UUID(row["id"]) in news


def described_mark(mark: Mark) -> dict[str, Any]:
    """A mark, as browsing.schemas.MarkSchema says."""
    return {
        "link_id": str(mark.link_id),
        "recipient": mark.recipient,
        "expires_at": rfc3339(mark.expires_at),
    }


def folders_with_news(folder_ids: Sequence[UUID]) -> set[UUID]:
    """Those of the folders in which, or somewhere below which, something has arrived that the owner has not seen."""
    start = Folder.select(Folder.id, Folder.id).where(Folder.id.in_(folder_ids))
    below = start.cte("below", recursive=True, columns=("origin", "id"))
    child = Folder.alias()
    step = child.select(below.c.origin, child.id).join(below, on=(child.parent == below.c.id))
    tree = below.union_all(step.where(child.trashed_at.is_null()))
    unseen = FolderEntry.select(peewee.Value(1)).where(
        FolderEntry.folder == tree.c.id, FolderEntry.trashed_at.is_null(), FolderEntry.seen_at.is_null()
    )
    origin = tree.c.origin.converter(Folder.id.python_value)
    query = tree.select_from(origin).distinct().where(peewee.fn.EXISTS(unseen))
    return {origin_id for (origin_id,) in query.tuples()}


def _folders(folder_id: UUID, order: Order) -> Any:
    child, entry = Folder.alias(), FolderEntry.alias()
    has_folders = peewee.fn.EXISTS(
        child.select(peewee.Value(1)).where(child.parent == Folder.id, child.trashed_at.is_null())
    )
    has_entries = peewee.fn.EXISTS(
        entry.select(peewee.Value(1)).where(entry.folder == Folder.id, entry.trashed_at.is_null())
    )
    return Folder.select(
        order.column.alias("order_value"),
        Folder.id,
        Folder.name,
        Folder.created_at,
        Folder.created_by,
        has_folders.alias("has_folders"),
        has_entries.alias("has_entries"),
    ).where(Folder.parent == folder_id, Folder.trashed_at.is_null())


def _studies(folder_id: UUID, order: Order) -> Any:
    return _entries(folder_id, order, Study, FolderEntry.study, (
        Study.patient_name.alias("name"),
        Study.patient_id,
        Study.patient_birth_date,
        Study.patient_sex,
        Study.study_date,
        Study.study_description,
        Study.accession_number,
        Study.modalities_in_study,
        Study.series_count,
        Study.instance_count,
        Study.conflict_count,
        Study.variant,
        Study.size,
    ))  # fmt: skip


def _documents(folder_id: UUID, order: Order) -> Any:
    return _entries(folder_id, order, Document, FolderEntry.document, (
        Document.name,
        Document.media_type,
        Document.size,
    ))  # fmt: skip


def _entries(folder_id: UUID, order: Order, model: Any, reference: Any, columns: tuple[Any, ...]) -> Any:
    return (
        FolderEntry.select(
            order.column.alias("order_value"),
            FolderEntry.id,
            reference.alias("thing_id"),
            FolderEntry.added_at,
            FolderEntry.added_by_name,
            FolderEntry.added_via,
            FolderEntry.seen_at,
            Delivery.state.alias("delivery_state"),
            *columns,
        )
        .join(model, on=(reference == model.id))
        .join(Delivery, peewee.JOIN.LEFT_OUTER, on=(FolderEntry.delivery_id == Delivery.id))
        .where(FolderEntry.folder == folder_id, FolderEntry.kind == order.kind, FolderEntry.trashed_at.is_null())
    )


def _folder_row(user: UserPrincipal, values: dict[str, Any]) -> Row:
    return {
        **NOTHING,
        "kind": "folder",
        "id": str(values["id"]),
        "name": values["name"],
        "added_at": rfc3339(values["created_at"]),
        "added_by": user.name if values["created_by"] == str(user) else "",
        "added_via": "created",
        "has_children": bool(values["has_folders"] or values["has_entries"]),
    }


def _study_row(_user: UserPrincipal, values: dict[str, Any]) -> Row:
    return {
        **NOTHING,
        **_arrival("study", values),
        "study_id": str(values["thing_id"]),
        "PatientID": values["patient_id"],
        "PatientBirthDate": values["patient_birth_date"],
        "PatientSex": values["patient_sex"],
        "StudyDate": values["study_date"],
        "StudyDescription": values["study_description"],
        "AccessionNumber": values["accession_number"],
        "ModalitiesInStudy": list(filter(None, values["modalities_in_study"].split("\\"))),
        "series_count": values["series_count"],
        "instance_count": values["instance_count"],
        "variant": values["variant"],
        "conflicts": values["conflict_count"],
        "has_children": values["series_count"] > 0,
    }


def _document_row(_user: UserPrincipal, values: dict[str, Any]) -> Row:
    return {
        **NOTHING,
        **_arrival("document", values),
        "document_id": str(values["thing_id"]),
        "media_type": values["media_type"],
    }


def _arrival(kind: str, values: dict[str, Any]) -> Row:
    return {
        "kind": kind,
        "id": str(values["id"]),
        "name": values["name"],
        "size": values["size"],
        "added_at": rfc3339(values["added_at"]),
        "added_by": values["added_by_name"],
        "added_via": values["added_via"],
        "new": values["seen_at"] is None,
        "incomplete": values["delivery_state"] not in (None, "closed"),
    }


_QUERIES = {"folder": _folders, "study": _studies, "document": _documents}
_ROWS = {"folder": _folder_row, "study": _study_row, "document": _document_row}
