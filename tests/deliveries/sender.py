"""Sends deliveries through the services, as a guest or a clinician, and lets the jobs be done."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from backend import config
from backend.accounts.models import User
from backend.db import new_id
from backend.deliveries import access, members, service
from backend.deliveries.models import Delivery, DeliveryFile
from backend.folders import service as folders
from backend.folders.models import Folder
from backend.intake.policy import Accepts, Policy
from backend.jobs import service as jobs
from backend.principal import GuestPrincipal, Principal
from backend.uploads import service as uploads
from backend.uploads.models import Upload
from tests import factories

Named = tuple[str, bytes]


@dataclass
class Sender:
    """Whoever brings one delivery."""

    principal: Principal
    delivery: Delivery

    @property
    def id(self) -> UUID:
        """The delivery's id."""
        return self.delivery.id

    def declare(self, files: Sequence[Named], **more: Any) -> list[DeliveryFile]:
        """Add files to the manifest; returns their lines."""
        body = [{"path": path, "size": len(data), "last_modified": 1, **more} for path, data in files]
        lines: list[DeliveryFile] = service.declare(self.principal, self.id, body)["items"]
        return lines

    def begin(self, files: Sequence[Named]) -> Upload:
        """Declare files, and create the upload that brings them; no byte is sent yet."""
        positions = [line.position for line in self.declare(files)]
        length = sum(len(data) for _, data in files)
        return uploads.create(self.principal, str(self.id), length, {"members": members.join(positions)})

    def send(self, files: Sequence[Named]) -> Upload:
        """Declare and send files as one bundle."""
        upload = self.begin(files)
        uploads.write(upload, io.BytesIO(b"".join(data for _, data in files)))
        return upload

    def close(self) -> dict[str, Any]:
        """Ask for the receipt, and let the jobs be done."""
        service.close(self.principal, self.id)
        jobs.run_due()
        return service.receipt(self.principal, self.id)

    def deliver(self, files: Sequence[Named]) -> dict[str, Any]:
        """Send and close; returns the receipt."""
        self.send(files)
        return self.close()

    def lines(self) -> list[DeliveryFile]:
        """The manifest."""
        return list(DeliveryFile.select().where(DeliveryFile.delivery == self.id).order_by(DeliveryFile.position))

    def states(self) -> list[str]:
        """What became of each file."""
        return [line.state for line in self.lines()]


def guest_of(owner: User, folder: Folder | None = None, *, accepts: Accepts = "dicom_and_documents") -> Sender:
    """A guest with a new delivery into the owner's folder (their root if none is given)."""
    link_id = new_id()
    guest = GuestPrincipal(session_id=new_id(), link_id=link_id)
    delivery = service.open_delivery(
        guest,
        owner_id=owner.id,
        folder_id=folder.id if folder is not None else folders.root_id(owner.id),
        policy=policy(accepts),
        via="link",
        origin_ref=access.link_ref(link_id),
        sender_name="Practice Dr. Lindqvist",
        title="Upload for the clinic",
    )
    return Sender(guest, delivery)


def clinician(owner: User) -> Sender:
    """The owner with a new delivery into their own root."""
    principal = factories.principal(owner)
    opened = service.open_by_user(principal, folders.root_id(owner.id))
    return Sender(principal, Delivery.get_by_id(opened["id"]))


def policy(accepts: Accepts = "dicom_and_documents") -> Policy:
    """A policy with the installation's limits."""
    settings = config.current()
    return Policy(accepts, settings.delivery_files_most, settings.delivery_bytes_most)
