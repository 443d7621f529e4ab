"""The hooks between features: knowledge that must go up the ladder goes through here, and nowhere else."""

from __future__ import annotations

from backend.accounts import service as accounts
from backend.folders import service as folders
from backend.folders import trash
from backend.jobs import service as jobs
from backend.links import service as links


def connect() -> None:
    """Inject every hook and register every task; called once by app.prepare."""
    accounts.use(accounts.Hooks(user_created=folders.create_root, root_folder_id=folders.root_id))
    trash.use(links.count_active)


def sweep() -> None:
    """What the worker does each second: the rows win over the queue."""
    jobs.sweep()
