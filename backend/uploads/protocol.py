"""What tus requests say in their headers, parsed and checked (tus resumable upload protocol 1.0.0)."""

from __future__ import annotations

import base64
import binascii
import hashlib
from dataclasses import dataclass
from typing import Any, Protocol

from backend.uploads.errors import BadUploadRequest, UnsupportedContent, UnsupportedVersion

VERSION = "1.0.0"
EXTENSIONS = "creation,creation-with-upload,termination,expiration,checksum"
CHECKSUM_ALGORITHMS = ("sha256", "sha1", "md5")
OFFSET_STREAM = "application/offset+octet-stream"

#: Far above any policy, and within a database's 64-bit integer.
LENGTH_MOST = 1 << 60


class Headers(Protocol):
    """A request's headers, by name in any case."""

    def get(self, key: str, default: str) -> str:
        """The header's value, or `default`."""

    def __contains__(self, key: str) -> bool: ...


@dataclass(frozen=True)
class Checksum:
    """Upload-Checksum: what the bytes of one request have to hash to."""

    algorithm: str
    digest: bytes

    def hasher(self) -> Any:
        """A fresh hash object of the algorithm; it finds accidents, not attackers."""
        return hashlib.new(self.algorithm, usedforsecurity=False)


@dataclass(frozen=True)
class Body:
    """What the headers say of the request's body. `length` is None for a chunked one."""

    length: int | None
    gzipped: bool
    checksum: Checksum | None


def require_version(headers: Headers) -> None:
    """ "If the version specified by the Client is not supported by the Server, it MUST respond with the 412 […] and
    MUST include the Tus-Version header"; raises UnsupportedVersion.
    """
    if headers.get("Tus-Resumable", "") != VERSION:
        raise UnsupportedVersion


def upload_length(headers: Headers) -> int:
    """Upload-Length, bytes. We offer neither deferred lengths nor concatenation. Raises BadUploadRequest."""
    for extension in ("Upload-Defer-Length", "Upload-Concat"):
        if extension in headers:
            raise BadUploadRequest(header=extension)
    return _number(headers, "Upload-Length")


def upload_offset(headers: Headers) -> int:
    """Upload-Offset, bytes. Raises BadUploadRequest."""
    return _number(headers, "Upload-Offset")


def has_body(headers: Headers) -> bool:
    """Whether a creation brings its first bytes with it (creation-with-upload)."""
    return headers.get("Content-Type", "").split(";")[0].strip().lower() == OFFSET_STREAM


def body(headers: Headers) -> Body:
    """ "All PATCH requests MUST use Content-Type: application/offset+octet-stream, otherwise the server SHOULD return
    a 415". Content-Encoding may be gzip (RFC 7694); offsets count decoded bytes. Raises UnsupportedContent,
    BadUploadRequest.
    """
    if not has_body(headers):
        raise UnsupportedContent
    coding = headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "gzip", "x-gzip", ""):
        raise UnsupportedContent
    length = _number(headers, "Content-Length") if "Content-Length" in headers else None
    if length is None and "Transfer-Encoding" not in headers:
        length = 0
    return Body(length, coding in ("gzip", "x-gzip"), _checksum(headers.get("Upload-Checksum", "")))


def metadata(header: str) -> dict[str, str]:
    """Upload-Metadata: "one or more comma-separated key-value pairs […] The value MUST be Base64 encoded. All keys MUST
    be unique", a value may be left out. tuspy sends an empty header. Raises BadUploadRequest."""
    pairs: dict[str, str] = {}
    for pair in header.split(","):
        key, _, encoded = pair.strip().partition(" ")
        if not key and not encoded:
            continue
        if not key.isascii() or key in pairs:
            raise BadUploadRequest(header="Upload-Metadata")
        pairs[key] = _text(encoded.strip())
    return pairs


def _text(encoded: str) -> str:
    """What is no UTF-8 is shown as such: a strange name is no reason to refuse a file."""
    try:
        return base64.b64decode(encoded, validate=True).decode("utf-8", "replace")
    except (binascii.Error, ValueError) as error:
        raise BadUploadRequest(header="Upload-Metadata") from error


def _checksum(header: str) -> Checksum | None:
    if not header:
        return None
    algorithm, _, encoded = header.strip().partition(" ")
    try:
        digest = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadUploadRequest(header="Upload-Checksum") from error
    if algorithm not in CHECKSUM_ALGORITHMS:
        raise BadUploadRequest(header="Upload-Checksum")
    return Checksum(algorithm, digest)


def _number(headers: Headers, name: str) -> int:
    text = headers.get(name, "").strip()
    if not (text.isascii() and text.isdigit() and len(text) <= 19) or int(text) > LENGTH_MOST:
        raise BadUploadRequest(header=name)
    return int(text)
