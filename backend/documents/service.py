"""Documents: filed once for the same name and bytes, kept beside one another for the same name and other bytes."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import PurePosixPath
from uuid import UUID

from backend.documents.models import Document, DocumentSource
from backend.storage.models import Blob

NAME_MOST = 255


def file_document(
    owner_id: UUID, name: str, media_type: str, blob: Blob, delivery_id: UUID, neighbours: Iterable[Document]
) -> Document:
    """File bytes as a document called `name`, inside the caller's transaction.

    `neighbours` are the documents of the folder it goes into, as far as `may_collide` is true of them; the caller has
    locked the folder. The same bytes under the same name are one document; other bytes become "name (2).pdf", as a
    person's own computer would name them.
    """
    neighbours = list(neighbours)
    for known in neighbours:
        if known.blob_id == blob.id and may_collide(known.name, name):
            _note_source(known, delivery_id)
            return known
    document = Document.create(
        owner=owner_id,
        name=free_name(name, {known.name for known in neighbours}),
        media_type=media_type,
        size=blob.size,
        blob=blob,
    )
    _note_source(document, delivery_id)
    return document


def may_collide(known: str, name: str) -> bool:
    """Whether a document called `known` has, or once got in place of it, the name `name`."""
    stem, suffix = _parts(name)
    return re.fullmatch(rf"{re.escape(stem)}( \(\d+\))?{re.escape(suffix)}", known, re.IGNORECASE) is not None


def stem_of(name: str) -> str:
    """What all names that may collide with `name` begin with."""
    return _parts(name)[0]


def free_name(name: str, taken: Iterable[str]) -> str:
    """`name`, or with the first number behind it that is not taken; upper and lower case are one, as on many disks."""
    used = {text.casefold() for text in taken}
    stem, suffix = _parts(name)
    candidate, number = f"{stem}{suffix}", 2
    while candidate.casefold() in used:
        candidate = f"{stem} ({number}){suffix}"
        number += 1
    return candidate


def _note_source(document: Document, delivery_id: UUID) -> None:
    """Remember who brought a document."""
    if DocumentSource.get_or_none(document=document, delivery_id=delivery_id) is None:
        DocumentSource.create(document=document, delivery_id=delivery_id)


def _parts(name: str) -> tuple[str, str]:
    """Stem and suffix, short enough to leave room for a number."""
    suffix = PurePosixPath(name).suffix if not name.endswith(".") else ""
    suffix = suffix if len(suffix) <= 20 else ""
    stem = name[: len(name) - len(suffix)] if suffix else name
    return stem[: NAME_MOST - len(suffix) - 10], suffix
