"""Studies that real deliveries brought into a clinician's tree."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.deliveries import service
from backend.deliveries.models import Delivery
from backend.folders import service as folders
from tests import datasets, factories
from tests.deliveries.sender import Sender

JANE: dict[str, Any] = {"PatientID": "4711", "PatientName": "Doe^Jane", "PatientBirthDate": "19700101"}
JOAN: dict[str, Any] = {"PatientID": "4712", "PatientName": "Doe^Joan", "PatientBirthDate": "19700101"}


def deliver(owner: User, files: Sequence[Path], folder_id: UUID | None = None) -> Sender:
    """A delivery of these files into a folder of the owner's (else their root), up to its receipt."""
    principal = factories.principal(owner)
    opened = service.open_by_user(principal, folder_id or folders.root_id(owner.id))
    sender = Sender(principal, Delivery.get_by_id(opened["id"]))
    sender.deliver([(f"{number}/{file.name}", file.read_bytes()) for number, file in enumerate(files)])
    return sender


def slices(folder: Path, name: str = "one", count: int = 3, **attributes: Any) -> list[Path]:
    """Slices of a real MR study; the same `name` gives the same UIDs, other attributes other bytes."""
    return datasets.write_study(folder, name, slices=count, **{**JANE, **attributes})


@pytest.fixture
def folder_id(user: User) -> UUID:
    """A folder of the clinician's, beside the root."""
    made: UUID = folders.create(factories.principal(user), folders.root_id(user.id), "Second opinions")["id"]
    return made
