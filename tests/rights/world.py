"""A world where everything exists that an operation can be about, and every kind of caller has a browser.

Built once for each test process through the services and the API; every test works on a copy of database and files.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient

from backend import config
from backend.accounts.models import LogInFailure, UserSession
from backend.audit.models import AuditEvent
from backend.db import BaseModel, utcnow
from backend.deliveries import service as deliveries
from backend.deliveries.models import Delivery
from backend.documents.models import Document
from backend.downloads import service as downloads
from backend.folders import grants, trash
from backend.folders import service as folders
from backend.guests.models import CodeChallenge, GuessBudget, GuestProof, GuestSession
from backend.jobs import service as jobs
from backend.links import invitations
from backend.links import service as links
from backend.links.creation import NewLinks
from backend.links.expiry import today
from backend.links.models import Link, LinkContact
from backend.mail import service as mail
from backend.mail.models import OutboxMail
from backend.studies.models import Instance, InstanceConflict, Study
from backend.uploads import service as uploads
from backend.uploads.models import Upload
from tests import datasets, factories
from tests.conftest import new_client

LINK_PASSWORD = "heron-copper-lantern-27"

#: Tables in which a refused call may leave a trace: counters, sessions' times, the record of the refusal.
TRACES = {AuditEvent, CodeChallenge, GuessBudget, GuestProof, GuestSession, LogInFailure, UserSession}

Cookies = dict[str, str]


@dataclass
class World:
    """Names of the owner's things, and of the guests'; and the cookies of each caller's browser."""

    names: dict[str, Any]
    guest_names: dict[str, Any]
    expired_names: dict[str, Any]
    token: str
    folder_id: str
    study_id: str
    trashed_folder_id: str
    cookies: dict[str, Cookies]
    link_password: str = LINK_PASSWORD
    app: Flask | None = field(default=None, compare=False)

    def browser(self, caller: str) -> FlaskClient:
        """A browser with the caller's cookies."""
        assert self.app is not None
        client = new_client(self.app)
        for name, value in self.cookies[caller].items():
            client.set_cookie(name, value, domain="localhost", secure=True)
        return client

    def names_for(self, operation: str, caller: str) -> dict[str, Any]:
        """What the operation's path is filled with: a guest's things below /guest, an expired guest's own."""
        if "/guest/" not in operation:
            return self.names
        return self.expired_names if caller == "expired_guest" else self.guest_names

    def link_form(self) -> dict[str, Any]:
        """The form "Share an Upload Folder" for the owner's folder, as JSON."""
        form = _form(UUID(self.folder_id), "someone@practice.example")
        return {**vars(form), "folder_id": self.folder_id, "expire_date": form.expire_date.isoformat()}

    def content(self) -> dict[str, list[str]]:
        """Every row of every table but those that record the call itself."""
        return {
            model.__name__: sorted(repr(row) for row in model.select().tuples())
            for model in BaseModel.__subclasses__()
            if model not in TRACES
        }


def build(app: Flask) -> World:
    """Make everything, on the empty database of `app`."""
    owner = factories.user("owner@clinic.example", "Dr. Olu Owner")
    principal = factories.principal(owner)
    folder_id = folders.create(principal, folders.root_id(owner.id), "Incoming")["id"]
    trashed_id = folders.create(principal, folders.root_id(owner.id), "Old")["id"]
    trash.trash(principal, [trashed_id], [])
    _file(principal, folder_id)
    open_id, upload_id = _open_delivery(principal, deliveries.open_by_user(principal, folder_id)["id"])
    link = _link(principal, folder_id, "guest@practice.example", two_factor=True)
    other_link = _link(principal, folder_id, "other@practice.example")
    expired_link = _link(principal, folder_id, "late@practice.example")
    guest = _prove(app, link, code=True)
    expired_guest = _prove(app, expired_link)
    viewer = _log_in(app, "viewer@clinic.example", "clinician")
    editor = _log_in(app, "editor@clinic.example", "clinician")
    grants.put(principal, folder_id, "viewer@clinic.example", "view", None, "Europe/Berlin")
    shared = grants.put(principal, folder_id, "editor@clinic.example", "edit", None, "Europe/Berlin")
    instance = Instance.select().first()
    names = {
        "folder_id": folder_id,
        "study_id": Study.get().id,
        "series_id": instance.series_id,
        "instance_id": instance.id,
        "frame_number": 1,
        "conflict_id": InstanceConflict.get().instance_id,
        "sha256": InstanceConflict.get().blob.sha256,
        "document_id": Document.get().id,
        "download_id": downloads.prepare(principal, [folder_id], [])["id"],
        "grant_id": shared["id"],
        "link_id": link.id,
        "contact_id": LinkContact.get(LinkContact.address == link.recipient).id,
        "delivery_id": open_id,
        "upload_id": upload_id,
    }
    world = World(
        names=names,
        guest_names={**names, **_guest_delivery(guest, link)},
        expired_names={**names, **_guest_delivery(expired_guest, expired_link)},
        token=links_token(link),
        folder_id=str(folder_id),
        study_id=str(names["study_id"]),
        trashed_folder_id=str(trashed_id),
        cookies={
            "nobody": {},
            "before_password": _cookies(_open(app, link)),
            "before_code": _cookies(_prove(app, link)),
            "other_guest": _cookies(_prove(app, other_link)),
            "guest": _cookies(guest),
            "expired_guest": _cookies(expired_guest),
            "other_clinician": _cookies(_log_in(app, "other@clinic.example", "clinician")),
            "viewer": _cookies(viewer),
            "editor": _cookies(editor),
            "administrator": _cookies(_log_in(app, "admin@clinic.example", "administrator")),
            "owner": _cookies(factories.log_in(new_client(app), owner)),
        },
    )
    Link.update(expires_at=utcnow() - timedelta(days=2)).where(Link.id == expired_link.id).execute()
    return world


