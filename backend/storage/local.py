"""A BlobStore on a local disk: two levels of folders, a temporary name until the bytes are on the platter."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from backend.storage.port import BlobMissing

PIECE = 1 << 20

#: What copy_file_range(2) says where it can't: other file systems, old kernels.
NO_KERNEL_COPY = frozenset({errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM})


class LocalBlobStore:
    """Blobs as files below `root`."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(parents=True, exist_ok=True)

    def put(self, key: str, source: Path, offset: int, length: int) -> None:
        """See BlobStore.put."""
        target = self._path(key)
        target.parent.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(".part")
        with open(source, "rb", buffering=0) as reader, open(partial, "wb", buffering=0) as writer:
            _copy(reader.fileno(), writer.fileno(), offset, length)
            os.fsync(writer.fileno())
        os.rename(partial, target)
        _sync_folder(target.parent)

    def open(self, key: str) -> BinaryIO:
        """See BlobStore.open."""
        try:
            return open(self._path(key), "rb")
        except FileNotFoundError as error:
            raise BlobMissing from error

    def read(self, key: str, start: int, length: int) -> Iterator[bytes]:
        """See BlobStore.read."""
        with self.open(key) as reader:
            reader.seek(start)
            while length > 0:
                piece = reader.read(min(PIECE, length))
                if not piece:
                    raise BlobMissing
                length -= len(piece)
                yield piece

    def local_path(self, key: str) -> Path | None:
        """See BlobStore.local_path."""
        return self._path(key)

    def delete(self, key: str) -> None:
        """See BlobStore.delete."""
        self._path(key).unlink(missing_ok=True)

    def keys(self) -> Iterator[str]:
        """See BlobStore.keys."""
        for path in self.root.glob("??/??/*"):
            if path.suffix != ".part":
                yield path.name

    def ready(self) -> bool:
        """See BlobStore.ready."""
        return os.access(self.root, os.W_OK) and shutil.disk_usage(self.root).free > 0

    def _path(self, key: str) -> Path:
        return self.root / key[:2] / key[2:4] / key


def _copy(source: int, target: int, offset: int, length: int) -> None:
    """Within the kernel where the system and the file systems can (Linux), else piece by piece."""
    copy = _copy_in_kernel if hasattr(os, "copy_file_range") else _copy_by_hand
    while length > 0:
        try:
            done = copy(source, target, offset, length)
        except OSError as error:
            if copy is _copy_by_hand or error.errno not in NO_KERNEL_COPY:
                raise
            copy = _copy_by_hand
            continue
        if done == 0:
            raise OSError("the spool file is shorter than its row says")
        offset += done
        length -= done


def _copy_in_kernel(source: int, target: int, offset: int, length: int) -> int:
    return os.copy_file_range(source, target, min(length, 1 << 30), offset_src=offset)


def _copy_by_hand(source: int, target: int, offset: int, length: int) -> int:
    piece = os.pread(source, min(length, PIECE), offset)
    return os.write(target, piece)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
