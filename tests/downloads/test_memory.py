"""A ZIP costs as much memory as a piece of it, however large it is."""

from __future__ import annotations

import tracemalloc
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.documents.models import Document
from backend.downloads import service
from backend.folders import service as folders
from backend.storage import service as storage
from backend.storage.models import Blob
from tests import factories
from tests.folders import things

GIB = 1 << 30
MOST = 16 << 20


@pytest.mark.parametrize("count", [1, 4])
def test_a_gibibyte_is_sent_in_pieces(user: User, count: int) -> None:
    root = folders.root_id(user.id)
    for number in range(count):
        _file_sparse(user, root, f"film {number}.mp4", GIB // count)
    me = factories.principal(user)
    ticket = service.prepare(me, [root], [])
    opened = service.open_(me, UUID(str(ticket["id"])))

    tracemalloc.start()
    try:
        sent = sum(len(piece) for piece in opened.archive.stream())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert sent == ticket["size"] == opened.archive.size > GIB
    assert peak < MOST


def _file_sparse(owner: User, folder_id: UUID, name: str, size: int) -> None:
    """A document whose bytes take no room on the disk."""
    document: Document = things.document(owner, name)
    blob: Blob = document.blob
    path = storage.store().local_path(blob.key)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(size)
    Blob.update(size=size).where(Blob.id == blob.id).execute()
    things.file(folder_id, document)
