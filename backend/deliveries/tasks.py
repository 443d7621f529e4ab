"""What the worker does for deliveries."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from backend.db import db
from backend.deliveries import claims, filing, receipts
from backend.jobs import service as jobs
from backend.uploads import service as uploads
from backend.uploads.models import Upload

#: How often a file on which intake itself fails is tried before it is refused.
TRIES = 4


@jobs.task("deliveries:intake", attempts=None)
def take_in(upload_id: str, tries: int = 0) -> None:
    """File an upload's members. Repeating it goes on where it stopped.

    When every member has its outcome the bytes are purged, and the receipt is issued if it waits for nothing else.
    """
    upload = Upload.get_by_id(UUID(upload_id))
    delivery = claims.delivery_of(upload)
    if filing.take_in(delivery, upload, last_try=tries + 1 >= TRIES):
        uploads.purge(upload.id)
        receipts.issue(delivery.id)
        return
    with db.atomic():
        delay = timedelta(seconds=5 * 4**tries)
        jobs.enqueue("deliveries:intake", delay=delay, upload_id=upload_id, tries=tries + 1)


@jobs.task("deliveries:receipt", attempts=None)
def issue_receipt(delivery_id: str) -> None:
    """Issue a closing delivery's receipt, unless files are still to be looked at: then the last of them does."""
    receipts.issue(UUID(delivery_id))
