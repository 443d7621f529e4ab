"""What links say when folders are to be deleted for good."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from backend.folders import tree
from backend.links.models import Link


def recorded(folder_ids: Collection[UUID]) -> set[UUID]:
    """Those of the folders that were ever shared by a link: its timeline stays readable."""
    found: set[UUID] = set()
    for ids in tree.batches(folder_ids):
        found |= set(tree.column(Link.select(Link.folder).where(Link.folder.in_(ids)).distinct()))
    return found
