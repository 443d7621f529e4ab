"""The ZIP itself: stored, not deflated, so that its length is known and reading it costs nothing."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import structlog
from zipstream import ZipStream

from backend.downloads.selection import Bytes
from backend.errors import DomainError
from backend.storage import service as storage

log = structlog.get_logger(__name__)


class Archive:
    """A ZIP that is made while it is sent. `len()` is its exact size in bytes, ZIP64 where it must be."""

    def __init__(self, download_id: UUID) -> None:
        self._download_id = download_id
        self._zip = ZipStream(sized=True)

    def add(self, path: str, where: Bytes) -> None:
        """A file whose bytes are read when their turn comes, and not before."""
        self._zip.add(_read(where), path, size=where.size)

    def add_made(self, path: str, content: bytes) -> None:
        """A file that we have made."""
        self._zip.add(content, path)

    def add_directory(self, path: str) -> None:
        """A directory that holds nothing."""
        self._zip.mkdir(path)

    @property
    def size(self) -> int:
        """Bytes in all."""
        return len(self._zip)

    def stream(self) -> Iterator[bytes]:
        """The ZIP's bytes, in pieces of at most 1 MiB.

        A file that can't be read breaks the stream off before its end: the receiver has fewer bytes than it was
        promised, and no directory of the ZIP. Nothing could be left out without being missed.
        """
        try:
            yield from self._zip
        except (DomainError, OSError) as error:
            log.error("download broken off", download=str(self._download_id), error=repr(error))
            raise


def _read(where: Bytes) -> Iterator[bytes]:
    """Exactly as many bytes as the row says; raises BlobMissing if there are fewer."""
    yield from storage.store().read(where.key, 0, where.size)
