"""Office documents are ZIP files; which ZIP files are office documents."""

from __future__ import annotations

import os
import struct
from dataclasses import dataclass
from typing import Final

OFFICE_XML = {
    b"word/document.xml": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    b"xl/workbook.xml": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    b"ppt/presentation.xml": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
OPEN_DOCUMENTS = frozenset(OPEN_DOCUMENT + kind for kind in ("text", "spreadsheet", "presentation", "graphics"))

DIRECTORY_MOST: Final = 1 << 20
_END: Final = struct.Struct("<4s4xHHII2x")  # end of central directory (APPNOTE.TXT section 4.3.16)
_END_SEARCH: Final = 22 + 65_535
_ENTRY: Final = struct.Struct("<4s24xHHH12x")  # central directory header (section 4.3.12)


@dataclass(frozen=True)
class Window:
    """One file's bytes within an open file: [offset, offset + length) of the descriptor `handle`."""

    handle: int
    offset: int
    length: int

    def read(self, start: int, count: int) -> bytes:
        """Up to `count` bytes from `start`; fewer at the end."""
        count = min(count, self.length - start)
        return os.pread(self.handle, count, self.offset + start) if count > 0 and start >= 0 else b""


def office_type(window: Window) -> str | None:
    """The media type of a ZIP file that is an office document without macros; None for every other one."""
    open_document = _open_document(window)
    if open_document is not None:
        return open_document
    names = _names(window)
    if b"[Content_Types].xml" not in names or any(name.endswith(b"vbaProject.bin") for name in names):
        return None
    return next((media_type for part, media_type in OFFICE_XML.items() if part in names), None)


def _open_document(window: Window) -> str | None:
    """ODF 1.3 part 2 section 3.3: the first file is 'mimetype', neither compressed nor with an extra field."""
    head = window.read(0, 200)
    if head[30:38] != b"mimetype" or head[8:10] != b"\0\0":
        return None
    media_type = head[38 : 38 + int.from_bytes(head[18:22], "little")].decode("ascii", "replace")
    return media_type if media_type in OPEN_DOCUMENTS else None


def _names(window: Window) -> set[bytes]:
    """The names in the central directory; none if it is not where it should be, or larger than a document's."""
    tail_at = max(0, window.length - _END_SEARCH)
    tail = window.read(tail_at, _END_SEARCH)
    end = tail.rfind(b"PK\x05\x06")
    if end < 0 or len(tail) - end < _END.size:
        return set()
    _, _, count, size, start = _END.unpack_from(tail, end)
    if size > DIRECTORY_MOST or start + size > window.length:
        return set()
    directory = window.read(start, size)
    names: set[bytes] = set()
    position = 0
    for _ in range(count):
        if len(directory) - position < 46 or directory[position : position + 4] != b"PK\x01\x02":
            break
        _, name, extra, comment = _ENTRY.unpack_from(directory, position)
        names.add(directory[position + 46 : position + 46 + name])
        position += 46 + name + extra + comment
    return names
