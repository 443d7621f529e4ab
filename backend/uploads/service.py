"""Uploads: create, append, finish, terminate, purge. Knows bytes, and nothing of what they mean.

An upload's offset is the size of its spool file, so that a PATCH writes no row. What a claim is, who may write in its
name and what its bytes are for is asked through `Hooks`.
"""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from backend import config
from backend.db import db, for_update, utcnow
from backend.errors import NotFound
from backend.principal import Principal
from backend.uploads import body as bodies
from backend.uploads import lock
from backend.uploads.errors import (
    ChunkTooLarge,
    DiskLow,
    UploadFinished,
    UploadGone,
    UploadLocked,
    UploadOffsetMismatch,
    UploadTooLong,
)
from backend.uploads.models import Upload
from backend.uploads.protocol import LENGTH_MOST, Body

#: Seconds for which HEAD and DELETE wait for a writer; a second PATCH does not wait.
PATIENCE = 5.0


@dataclass(frozen=True)
class Hooks:
    """What whoever claims uploads answers and is told. All but the first two are called inside a transaction."""

    may_read: Callable[[Principal, str], None]  # raises a DomainError if the principal may not know of the claim
    may_write: Callable[[Principal, str], None]  # raises a DomainError if nothing (more) may be written in its name
    upload_created: Callable[[Principal, Upload, dict[str, str]], None]  # may raise; binds what the bytes are for
    upload_finished: Callable[[Upload], None]  # may raise: then the upload never counts as finished
    upload_terminated: Callable[[Upload], None]
    claim_lapsed: Callable[[str], bool]  # whether nothing will ever be written in its name again


@dataclass(frozen=True)
class Progress:
    """How far an upload is; `offset` in bytes. `expires_at` is None once it is finished."""

    upload: Upload
    offset: int
    expires_at: datetime | None


_hooks: Hooks | None = None


def use(hooks: Hooks) -> None:
    """Inject whoever claims uploads."""
    global _hooks
    _hooks = hooks


def create(principal: Principal, claim: str, length: int, metadata: dict[str, str], header: str = "") -> Upload:
    """Create an upload of `length` bytes in the name of `claim`. `header` is Upload-Metadata as it came.

    An empty upload is finished at once. Raises UploadTooLong, DiskLow, and what the claim's hooks raise.
    """
    hooks = _claimant()
    hooks.may_write(principal, claim)
    settings = config.current()
    if length > settings.delivery_bytes_most:
        raise UploadTooLong
    if shutil.disk_usage(settings.spool_dir).free - length < settings.disk_low_water:
        raise DiskLow
    with db.atomic():
        upload = Upload.create(claim=claim, length=length, metadata=header, expires_at=utcnow() + _idle_most())
        hooks.upload_created(principal, upload, metadata)
    if length == 0:
        with lock.hold(spool_path(upload.id)) as spool:
            _finish(spool, upload)
    return upload


def read(principal: Principal, claim: str, upload_id: UUID) -> Progress:
    """How far an upload is. Waits for a writer: bytes of a broken connection may still be draining.

    One that is complete, but was not finished because the process died in between, is finished now: a sender that sees
    offset and length agree has nothing more to send. Raises NotFound, UploadGone, UploadLocked.
    """
    _claimant().may_read(principal, claim)
    upload = _find(claim, upload_id)
    if upload.finished_at is not None:
        return Progress(upload, upload.length, None)
    with lock.hold(spool_path(upload_id), wait=PATIENCE) as spool:
        return _progress(spool, upload)


