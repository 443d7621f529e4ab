"""May a guest see the folder of their link at this moment? The only place that decides.

What they then see is for `folders.access` to say, which is told no more than the folder.
"""

from __future__ import annotations

from backend.config import current
from backend.folders.within import FolderGuest
from backend.links import state
from backend.links.errors import LinkRevoked
from backend.links.models import Link
from backend.principal import GuestPrincipal
from backend.visiting.errors import NotToBeDownloaded, NotToBeSeen


def to_see(guest: GuestPrincipal) -> FolderGuest:
    """The proved guest as one who may look into the link's folder.

    Only while the link is active: the hours after expiry in which an upload may finish (`guests.proofs.GRACE`) open
    nothing. What the installation no longer lets guests do ends for links that are out as well.

    Raises LinkExpired, LinkRevoked, NotToBeSeen.
    """
    return FolderGuest(guest, _open(guest).folder_id)


def may_download(guest: GuestPrincipal) -> bool:
    """Whether one who may see may also take things home."""
    return _takes(_open(guest))


def to_download(guest: GuestPrincipal) -> FolderGuest:
    """The same as one who may also take things home; raises NotToBeDownloaded as well."""
    link = _open(guest)
    if not _takes(link):
        raise NotToBeDownloaded
    return FolderGuest(guest, link.folder_id)


def _takes(link: Link) -> bool:
    return link.may_download and current().link_may_download


def _open(guest: GuestPrincipal) -> Link:
    link: Link | None = Link.get_or_none(Link.id == guest.link_id)
    if link is None:
        raise LinkRevoked
    state.require_active(link)
    if not (link.may_see and current().link_may_see):
        raise NotToBeSeen
    return link
