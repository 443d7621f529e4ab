"""Why a guest is shown nothing of the folder."""

from __future__ import annotations

from backend.errors import Forbidden


class NotToBeSeen(Forbidden):
    """The link is for sending alone."""

    code = "not_to_be_seen"
    title = "With this link you can send files, but not see what is in the folder."


class NotToBeDownloaded(Forbidden):
    """The link lets the guest look, and no more."""

    code = "not_to_be_downloaded"
    title = "With this link you can look at what is in the folder, but not download it."
