"""What colleagues share: the topmost folders that a user sees in others' trees."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from backend.accounts.models import User
from backend.browsing import rows
from backend.folders import access, grants
from backend.folders.models import Folder
from backend.principal import UserPrincipal


def listing(user: UserPrincipal) -> list[dict[str, Any]]:
    """The topmost shared folders by name, as `schemas.RowSchema` says. Who created them is not said."""
    tops = access.shared_tops(user)
    if not tops:
        return []
    folders = list(Folder.select(Folder, User).join(User).where(Folder.id.in_(tops)))
    owners = {folder.id: folder.owner.name for folder in folders}
    rights = access.rights_of(user, folders)
    ends = grants.ends_by_folder(user, tops)
    return [
        {
            **row,
            "added_at": datetime.fromisoformat(row["added_at"]).replace(tzinfo=None),
            "owner_name": owners[folder_id],
            "rights": rights[folder_id],
            "shared_until": ends.get(folder_id),
        }
        for folder_id, row in rows.shared_folders(user, tops).items()
    ]
