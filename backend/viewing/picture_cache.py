"""Small pictures that are dear to make, kept on disk. A cache only: it may be deleted at any time."""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable
from pathlib import Path

BYTES_MOST = 512 << 20
WRITES_BETWEEN_TRIMS = 200


class PictureCache:
    """Files below `root`, named by a tag that says which bytes were drawn and how; at most about `bytes_most`.

    Several processes share it without a lock: a file appears whole or not at all, and whoever misses one draws anew.
    """

    def __init__(self, root: Path, bytes_most: int = BYTES_MOST) -> None:
        self._root = root
        self._bytes_most = bytes_most

    def get(self, tag: str, draw: Callable[[], bytes]) -> bytes:
        """The picture under `tag`, drawn now if it is not there. What `draw` raises is not kept."""
        path = self._path(tag)
        try:
            content = path.read_bytes()
        except FileNotFoundError:
            content = b""
        if content:
            os.utime(path)  # the oldest go first
            return content
        content = draw()
        self._keep(path, content)
        return content

    def trim(self) -> None:
        """Delete what was not asked for longest, until a fifth of the room is free again."""
        files = sorted(self._files(), key=lambda file: file[1].st_mtime_ns, reverse=True)
        if sum(status.st_size for _, status in files) <= self._bytes_most:
            return
        kept = 0
        for path, status in files:
            kept += status.st_size
            if kept > self._bytes_most * 4 // 5:
                path.unlink(missing_ok=True)

    def _keep(self, path: Path, content: bytes) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        partial = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())  # else a power cut may leave the name without its bytes
        partial.replace(path)
        if secrets.randbelow(WRITES_BETWEEN_TRIMS) == 0:  # no counter: the writers are many short-lived objects
            self.trim()

    def _files(self) -> list[tuple[Path, os.stat_result]]:
        found = []
        for path in self._root.glob("*/*"):
            try:
                found.append((path, path.stat()))
            except FileNotFoundError:  # another process trims as well
                continue
        return found

    def _path(self, tag: str) -> Path:
        return self._root / tag[:2] / tag
