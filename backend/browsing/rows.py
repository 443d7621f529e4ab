"""The rows of a listing: for each kind the query that reads them, and what is written of each."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import peewee

from backend.browsing.order import Order
from backend.db import rfc3339
from backend.deliveries.models import Delivery
from backend.documents.models import Document
from backend.folders.models import Folder, FolderEntry
from backend.folders.service import state_tag
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
    "etag": "",
    "owner_name": "",
    "shared_until": None,
    "colleagues": (),
}


def folders(folder_id: UUID, order: Order) -> Any:
    return _folders().select_extend(order.column.alias("order_value")).where(Folder.parent == folder_id)


def shared_folders(user: UserPrincipal, folder_ids: Collection[UUID]) -> dict[UUID, Row]:
    """The rows of these folders, which are shared with the user, as far as the folders say."""
    query = _folders().where(Folder.id.in_(folder_ids)).order_by(Folder.sort_name, Folder.id)
    return {values["id"]: _folder_row(user, values) for values in query.dicts()}


def _folders() -> Any:
    child, entry = Folder.alias(), FolderEntry.alias()
    has_folders = peewee.fn.EXISTS(
        child.select(peewee.Value(1)).where(child.parent == Folder.id, child.trashed_at.is_null())
    )
    has_entries = peewee.fn.EXISTS(
        entry.select(peewee.Value(1)).where(entry.folder == Folder.id, entry.trashed_at.is_null())
    )
    return Folder.select(
        Folder.id,
        Folder.parent.alias("parent"),
        Folder.name,
        Folder.created_at,
        Folder.created_by,
        has_folders.alias("has_folders"),
        has_entries.alias("has_entries"),
    ).where(Folder.trashed_at.is_null())


def studies(folder_id: UUID, order: Order) -> Any:
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
        Study.identity_settled_at,
        Study.size,
    ))  # fmt: skip


def documents(folder_id: UUID, order: Order) -> Any:
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


def _folder_row(user: UserPrincipal | None, values: dict[str, Any]) -> Row:
    return {
        **NOTHING,
        "kind": "folder",
        "id": _id(values["id"]),
        "name": values["name"],
        "added_at": _moment(values["created_at"]),
        "added_by": user.name if user is not None and values["created_by"] == str(user) else "",
        "added_via": "created",
        "has_children": bool(values["has_folders"] or values["has_entries"]),
        "etag": state_tag(Folder(id=_id(values["id"]), parent=_id(values["parent"]), name=values["name"])),
    }


def _study_row(_user: UserPrincipal | None, values: dict[str, Any]) -> Row:
    return {
        **NOTHING,
        **_arrival("study", values),
        "study_id": _id(values["thing_id"]),
        "PatientID": values["patient_id"],
        "PatientBirthDate": values["patient_birth_date"],
        "PatientSex": values["patient_sex"],
        "StudyDate": values["study_date"],
        "StudyDescription": values["study_description"],
        "AccessionNumber": values["accession_number"],
        "ModalitiesInStudy": list(filter(None, values["modalities_in_study"].split("\\"))),
        "series_count": values["series_count"],
        "instance_count": values["instance_count"],
        "variant": values["variant"] if values["identity_settled_at"] is None else 0,
        "conflicts": values["conflict_count"],
        "has_children": values["series_count"] > 0,
    }


def _document_row(_user: UserPrincipal | None, values: dict[str, Any]) -> Row:
    return {
        **NOTHING,
        **_arrival("document", values),
        "document_id": _id(values["thing_id"]),
        "media_type": values["media_type"],
    }


def _arrival(kind: str, values: dict[str, Any]) -> Row:
    return {
        "kind": kind,
        "id": _id(values["id"]),
        "name": values["name"],
        "size": values["size"],
        "added_at": _moment(values["added_at"]),
        "added_by": values["added_by_name"],
        "added_via": values["added_via"],
        "new": values["seen_at"] is None,
        "incomplete": values["delivery_state"] not in (None, "closed"),
    }


def _id(stored: UUID | str) -> str:
    """Also as SQLite has it: 32 digits. (Making 200 UUIDs of them would be a fifth of a page's time.)"""
    if isinstance(stored, UUID):
        return str(stored)
    return f"{stored[:8]}-{stored[8:12]}-{stored[12:16]}-{stored[16:20]}-{stored[20:]}"


def _moment(stored: datetime | str) -> str:
    """Also as SQLite has it: text with a space for the T."""
    return rfc3339(stored) if isinstance(stored, datetime) else f"{stored.replace(' ', 'T')}Z"


#: For each kind the query of a folder's live rows in an order, and what makes a row of what it finds.
QUERIES: Mapping[str, Callable[[UUID, Order], Any]] = {"folder": folders, "study": studies, "document": documents}
WRITTEN: Mapping[str, Callable[[UserPrincipal | None, dict[str, Any]], Row]] = {
    "folder": _folder_row,
    "study": _study_row,
    "document": _document_row,
}
