"""From a body's pieces to bytes in a file: decoded, bounded, checked."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import cast

from isal import isal_zlib

from backend.uploads.errors import BadUploadRequest, ChecksumMismatch, UploadTooLong
from backend.uploads.protocol import Body

GZIP = 31  # wbits: a gzip header (RFC 1952) and the largest window
DECODED_PIECE = 1 << 20
BROKEN = cast(type[Exception], isal_zlib.error)

Bytes = bytes | memoryview


def write(target: int, offset: int, room: int, body: Body, pieces: Iterable[memoryview]) -> int:
    """Write the body to the file descriptor `target` from `offset`, at most `room` bytes; returns the offset reached.

    A body that breaks off leaves its beginning, also if it is compressed. Raises UploadTooLong if there is more than
    `room`, BadUploadRequest if it is no gzip, ChecksumMismatch: then the file is as it was before.
    """
    hasher = body.checksum.hasher() if body.checksum else None
    reached = offset
    try:
        for piece in gunzip(pieces) if body.gzipped else pieces:
            if reached - offset + len(piece) > room:
                raise UploadTooLong
            _write_at(target, piece, reached)
            reached += len(piece)
            if hasher is not None:
                hasher.update(piece)
        if body.checksum is not None and body.checksum.digest != (hasher and hasher.digest()):
            raise ChecksumMismatch
    except (UploadTooLong, BadUploadRequest, ChecksumMismatch):
        os.ftruncate(target, offset)
        raise
    return reached


def gunzip(pieces: Iterable[Bytes], most: int = DECODED_PIECE) -> Iterator[bytes]:
    """Decode gzip, also of several members (RFC 1952 section 2.2), in pieces of at most `most` bytes however well the
    input is compressed. Raises BadUploadRequest for what is no gzip; an input that breaks off is no error.
    """
    inflater = isal_zlib.decompressobj(wbits=GZIP)
    for piece in pieces:
        data: Bytes = piece
        while True:
            try:
                decoded = inflater.decompress(data, most)
            except BROKEN as error:
                raise BadUploadRequest(header="Content-Encoding") from error
            if decoded:
                yield decoded
            if inflater.eof:
                data = inflater.unused_data
                inflater = isal_zlib.decompressobj(wbits=GZIP)
                if not data:
                    break
            else:
                data = inflater.unconsumed_tail
                if not data and len(decoded) < most:
                    break


def _write_at(target: int, piece: Bytes, position: int) -> None:
    view = memoryview(piece)
    while view:
        done = os.pwrite(target, view, position)
        view = view[done:]
        position += done
