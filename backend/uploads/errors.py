"""Why the tus server says no."""

from __future__ import annotations

from backend.errors import DomainError


class BadUploadRequest(DomainError):
    """A header that the protocol asks for is missing or can't be read."""

    status = 400
    code = "bad_upload_request"
    title = "The upload request can't be understood: look at its header %(header)s."


class UploadOffsetMismatch(DomainError):
    """The sender and the server disagree on how many bytes are here."""

    status = 409
    code = "upload_offset_mismatch"
    title = (
        "The server holds another number of bytes than the sender believes. Ask for the offset and go on from there."
    )


class UploadFinished(DomainError):
    """What is complete has been handed on; it can't be terminated any more."""

    status = 409
    code = "upload_finished"
    title = "This upload is complete already."


class UploadGone(DomainError):
    """It was terminated, or nothing came for too long."""

    status = 410
    code = "upload_gone"
    title = "This upload no longer exists. Please send the files again."


class UnsupportedVersion(DomainError):
    """Another tus version than ours."""

    status = 412
    code = "unsupported_tus_version"
    title = "This server speaks version 1.0.0 of the tus protocol."


class ChunkTooLarge(DomainError):
    """One request carries more than is taken at once."""

    status = 413
    code = "chunk_too_large"
    title = "That is more than one request may carry. Please send it in smaller parts."


class UploadTooLong(DomainError):
    """More bytes than were announced, or than any upload may have."""

    status = 413
    code = "upload_too_long"
    title = "That is larger than this upload may be."


class UnsupportedContent(DomainError):
    """PATCH carries something else than bytes to append, or in a coding that is not known here."""

    status = 415
    code = "unsupported_content"
    title = "The server doesn't accept this kind of content here."


class UploadLocked(DomainError):
    """Somebody else is writing."""

    status = 423
    code = "upload_locked"
    title = "This upload is being written by another request. Please try again in a moment."

    def __init__(self) -> None:
        super().__init__(retry_after=1)


class SenderSilent(DomainError):
    """The connection stands, but nothing comes. What came is kept."""

    status = 408
    code = "sender_silent"
    title = "Nothing has arrived for too long. Please go on from where the upload stopped."


class ChecksumMismatch(DomainError):
    """tus checksum extension: the bytes are not those that the sender hashed. None of them is kept."""

    status = 460
    code = "checksum_mismatch"
    title = "The bytes were altered on their way. Please send them again."


class DiskLow(DomainError):
    """Too little space: begun uploads may end, new ones may not begin."""

    status = 507
    code = "disk_low"
    title = "The server has too little space for this upload. Please try again later, or tell the institution."
