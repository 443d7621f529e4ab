"""Which of a delivery's files are the same object, or of one series: told by the files alone.

What a sender hears must not depend on what others have brought (architecture.md, "Custody"), so duplicates, conflicts
and the receipt's studies follow from the delivery's own lines, never from what its owner has.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any, cast
from uuid import UUID

import peewee

from backend.deliveries.models import DeliveryFile
from backend.storage import service as storage
from backend.storage.models import Blob
from backend.studies.header import Header, read_header

BATCH = 500


def instance_key(header: Header) -> str:
    """Alike for objects that call themselves the same instance of the same patient's study."""
    return _digest(header, header.sop_instance_uid)


def series_key(header: Header) -> str:
    """Alike for objects of one series of the same patient's study."""
    return _digest(header, header.series_instance_uid)


def document_key(path: str, sha256: str) -> str:
    """Alike for the same bytes under the same name, wherever it lay."""
    name = PurePosixPath(path).name.casefold()
    return hashlib.sha256(f"{sha256}\x1f{name}".encode()).hexdigest()


def brought(delivery_id: UUID, object_key: str) -> set[str]:
    """SHA-256 of what the delivery has brought of this object so far."""
    query = DeliveryFile.select(DeliveryFile.sha256).where(
        (DeliveryFile.delivery == delivery_id) & (DeliveryFile.object_key == object_key)
    )
    return {sha256 for (sha256,) in cast(Iterable[tuple[str]], query.tuples())}


def studies(kept: Sequence[DeliveryFile]) -> list[dict[str, Any]]:
    """The studies of kept files in the manifest's order (`ReceiptStudySchema`). One header a series is read again.

    Reads blobs, so call it outside of a transaction; raises BlobMissing.
    """
    series: dict[str, list[DeliveryFile]] = {}
    for file in kept:
        if file.series_key:
            series.setdefault(file.series_key, []).append(file)
    blobs = _blobs(str(files[0].sha256) for files in series.values())
    found: dict[tuple[object, ...], dict[str, Any]] = {}
    for files in series.values():
        with storage.store().open(blobs[str(files[0].sha256)]) as reader:
            header = read_header(reader)
        study = found.setdefault((header.study_instance_uid, *header.identity.key()), _described(header))
        study["series_count"] += 1
        study["instance_count"] += len({file.object_key for file in files})
        study["ModalitiesInStudy"] = sorted({*study["ModalitiesInStudy"], header.modality} - {""})
    return list(found.values())


def _described(header: Header) -> dict[str, Any]:
    return {
        "StudyInstanceUID": header.study_instance_uid,
        "PatientName": header.patient_name,
        "PatientID": header.patient_id,
        "PatientBirthDate": header.patient_birth_date,
        "StudyDate": header.study_date,
        "StudyDescription": header.study_description,
        "ModalitiesInStudy": [],
        "series_count": 0,
        "instance_count": 0,
    }


def _blobs(hashes: Iterable[str]) -> dict[str, str]:
    """The key in the store for each SHA-256."""
    keys: dict[str, str] = {}
    for batch in peewee.chunked(hashes, BATCH):
        keys.update((blob.sha256, blob.key) for blob in Blob.select().where(Blob.sha256.in_(list(batch))))
    return keys


def _digest(header: Header, uid: str) -> str:
    parts = (header.study_instance_uid, *header.identity.key(), uid)
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