def renew_codes() -> None:
    """As if just sent: a code holds for ten minutes and bars another for one, and a test may come later than that."""
    now = utcnow()
    CodeChallenge.update(created_at=now, expires_at=now + timedelta(minutes=10)).execute()


def copy(source: Path, target: Path) -> None:
    """Copy the data folder with database and files."""
    shutil.copytree(source, target)


def _file(principal: Any, folder_id: UUID) -> None:
    """A study with a conflict and an image document, by a delivery that is closed by its receipt."""
    photo = datasets.write_photo(config.current().data_dir / "wound.jpg")
    real = datasets.real_file("CT_small.dcm")
    other = datasets.edited(real, config.current().data_dir / "other.dcm", StudyDescription="Edited")
    files = [(file.name, file.read_bytes()) for file in (real, photo, other)]
    delivery_id = deliveries.open_by_user(principal, folder_id)["id"]
    manifest = [{"path": path, "size": len(content), "last_modified": 0, "left_out": None} for path, content in files]
    deliveries.declare(principal, delivery_id, manifest)
    content = b"".join(content for _, content in files)
    uploads.write(uploads.create(principal, str(delivery_id), len(content), {"members": "0-2"}), BytesIO(content))
    deliveries.close(principal, delivery_id)
    jobs.run_due()
    assert Delivery.get(Delivery.id == delivery_id).state == "closed"


def _open_delivery(principal: Any, delivery_id: UUID) -> tuple[UUID, UUID]:
    """An open delivery with an empty upload of four bytes."""
    return delivery_id, uploads.create(principal, str(delivery_id), 4, {"filename": "note.txt"}).id


def _guest_delivery(browser: FlaskClient, link: Link) -> dict[str, Any]:
    at = f"/api/guest/links/{link.id}/deliveries"
    delivery_id = browser.post(at).get_json()["id"]
    created = browser.post(f"{at}/{delivery_id}/uploads", headers={"Tus-Resumable": "1.0.0", "Upload-Length": "4"})
    upload = Upload.get(Upload.claim == delivery_id)
    assert created.status_code == 201
    return {"link_id": link.id, "delivery_id": delivery_id, "upload_id": upload.id}


def _form(folder_id: UUID, recipient: str, *, two_factor: bool = False) -> NewLinks:
    return NewLinks(
        folder_id=folder_id,
        recipients=[recipient],
        two_factor=two_factor,
        password_by="told",
        password_recipient=None,
        language="en",
        password=LINK_PASSWORD,
        title="Upload for the clinic",
        description="",
        expire_date=today("Europe/Berlin") + timedelta(days=14),
        time_zone="Europe/Berlin",
        may_see=True,
        may_download=True,
    )


def _link(principal: Any, folder_id: UUID, recipient: str, *, two_factor: bool = False) -> Link:
    made = links.create(principal, _form(folder_id, recipient, two_factor=two_factor))
    return Link.get(Link.id == made[0]["id"])


def links_token(link: Link) -> str:
    """The secret part of its address."""
    return invitations.token(link)


def _open(app: Flask, link: Link) -> FlaskClient:
    browser = new_client(app)
    assert browser.post("/api/guest/visits", json={"token": links_token(link)}).status_code == 201
    return browser


def _prove(app: Flask, link: Link, *, code: bool = False) -> FlaskClient:
    browser = _open(app, link)
    proved = browser.post(f"/api/guest/links/{link.id}/password", json={"password": LINK_PASSWORD})
    assert proved.status_code == 200, proved.get_json()
    if code:
        proved = browser.post(f"/api/guest/links/{link.id}/code", json={"code": _mailed_code()})
        assert proved.get_json()["stage"] == "proved", proved.get_json()
    return browser


def _mailed_code() -> str:
    newest = OutboxMail.select().where(OutboxMail.kind == "code").order_by(OutboxMail.created_at.desc()).get()
    found = re.search(r"\b(\d{3}) ?(\d{3})\b", mail.content(newest).text)
    assert found is not None
    return "".join(found.groups())


def _log_in(app: Flask, email: str, role: str) -> FlaskClient:
    return factories.log_in(new_client(app), factories.user(email, "Dr. Else", role=role))


def _cookies(browser: FlaskClient) -> Cookies:
    names = ("__Host-filmjacket", "__Host-filmjacket-guest")
    found = {name: browser.get_cookie(name, domain="localhost") for name in names}
    return {name: cookie.value for name, cookie in found.items() if cookie is not None}
