"""Sharing a folder with colleagues: who may see it, or edit what is in it, and until when."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from backend.accounts.models import User
from backend.accounts.service import email_key
from backend.audit import service as audit
from backend.audit.events import Event
from backend.config import current
from backend.db import db, search_key, utcnow
from backend.errors import Invalid, NotFound
from backend.folders import access, days, entries, selection, tree
from backend.folders.models import Folder, FolderGrant
from backend.mail import service as mail
from backend.mail.errors import BadAddress
from backend.principal import UserPrincipal

#: So many colleagues are offered for a part of a name.
OFFERED_MOST = 10
PART_LEAST = 2


def listing(user: UserPrincipal, folder_id: UUID) -> list[dict[str, Any]]:
    """With whom the folder itself is shared, by name, as `schemas.GrantSchema` says. Raises NotFound, Forbidden."""
    folder = access.require_folder(user, folder_id, "grant")
    query = _with_grantee(FolderGrant.folder == folder.id).where(access.holding())
    return [_described(grant) for grant in query.order_by(User.name, FolderGrant.id)]


def put(
    user: UserPrincipal, folder_id: UUID, email: str, may: str, until_date: date | None, time_zone: str
) -> dict[str, Any]:
    """Share the folder with a colleague, or change what is shared with them; returns the grant.

    They are told by mail when it is new to them. Raises NotFound, Forbidden, RootFolder, Invalid.
    """
    until = _until(until_date, time_zone)
    with db.atomic():
        tree.lock_all(selection.owners([folder_id], []))
        folder = access.require_folder(user, folder_id, "grant")
        colleague = _colleague(user, email)
        same = (FolderGrant.folder == folder.id) & (FolderGrant.grantee == colleague.id)
        known: FolderGrant | None = FolderGrant.get_or_none(same)
        is_news = known is None or (known.until is not None and known.until <= utcnow())
        values = {
            "may": may,
            "until_date": until_date,
            "time_zone": time_zone,
            "until": until,
            "granted_by": str(user),
            "granted_at": utcnow(),
        }
        if known is None:
            FolderGrant.create(folder=folder, grantee=colleague, **values)
        else:
            FolderGrant.update(**values).where(FolderGrant.id == known.id).execute()
        _changed(folder)
        audit.record(user, Event.GRANT_GIVEN, f"folder:{folder.id}", grantee=str(colleague.id), may=may)
        if is_news:
            _tell(user, colleague, folder, may, until_date)
        return _described(_with_grantee(same).get())


def end(user: UserPrincipal, folder_id: UUID, grant_id: UUID) -> None:
    """Share the folder with this colleague no longer. Raises NotFound, Forbidden."""
    with db.atomic():
        tree.lock_all(selection.owners([folder_id], []))
        folder = access.require_folder(user, folder_id, "grant")
        grant = FolderGrant.get_or_none(FolderGrant.id == grant_id, FolderGrant.folder == folder.id)
        if grant is None:
            raise NotFound
        FolderGrant.delete().where(FolderGrant.id == grant.id).execute()
        _changed(folder)
        audit.record(user, Event.GRANT_ENDED, f"folder:{folder.id}", grantee=str(grant.grantee_id))


def colleagues(user: UserPrincipal, part: str) -> list[dict[str, Any]]:
    """Active users, never oneself, with this part in name or e-mail address: at most OFFERED_MOST, by name."""
    wanted = search_key(part.strip())
    if len(wanted) < PART_LEAST:
        return []
    query = User.select(User.name, User.email).where(User.active, User.id != user.user_id).order_by(User.name, User.id)
    found = (one for one in query if wanted in search_key(one.name) or wanted in search_key(one.email))
    return [{"name": one.name, "email": one.email} for one, _ in zip(found, range(OFFERED_MOST), strict=False)]


def names_by_folder(folder_ids: Collection[UUID]) -> dict[UUID, list[str]]:
    """The names of the colleagues with whom each folder is shared."""
    found: dict[UUID, list[str]] = {}
    for ids in tree.batches(folder_ids):
        query = _with_grantee(FolderGrant.folder.in_(ids)).where(access.holding()).order_by(User.name, FolderGrant.id)
        for grant in query:
            found.setdefault(grant.folder_id, []).append(grant.grantee.name)
    return found


def names_within(user: UserPrincipal, folder_ids: Collection[UUID]) -> list[str]:
    """The names, one for each colleague, with whom any of these folders is shared, as far as they are the user's own:
    whom a folder is open to is its owner's to know."""
    found: dict[UUID, str] = {}
    for ids in tree.batches(folder_ids):
        own = Folder.select(Folder.id).where(Folder.id.in_(ids), Folder.owner == user.user_id)
        for grant in _with_grantee(FolderGrant.folder.in_(own)).where(access.holding()):
            found[grant.grantee_id] = grant.grantee.name
    return sorted(found.values(), key=search_key)


def ends_by_folder(user: UserPrincipal, folder_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """When (UTC) the user's own grants on these very folders end, if they do."""
    query: Any = FolderGrant.select(FolderGrant.folder, FolderGrant.until).where(
        FolderGrant.grantee == user.user_id, access.holding(), FolderGrant.until.is_null(False)
    )
    wanted = set(folder_ids)
    return {folder_id: until for folder_id, until in query.tuples() if folder_id in wanted}


def _with_grantee(where: Any) -> Any:
    return FolderGrant.select(FolderGrant, User).join(User).where(where, User.active)


def _colleague(user: UserPrincipal, email: str) -> User:
    found: User | None = User.get_or_none(User.email_key == email_key(email), User.active)
    if found is None:
        raise Invalid({"email": "Nobody here has this e-mail address. Please choose a colleague from the list."})
    if found.id == user.user_id:
        raise Invalid({"email": "This folder is yours already. Please choose a colleague."})
    return found


def _until(day: date | None, time_zone: str) -> datetime | None:
    if not days.is_time_zone(time_zone):
        raise Invalid({"time_zone": "This time zone is not known here."})
    if day is None:
        return None
    if day < days.today(time_zone):
        raise Invalid({"until_date": "This day is over. Please choose a later one."})
    try:
        return days.end_of_day(day, time_zone)
    except OverflowError as error:
        raise Invalid({"until_date": "This date is too far away."}) from error


def _changed(folder: Folder) -> None:
    entries.bump(folder.id, folder.parent_id)


def _tell(user: UserPrincipal, colleague: User, folder: Folder, may: str, until_date: date | None) -> None:
    """By mail, without the folder's name: names of folders are often names of patients. An address that can't be
    written to must not undo the grant: the colleague sees the folder among those shared with them."""
    try:
        mail.queue(
            kind="folder_shared",
            recipient=colleague.email,
            language=colleague.language,
            reference=f"folder:{folder.id}",
            context={
                "recipient": colleague.name,
                "owner": user.name,
                "may": may,
                "until_date": until_date,
                "url": f"{current().public_url}/folders/{folder.id}",
            },
        )
    except BadAddress as error:
        audit.record(user, Event.MAIL_REFUSED, f"folder:{folder.id}", answer=error.title)


def _described(grant: FolderGrant) -> dict[str, Any]:
    return {
        "id": grant.id,
        "name": grant.grantee.name,
        "email": grant.grantee.email,
        "may": grant.may,
        "until_date": grant.until_date,
        "time_zone": grant.time_zone,
        "until": grant.until,
        "granted_at": grant.granted_at,
    }
