"""What was chosen, and all that it holds, as a tree of its own: read under the rights of this very moment."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple, cast
from uuid import UUID

from backend.documents.models import Document
from backend.folders import access, tree
from backend.folders.access import Viewer
from backend.folders.models import Folder, FolderEntry
from backend.storage.models import Blob
from backend.studies.models import Instance, Series, Study


class Bytes(NamedTuple):
    """Where a file's bytes are."""

    key: str
    size: int


class ChosenDocument(NamedTuple):
    """A document in its folder."""

    id: UUID
    name: str
    bytes: Bytes


class ChosenInstance(NamedTuple):
    """An instance of a series."""

    id: UUID
    sop_instance_uid: str
    sop_class_uid: str
    transfer_syntax_uid: str
    instance_number: int | None
    has_pixels: bool
    bytes: Bytes


@dataclass(frozen=True)
class ChosenSeries:
    """A series with its instances by number."""

    row: Series
    instances: list[ChosenInstance] = field(default_factory=list)


@dataclass(frozen=True)
class ChosenStudy:
    """A study with its series by number."""

    row: Study
    series: list[ChosenSeries] = field(default_factory=list)


@dataclass
class ChosenFolder:
    """A folder and what lies in it, each kind in the folder view's order; the selection itself has no name."""

    name: str
    folders: list[ChosenFolder] = field(default_factory=list)
    studies: list[Study] = field(default_factory=list)
    documents: list[ChosenDocument] = field(default_factory=list)


def read(viewer: Viewer, folder_ids: Collection[UUID], entry_ids: Collection[UUID]) -> ChosenFolder:
    """The chosen folders and entries with all that is below; raises NotFound if the viewer may not see one of them.

    A folder that lies in another chosen one, and an entry whose folder is chosen, are there once: where they stand.
    """
    tops = {folder.id for folder in access.seen_folders(viewer, folder_ids)}
    lone = access.seen_entries(viewer, entry_ids)
    below = tree.below(tops)
    top = ChosenFolder("")
    made: dict[UUID, ChosenFolder] = {}
    rows = _folders(below)
    for folder in rows:
        made[folder.id] = ChosenFolder(folder.name)
    for folder in rows:
        parent = made.get(folder.parent_id) if folder.parent_id is not None else None
        if folder.parent_id is None:
            made[folder.id].name = ""
        (parent or top).folders.append(made[folder.id])
    _lay(made, top, below, [entry.id for entry in lone if entry.folder_id not in below])
    return _without_root(top)


def fill(studies: Iterable[Study]) -> dict[UUID, ChosenStudy]:
    """Series and instances of the studies, in the order in which a reader counts them."""
    filled = {study.id: ChosenStudy(study) for study in studies}
    for ids in tree.batches(filled):
        by_series: dict[UUID, ChosenSeries] = {}
        series_rows = (
            Series.select()
            .where(Series.study.in_(ids))
            .order_by(Series.series_number.asc(nulls="LAST"), Series.series_instance_uid)
        )
        for series in series_rows:
            by_series[series.id] = ChosenSeries(series)
            filled[series.study_id].series.append(by_series[series.id])
        for series_id, instance in _instances(ids):
            by_series[series_id].instances.append(instance)
    return filled


def _folders(ids: Collection[UUID]) -> list[Folder]:
    found: list[Folder] = []
    for some in tree.batches(ids):
        found.extend(Folder.select(Folder.id, Folder.parent, Folder.name, Folder.sort_name).where(Folder.id.in_(some)))
    return sorted(found, key=lambda folder: (folder.sort_name, folder.id))


def _lay(made: dict[UUID, ChosenFolder], top: ChosenFolder, below: Collection[UUID], lone: list[UUID]) -> None:
    """Lays the live entries of the folders, and the lone ones, where they belong."""
    here = [FolderEntry.folder.in_(some) & FolderEntry.trashed_at.is_null() for some in tree.batches(below)]
    here += [FolderEntry.id.in_(some) for some in tree.batches(lone)]
    for condition in here:
        for entry in _entries(condition):
            place = made.get(entry.folder_id, top)
            if entry.study is not None:
                place.studies.append(entry.study)
            elif entry.document is not None:
                blob = entry.document.blob
                where = Bytes(blob.key, blob.size)
                place.documents.append(ChosenDocument(entry.document.id, entry.document.name, where))
    for place in (top, *made.values()):
        place.studies = list({study.id: study for study in place.studies}.values())
        place.documents = list({document.id: document for document in place.documents}.values())


def _entries(condition: Any) -> Iterable[FolderEntry]:
    query = (
        FolderEntry.select(
            FolderEntry.id,
            FolderEntry.folder,
            FolderEntry.study,
            FolderEntry.document,
            Study,
            Document.id,
            Document.name,
            Blob.key,
            Blob.size,
        )
        .left_outer_join(Study)
        .switch(FolderEntry)
        .left_outer_join(Document)
        .left_outer_join(Blob)
        .where(condition)
        .order_by(FolderEntry.sort_name, FolderEntry.id)
    )
    return cast(Iterable[FolderEntry], query)


def _instances(study_ids: Collection[UUID]) -> Iterable[tuple[UUID, ChosenInstance]]:
    query = (
        Instance.select(
            Instance.series,
            Instance.id,
            Instance.sop_instance_uid,
            Instance.sop_class_uid,
            Instance.transfer_syntax_uid,
            Instance.instance_number,
            Instance.number_of_frames,
            Blob.key,
            Blob.size,
        )
        .join(Blob)
        .where(Instance.study.in_(study_ids))
        .order_by(Instance.series, Instance.instance_number.asc(nulls="LAST"), Instance.sop_instance_uid)
    )
    for series_id, *uids, number, frames, key, size in cast(Iterable[tuple[Any, ...]], query.tuples()):
        instance_id, sop_instance, sop_class, transfer_syntax = uids
        where = Bytes(key, size)
        yield (
            series_id,
            ChosenInstance(instance_id, sop_instance, sop_class, transfer_syntax, number, frames > 0, where),
        )


def _without_root(top: ChosenFolder) -> ChosenFolder:
    """The top of a tree has no name: what it holds is laid at the top of the ZIP."""
    nameless = [folder for folder in top.folders if not folder.name]
    for root in nameless:
        top.folders.remove(root)
        top.folders += root.folders
        top.studies += [study for study in root.studies if study not in top.studies]
        top.documents += [document for document in root.documents if document not in top.documents]
    return top
