"""The hooks between features: knowledge that must go up the ladder goes through here, and nowhere else."""

from __future__ import annotations

import time

from backend.accounts import service as accounts
from backend.audit import seal
from backend.deliveries import claims, listeners
from backend.deliveries import purging as delivery_folders
from backend.deliveries import service as deliveries
from backend.deliveries import tasks as delivery_tasks
from backend.documents.models import Document
from backend.downloads import service as downloads
from backend.folders import purge, trash
from backend.folders import service as folders
from backend.guests import service as guests
from backend.jobs import service as jobs
from backend.links import arrivals, outcomes, reminders, stalls, stops
from backend.links import purging as link_folders
from backend.links import service as links
from backend.mail import service as mail
from backend.mail import tasks as mail_tasks
from backend.storage import sweeping
from backend.studies.models import Instance, InstanceConflict
from backend.uploads import service as uploads

#: Modules that are imported so that their tasks are known.
TASKS = (delivery_tasks, mail_tasks)

#: Every column that refers to a blob: what none of them names is swept.
BLOB_REFERENCES = (Instance.blob, InstanceConflict.blob, Document.blob)


def connect() -> None:
    """Inject every hook and register every task; called once by app.prepare."""
    accounts.use(accounts.Hooks(user_created=folders.create_root, root_folder_id=folders.root_id))
    trash.use(links.count_active)
    purge.use(
        receiving=delivery_folders.receiving,
        recorded=lambda ids: delivery_folders.recorded(ids) | link_folders.recorded(ids),
    )
    uploads.use(claims.hooks())
    mail.use(outcomes.note)
    listeners.use(delivery_opened=arrivals.delivery_opened, delivery_closed=arrivals.delivery_closed)


def sweep() -> None:
    """What the worker does each second: the rows win over the queue."""
    jobs.sweep()
    if _a_minute_is_over():
        jobs.prune()
        deliveries.sweep()
        uploads.sweep()
        guests.sweep()
        reminders.sweep()
        stalls.sweep()
        stops.sweep()
        downloads.sweep()
        accounts.prune()
        purge.sweep()
        sweeping.sweep(BLOB_REFERENCES)
    seal.seal_committed()


_minute_began = -60.0


def _a_minute_is_over() -> bool:
    """What nobody waits for is looked after once a minute."""
    global _minute_began
    if time.monotonic() - _minute_began < 60:
        return False
    _minute_began = time.monotonic()
    return True