def append(
    principal: Principal,
    claim: str,
    upload_id: UUID,
    offset: int,
    body: Body,
    pieces: Callable[[Callable[[], bool]], Iterable[memoryview]],
) -> Progress:
    """Append a body at `offset`, and finish the upload if that completes it.

    `pieces` gives the body's bytes; it is told how to ask whether somebody waits for this upload. What came before a
    connection broke is kept. Raises NotFound, UploadGone, UploadLocked, UploadOffsetMismatch, ChunkTooLarge,
    UploadTooLong, ChecksumMismatch, SenderSilent, DiskLow, and what the claim's hooks raise.
    """
    _claimant().may_write(principal, claim)
    upload = _find(claim, upload_id)
    require_acceptable(body)
    if upload.finished_at is not None:
        return _appended_nothing(upload, offset)
    path = spool_path(upload_id)
    with lock.hold(path) as spool:
        # The file alone is asked: the row is read again when the upload is finished.
        if offset != os.fstat(spool).st_size:
            raise UploadOffsetMismatch
        room = upload.length - offset
        if body.length is not None and not body.gzipped and body.length > room:
            raise UploadTooLong
        reached = _write(spool, offset, min(room, _chunk_most()), body, pieces(lambda: lock.is_awaited(path)))
        return _reached(spool, upload, reached)


def require_acceptable(body: Body) -> None:
    """Raises ChunkTooLarge for a body that is larger than what one request may carry."""
    if body.length is not None and body.length > _chunk_most():
        raise ChunkTooLarge


def terminate(principal: Principal, claim: str, upload_id: UUID) -> None:
    """Give up an unfinished upload and its bytes. Raises NotFound, UploadGone, UploadLocked, UploadFinished."""
    _claimant().may_write(principal, claim)
    upload = _find(claim, upload_id)
    with lock.hold(spool_path(upload_id), wait=PATIENCE):
        _terminate(upload)


def write(upload: Upload, stream: BinaryIO) -> Progress:
    """Append everything that `stream` gives, for those who have the bytes on this machine; finishes a complete
    upload.
    """
    with lock.hold(spool_path(upload.id), wait=PATIENCE) as spool:
        offset = _size(spool, upload)
        pieces = (memoryview(piece) for piece in iter(lambda: stream.read(1 << 20), b""))
        reached = _write(spool, offset, upload.length - offset, Body(None, False, None), pieces)
        return _reached(spool, upload, reached)


def spool_path(upload_id: UUID) -> Path:
    """Where an upload's bytes wait until they are filed."""
    return config.current().spool_dir / upload_id.hex


def offset(upload: Upload) -> int:
    """How many of an upload's bytes are here, without waiting for a writer."""
    if upload.finished_at is not None:
        return int(upload.length)
    try:
        return spool_path(upload.id).stat().st_size
    except FileNotFoundError:
        return 0


def active_at(upload: Upload) -> datetime:
    """When bytes of it came last, or when it was created."""
    try:
        written = datetime.fromtimestamp(spool_path(upload.id).stat().st_mtime, UTC).replace(tzinfo=None)
    except FileNotFoundError:
        return upload.created_at
    return max(written, upload.created_at)


def settle(claim: str) -> None:
    """Finish the claim's uploads that are complete, but were not finished because a process died in between."""
    for upload in unfinished(claim):
        if offset(upload) == upload.length:
            with lock.hold(spool_path(upload.id), wait=PATIENCE) as spool:
                _progress(spool, upload)


def unfinished(claim: str) -> list[Upload]:
    """The claim's uploads that are under way."""
    return list(
        Upload.select().where((Upload.claim == claim) & Upload.finished_at.is_null() & Upload.purged_at.is_null())
    )


def purge(upload_id: UUID) -> None:
    """Remove an upload's bytes: nobody needs them here any more."""
    spool_path(upload_id).unlink(missing_ok=True)
    lock.wanted(spool_path(upload_id)).unlink(missing_ok=True)
    Upload.update(purged_at=utcnow()).where((Upload.id == upload_id) & Upload.purged_at.is_null()).execute()


