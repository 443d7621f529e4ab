"""Making the demonstration. Everything enters as a clinician's own upload would: by deliveries, uploads and jobs."""

from __future__ import annotations

import os
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from uuid import UUID

from backend.accounts import service as accounts
from backend.accounts.models import User
from backend.db import db, new_id
from backend.deliveries import service as deliveries
from backend.demo.studies import STUDIES, DemoStudy, files_of, instance_count, study_uid
from backend.documents.models import Document
from backend.folders import service as folders
from backend.folders.models import Folder
from backend.jobs import service as jobs
from backend.principal import UserPrincipal
from backend.studies.models import Study
from backend.uploads import service as uploads

EMAIL = "demo@filmjacket.example"
NAME = "Dr. Hanna Weber"
COLLEAGUE_EMAIL = "colleague@filmjacket.example"
COLLEAGUE_NAME = "Dr. Samuel Adeyemi"
ADMINISTRATOR_EMAIL = "administrator@filmjacket.example"
ADMINISTRATOR_NAME = "Ines Halvorsen"
LETTER = Path(__file__).parent / "referral-letter.pdf"


def seed() -> str:
    """Make what is missing; returns a line that says what was done. Safe to repeat and to interrupt.

    FILMJACKET_DEMO_EMAIL and FILMJACKET_DEMO_PASSWORD name the account; without a password none is made. A colleague
    with the same password is there to share folders with, and an administrator to see everybody's links.
    """
    email = os.environ.get("FILMJACKET_DEMO_EMAIL", EMAIL)
    password = os.environ.get("FILMJACKET_DEMO_PASSWORD", "")
    with db.connection_context():
        principal = _user(email, NAME, password)
        _user(COLLEAGUE_EMAIL, COLLEAGUE_NAME, password)
        _user(ADMINISTRATOR_EMAIL, ADMINISTRATOR_NAME, password, role="administrator")
        missing = [study for study in STUDIES if not _is_filed(principal, study)]
        for study in missing:
            _deliver(principal, _folder(principal, study.folder), list(files_of(study)))
        if not Document.select().where(Document.owner == principal.user_id).exists():
            letter = [("Referral letter Lindqvist.pdf", LETTER.read_bytes())]
            _deliver(principal, _folder(principal, STUDIES[0].folder), letter)
        _folder(principal, "From outside")
    return f"the demonstration is ready: {len(STUDIES)} studies, {len(missing)} of them new, for {email}"


def _user(email: str, name: str, password: str, role: str = "clinician") -> UserPrincipal:
    user = User.get_or_none(User.email_key == accounts.email_key(email))
    if user is None:
        user = accounts.create_user(
            email=email, name=name, password=password, role=role, language="en", time_zone="Europe/Berlin"
        )
    return UserPrincipal(
        user_id=user.id, name=user.name, email=user.email, role=user.role, session_id=new_id(), language=user.language
    )


def _is_filed(principal: UserPrincipal, study: DemoStudy) -> bool:
    """Whether all of it is there: an interrupted seeding goes on."""
    filed = Study.get_or_none((Study.owner == principal.user_id) & (Study.study_instance_uid == study_uid(study)))
    return filed is not None and filed.instance_count == instance_count(study)


def _folder(principal: UserPrincipal, path: str) -> UUID:
    folder_id: UUID = folders.root_id(principal.user_id)
    for name in path.split("/"):
        child = Folder.get_or_none((Folder.parent == folder_id) & (Folder.name == name) & Folder.trashed_at.is_null())
        folder_id = child.id if child is not None else folders.create(principal, folder_id, name)["id"]
    return folder_id


def _deliver(principal: UserPrincipal, folder_id: UUID, files: Sequence[tuple[str, bytes]]) -> None:
    delivery_id = deliveries.open_by_user(principal, folder_id)["id"]
    manifest = [{"path": path, "size": len(content), "last_modified": 0, "left_out": None} for path, content in files]
    deliveries.declare(principal, delivery_id, manifest)
    content = b"".join(content for _, content in files)
    upload = uploads.create(principal, str(delivery_id), len(content), {"members": f"0-{len(files) - 1}"})
    uploads.write(upload, BytesIO(content))
    jobs.run_due()
    deliveries.close(principal, delivery_id)
    jobs.run_due()
