"""A byte range of a file, read by position: one member of a bundle, or a file of its own."""

from __future__ import annotations

import os
from typing import BinaryIO, Final

PAGE: Final = 16 * 1024
"""Bytes read at once: most headers of single images fit into one page."""


class ByteWindow:
    """Reads [offset, offset + length) of `file` and nothing else. Positions are relative to the window."""

    def __init__(self, file: BinaryIO, offset: int = 0, length: int | None = None) -> None:
        end = file.seek(0, os.SEEK_END)
        self._file = file
        self._offset = offset
        self.size = max(0, end - offset if length is None else min(length, end - offset))
        self._page_start = 0
        self._page = b""

    def read(self, position: int, size: int) -> bytes:
        """Returns up to `size` bytes from `position`; fewer only at the window's end."""
        size = min(size, self.size - position)
        if size <= 0:
            return b""
        start = position - self._page_start
        if start < 0 or start + size > len(self._page):
            self._load(position, size)
            start = 0
        return self._page[start : start + size]

    def _load(self, position: int, size: int) -> None:
        self._file.seek(self._offset + position)
        self._page = self._file.read(min(max(size, PAGE), self.size - position))
        self._page_start = position
