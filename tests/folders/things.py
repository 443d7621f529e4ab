"""Studies and documents to lay into folders, as rows: what the tree does with them does not depend on their pixels."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.db import new_id, search_key
from backend.documents.models import Document
from backend.folders import service as folders
from backend.folders.models import Folder, FolderEntry
from backend.storage.models import Blob
from backend.studies.models import Study


def study(owner: User, name: str = "Okoye^Adaeze", **columns: Any) -> Study:
    """A study that lies in no folder yet."""
    uid = columns.pop("study_instance_uid", f"2.25.{new_id().int}")
    return Study.create(owner=owner, study_instance_uid=uid, patient_name=name, name_search=search_key(name), **columns)


def document(owner: User, name: str = "letter.pdf") -> Document:
    """A document that lies in no folder yet."""
    blob = Blob.create(key=new_id().hex, sha256=new_id().hex * 2, size=1)
    return Document.create(owner=owner, name=name, media_type="application/pdf", size=1, blob=blob)


def file(
    folder_id: UUID, thing: Study | Document, *, via: str = "upload", by: str | None = None, **more: Any
) -> FolderEntry:
    """Lay it into a folder, by its owner's own upload unless another is named."""
    reference = {"study_id": thing.id} if isinstance(thing, Study) else {"document_id": thing.id}
    more.setdefault("delivery_id", None)
    added_by = by if by is not None else f"user:{thing.owner_id}"
    return folders.file_entry(folder_id, added_by=added_by, added_by_name="Somebody", via=via, **reference, **more)  # type: ignore[arg-type]


def root_id(owner: User) -> UUID:
    """The top of the owner's tree."""
    return folders.root_id(owner.id)


def seq(folder_id: UUID) -> int:
    """How often the folder's listing has changed."""
    return int(Folder.get_by_id(folder_id).change_seq)
