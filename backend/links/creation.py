"""What the form "Share an Upload Folder" says."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID


@dataclass(frozen=True)
class NewLinks:
    """The form's values, well formed but not yet judged."""

    folder_id: UUID
    recipients: list[str]
    two_factor: bool
    password_by: str
    password_recipient: str | None
    language: str
    password: str
    title: str
    description: str
    expire_date: date
    time_zone: str
