"""Why something can't be downloaded, in words."""

from __future__ import annotations

from backend.errors import DomainError


class DownloadExpired(DomainError):
    """A ticket holds for an hour."""

    status = 410
    code = "download_expired"
    title = "This download is no longer available. Please choose Download again."


class TooManyFiles(DomainError):
    """More than one ZIP may hold."""

    status = 422
    code = "too_many_files"
    title = "A download can hold %(most)s files at most, and this would be %(files)s. Please choose less at a time."

    def __init__(self, files: int, most: int) -> None:
        super().__init__(extra={"files": files, "most": most}, files=f"{files:,}", most=f"{most:,}")


class TooManyDownloads(DomainError):
    """Threads must be left for everybody else; Retry-After says when it is worth asking again."""

    status = 503
    code = "too_many_downloads"
    title = "Too many downloads are running at the moment. Please try again in a minute."

    def __init__(self) -> None:
        super().__init__(retry_after=60)
