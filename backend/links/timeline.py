"""A link's life, step by step."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from backend.folders import service as folders
from backend.links.models import Link, LinkEvent


def reference(link_id: UUID) -> str:
    """How mails and deliveries name a link, opaque to them."""
    return f"link:{link_id}"


def link_id_of(ref: str) -> UUID | None:
    """The inverse of `reference`; None if it names something else."""
    kind, _, text = ref.partition(":")
    return UUID(text) if kind == "link" else None


def note(link_id: UUID, kind: str, **detail: Any) -> None:
    """Write a step into the current transaction. `detail` holds no secret and no patient's name."""
    LinkEvent.create(link=link_id, kind=kind, detail=detail)


def bump(link: Link) -> None:
    """Let open folder views hear of it: the folder's own listing shows its links, its parent's shows the mark."""
    folders.bump(link.folder_id, link.folder.parent_id)
