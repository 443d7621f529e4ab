"""Why something can't be settled, in words."""

from __future__ import annotations

from backend.errors import Conflict, Forbidden


class OnlyOwnerSettles(Forbidden):
    """Who sees a study through a grant sees its marks, but what becomes of it is its owner's to say."""

    code = "only_owner_settles"
    title = "Only %(owner)s, to whom this study belongs, can settle this."

    def __init__(self, owner: str) -> None:
        super().__init__(owner=owner)


class NoLongerThere(Conflict):
    """The study to merge into is gone, or has another UID."""

    code = "no_longer_there"
    title = "The other study is no longer there. Please look at the list again before you decide."
