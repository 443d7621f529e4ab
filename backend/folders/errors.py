"""What can't be done with a folder, in words."""

from __future__ import annotations

from backend.errors import Conflict, DomainError, Forbidden


class NameTaken(Conflict):
    """Siblings differ in name, without regard to case. `suggestion` in the problem object is a free name."""

    code = "name_taken"
    title = "There already is a folder with this name here. “%(suggestion)s” would be free."

    def __init__(self, suggestion: str) -> None:
        super().__init__(extra={"suggestion": suggestion}, suggestion=suggestion)


class TooDeep(Conflict):
    """The tree's depth is limited."""

    code = "too_deep"
    title = "Folders can be nested %(depth)s deep at most."

    def __init__(self, depth: int) -> None:
        super().__init__(depth=depth)


class RootFolder(Forbidden):
    """A tree's root has no name, and stays."""

    code = "root_folder"
    title = "Your top folder can't be renamed, shared, copied or deleted. Please choose a folder in it."


class OnlyView(Forbidden):
    """A colleague's grant lets them see."""

    code = "only_view"
    title = "This folder is shared with you for viewing only. Its owner can let you edit it."


class SharedTop(Forbidden):
    """The very folder that is shared keeps its name and place: those belong to the folder around it."""

    code = "shared_top"
    title = "Only the owner can rename, move or delete the folder that is shared with you."


class OnlyOwnerShares(Forbidden):
    """Whom a folder is open to is its owner's to say."""

    code = "only_owner_shares"
    title = "Only the owner of this folder can share it."


class AnotherOwnersStudy(Forbidden):
    """Membership is by reference within one owner's tree."""

    code = "another_owners_study"
    title = "This study belongs to somebody else. It can be laid only into folders of its owner."


class FolderInTrash(Conflict):
    """What lies in a folder that is itself in the trash can't come back alone."""

    code = "folder_in_trash"
    title = "The folder that held this is in the trash as well. Please restore the folder “%(name)s” first."

    def __init__(self, name: str) -> None:
        super().__init__(extra={"folder_name": name}, name=name)


class MoveIntoItself(Conflict):
    """A tree has no cycles."""

    code = "move_into_itself"
    title = "A folder can't be moved or copied into itself or into a folder inside it."


class TooMuchAtOnce(Conflict):
    """What is copied is copied in one short transaction."""

    code = "too_much_at_once"
    title = "This holds more than %(most)s items, too many to copy at once. Please copy it in parts."

    def __init__(self, most: int) -> None:
        super().__init__(extra={"most": most}, most=f"{most:,}")


class NotInTrash(Conflict):
    """Only what lies in the trash can be deleted for good."""

    code = "not_in_trash"
    title = "Only what lies in the trash can be deleted for good. Please delete it first."


class StillReceiving(Conflict):
    """What a delivery brings must find its folder."""

    code = "still_receiving"
    title = "Files are still being delivered into one of these folders. Please try again once they are here."


class FolderChanged(DomainError):
    """If-Match names a name or place that the folder no longer has (RFC 9110 section 13.1.1)."""

    status = 412
    code = "folder_changed"
    title = "Somebody has changed this folder in the meantime. It is called “%(name)s” now."

    def __init__(self, name: str, etag: str, location: str) -> None:
        super().__init__(extra={"name": name, "etag": etag, "location": location}, name=name)
