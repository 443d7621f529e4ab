"""What deliveries say when folders are to be deleted for good."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from backend.deliveries.models import Delivery
from backend.folders import tree


def receiving(folder_ids: Collection[UUID]) -> set[UUID]:
    """Those of the folders into which a delivery is under way."""
    return _folders(folder_ids, Delivery.state != "closed")


def recorded(folder_ids: Collection[UUID]) -> set[UUID]:
    """Those of the folders into which there ever was a delivery: its receipt stays readable."""
    return _folders(folder_ids, True)


def _folders(folder_ids: Collection[UUID], condition: object) -> set[UUID]:
    found: set[UUID] = set()
    for ids in tree.batches(folder_ids):
        query = Delivery.select(Delivery.folder).where(Delivery.folder.in_(ids), condition)
        found |= set(tree.column(query.distinct()))
    return found
