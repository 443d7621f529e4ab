"""What the house asks of a store of bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, Protocol

from backend.errors import DomainError


class BlobMissing(DomainError):
    """The row is there, the bytes are not: an operator must look (fsck finds them all)."""

    status = 503
    code = "blob_missing"
    title = "These bytes can't be read at the moment. Please tell your administrator."


class StorageAway(DomainError):
    """The store does not answer."""

    status = 503
    code = "storage_away"
    title = "The storage can't be reached at the moment. Nothing was lost; please try again in a minute."


class BlobStore(Protocol):
    """Bytes under keys; a key is written once and never changes."""

    def put(self, key: str, source: Path, offset: int, length: int) -> None:
        """Store `length` bytes of the file `source` from `offset`; durable when it returns."""

    def open(self, key: str) -> BinaryIO:
        """A seekable reader; raises BlobMissing."""

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """`length` bytes from `start`, in pieces; raises BlobMissing."""

    def local_path(self, key: str) -> Path | None:
        """Where a web server on this machine finds the bytes, if anywhere."""

    def delete(self, key: str) -> None:
        """Remove the bytes; a missing key is no error."""

    def keys(self) -> Iterator[str]:
        """Every key there is."""

    def ready(self) -> bool:
        """Whether the store answers."""