def sweep() -> int:
    """Finish what is complete; purge what has lapsed or to which nothing came for too long; returns how many
    uploads.
    """
    swept = 0
    for upload in list(Upload.select().where(Upload.finished_at.is_null() & Upload.purged_at.is_null())):
        lapsed = _claimant().claim_lapsed(upload.claim) or _expires_at(upload) < utcnow()
        if not lapsed and offset(upload) < upload.length:
            continue
        try:
            with lock.hold(spool_path(upload.id)) as spool:
                _terminate(upload) if lapsed else _progress(spool, upload)
            swept += 1
        except (UploadLocked, UploadFinished, UploadGone):  # somebody is at it just now; the next round will see
            continue
    _remove_strays()
    return swept


def _find(claim: str, upload_id: UUID) -> Upload:
    upload = Upload.get_or_none((Upload.id == upload_id) & (Upload.claim == claim))
    if upload is None:
        raise NotFound
    if upload.finished_at is None and (upload.purged_at is not None or _expires_at(upload) < utcnow()):
        raise UploadGone
    return upload


def _chunk_most() -> int:
    """Bytes in one request, encoded and decoded; a setting of 0 is no limit."""
    return config.current().upload_chunk_most or LENGTH_MOST


def _appended_nothing(upload: Upload, offset: int) -> Progress:
    """What a sender hears who repeats the last request of a finished upload."""
    if offset != upload.length:
        raise UploadOffsetMismatch
    return Progress(upload, upload.length, None)


def _size(spool: int, upload: Upload) -> int:
    """The offset, asked under the lock; another writer may have finished the upload, and its bytes may be filed."""
    fresh = Upload.get_by_id(upload.id)
    if fresh.finished_at is not None:
        return int(fresh.length)
    if fresh.purged_at is not None:
        raise UploadGone
    return os.fstat(spool).st_size


def _write(spool: int, offset: int, room: int, body: Body, pieces: Iterable[memoryview]) -> int:
    try:
        return bodies.write(spool, offset, room, body, pieces)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskLow from error
        raise


def _progress(spool: int, upload: Upload) -> Progress:
    return _reached(spool, upload, _size(spool, upload))


def _reached(spool: int, upload: Upload, offset: int) -> Progress:
    if offset == upload.length:
        _finish(spool, upload)
        return Progress(upload, offset, None)
    return Progress(upload, offset, _expires_at(upload))


def _finish(spool: int, upload: Upload) -> None:
    """Durable first, then "done": one transaction tells the row, the claimant, and the jobs."""
    os.fsync(spool)
    _sync_folder(spool_path(upload.id).parent)
    with db.atomic():
        fresh = for_update(Upload.select().where(Upload.id == upload.id)).get()
        if fresh.finished_at is None and fresh.purged_at is not None:
            raise UploadGone
        if fresh.finished_at is None:
            Upload.update(finished_at=utcnow()).where(Upload.id == upload.id).execute()
            _claimant().upload_finished(fresh)


def _terminate(upload: Upload) -> None:
    with db.atomic():
        fresh = for_update(Upload.select().where(Upload.id == upload.id)).get()
        if fresh.finished_at is not None:
            raise UploadFinished
        if fresh.purged_at is not None:
            raise UploadGone
        Upload.update(purged_at=utcnow()).where(Upload.id == upload.id).execute()
        _claimant().upload_terminated(fresh)
    purge(upload.id)


def _expires_at(upload: Upload) -> datetime:
    return max(upload.expires_at, active_at(upload) + _idle_most())


def _idle_most() -> timedelta:
    return timedelta(hours=config.current().delivery_idle_hours)


def _remove_strays() -> None:
    """Files that no upload has: what a request made that came too late for its upload."""
    old = (utcnow() - timedelta(hours=1)).replace(tzinfo=UTC).timestamp()
    for path in config.current().spool_dir.iterdir():
        try:
            if path.stat().st_mtime > old:
                continue
            upload = Upload.get_or_none(Upload.id == UUID(path.stem))
        except (FileNotFoundError, ValueError):
            continue  # gone meanwhile, or not ours
        if upload is None or upload.purged_at is not None:
            path.unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _claimant() -> Hooks:
    if _hooks is None:
        raise RuntimeError("uploads.service.use() has not been called")
    return _hooks
