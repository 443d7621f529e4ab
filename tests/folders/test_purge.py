"""Deleting for good: by hand and by age; nothing that anybody still refers to goes."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from backend import config, wiring
from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import db, new_id, utcnow
from backend.deliveries import service as deliveries
from backend.deliveries.models import Delivery
from backend.documents.models import Document
from backend.errors import NotFound
from backend.folders import purge, service, trash
from backend.folders.errors import NotInTrash, StillReceiving
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from backend.storage import service as storage
from backend.storage import sweeping
from backend.storage.models import Blob
from backend.studies.header import read_header
from backend.studies.models import Instance, Study
from backend.studies.service import index_instance
from tests import datasets, factories
from tests.folders.things import document, file, root_id, study


@pytest.fixture
def me(user: User) -> UserPrincipal:
    """The clinician, without a browser."""
    return factories.principal(user)


@pytest.fixture
def top(user: User) -> UUID:
    """The clinician's top folder."""
    return root_id(user)


def filed(user: User, folder_id: UUID) -> Instance:
    """A real image, in the store and in the folder."""
    path = datasets.real_file("CT_small.dcm")
    size = path.stat().st_size
    kept = storage.put_away(path, 0, size, storage.digest(path, 0, size))
    with db.atomic():
        outcome = index_instance(user.id, read_header(path, 0, size), storage.record(kept), new_id())
    file(folder_id, Study.get_by_id(outcome.study_id))
    return Instance.get_by_id(outcome.instance_id)


def test_for_good(me: UserPrincipal, user: User, top: UUID) -> None:
    """Folders, places, and what lies nowhere else; at once nobody sees it any more."""
    outer = service.create(me, top, "outer")["id"]
    inner = service.create(me, outer, "inner")["id"]
    elsewhere, alone, also_in_trash, letter = study(user), study(user), study(user), document(user)
    for thing in (elsewhere, alone, also_in_trash, letter):
        file(inner, thing)
    file(top, elsewhere)
    trash.trash(me, [], [file(top, also_in_trash).id])
    trash.trash(me, [inner], [])
    trash.trash(me, [outer], [])
    purge.purge(me, [outer], [])
    assert [row["kind"] for row in trash.listing(me)] == ["study"]
    with pytest.raises(NotFound):
        trash.restore(me, [inner], [])
    with pytest.raises(NotFound):
        trash.restore(me, [outer], [])
    with pytest.raises(NotFound):
        purge.purge(me, [outer], [])
    purge.sweep()
    assert {folder.id for folder in Folder.select().where(Folder.owner == user)} == {top}
    assert {row.id for row in Study.select()} == {elsewhere.id, also_in_trash.id}
    assert Document.select().count() == 0
    assert AuditEvent.select().where(AuditEvent.action == "folder:purged").count() == 1


def test_only_ones_own_and_only_from_the_trash(me: UserPrincipal, user: User, other_user: User, top: UUID) -> None:
    """All or none."""
    live, gone = (service.create(me, top, name)["id"] for name in ("live", "gone"))
    trash.trash(me, [gone], [])
    with pytest.raises(NotInTrash):
        purge.purge(me, [live, gone], [])
    with pytest.raises(NotFound):
        purge.purge(factories.principal(other_user), [gone], [])
    purge.sweep()
    assert Folder.select().where(Folder.id.in_([live, gone])).count() == 2


def test_by_age(me: UserPrincipal, user: User, top: UUID, settings: config.Settings) -> None:
    """What has lain there for `trash_days`, and nothing younger."""
    old, young = (service.create(me, top, name)["id"] for name in ("old", "young"))
    entry = file(top, study(user))
    trash.trash(me, [old, young], [entry.id])
    before = utcnow() - timedelta(days=settings.trash_days, minutes=1)
    Folder.update(trashed_at=before).where(Folder.id == old).execute()
    purge.sweep()
    assert FolderEntry.select().count() == 1
    FolderEntry.update(trashed_at=before).execute()
    purge.sweep()
    assert [row["id"] for row in trash.listing(me)] == [young]
    assert (FolderEntry.select().count(), Study.select().count()) == (0, 0)


def test_records_stay_readable(me: UserPrincipal, user: User, top: UUID) -> None:
    """A folder waits for its deliveries; a closed one's receipt is there when the folder is gone, name and all."""
    outer = service.create(me, top, "Okoye")["id"]
    folder_id = service.create(me, outer, "Knie")["id"]
    delivery_id = deliveries.open_by_user(me, folder_id)["id"]
    trash.trash(me, [outer], [])
    with pytest.raises(StillReceiving):
        purge.purge(me, [outer], [])
    Folder.update(trashed_at=utcnow() - timedelta(days=365)).where(Folder.id == outer).execute()
    purge.sweep()
    assert Folder.get_by_id(folder_id).name == "Knie"
    Delivery.update(state="closed", closed_at=utcnow()).where(Delivery.id == delivery_id).execute()
    purge.purge(me, [outer], [])
    purge.sweep()
    left = Folder.get_by_id(folder_id)
    assert (left.name, left.filter_text, left.sibling_key, left.parent_id) == ("", "", None, top)
    assert Folder.get_or_none(Folder.id == outer) is None
    assert trash.listing(me) == []
    assert deliveries.read(me, delivery_id)["id"] == delivery_id
    purge.sweep()
    held = study(user)
    assert file(folder_id, held).folder_id == top, "what comes too late is not lost"


def test_filed_again_before_it_is_removed(me: UserPrincipal, user: User, top: UUID) -> None:
    """It is live again, and stays."""
    entry = file(top, held := study(user))
    trash.trash(me, [], [entry.id])
    purge.purge(me, [], [entry.id])
    file(top, held)
    purge.sweep()
    assert FolderEntry.get_by_id(entry.id).trashed_at is None


def test_bytes_follow_after_a_day(me: UserPrincipal, user: User, top: UUID) -> None:
    """Not before, and not if something refers to them again."""
    folder_id = service.create(me, top, "CT")["id"]
    key = filed(user, folder_id).blob.key
    trash.trash(me, [folder_id], [])
    purge.purge(me, [folder_id], [])
    purge.sweep()
    assert Instance.select().count() == 0
    sweeping.sweep(wiring.BLOB_REFERENCES)
    assert storage.store().open(key).read(1)
    yesterday = utcnow() - timedelta(hours=25)
    Blob.update(unreferenced_since=yesterday).execute()
    filed(user, top)
    assert sweeping.sweep(wiring.BLOB_REFERENCES) == 0
    assert (Blob.get().key, Blob.get().unreferenced_since) == (key, None)
    trash.trash(me, [], [FolderEntry.get(FolderEntry.trashed_at.is_null()).id])
    purge.purge(me, [], [FolderEntry.get().id])
    purge.sweep()
    Blob.update(unreferenced_since=yesterday).execute()
    assert sweeping.sweep(wiring.BLOB_REFERENCES) == 1
    assert (Blob.select().count(), list(storage.store().keys())) == (0, [])


def test_pages_of_the_trash(logged_in: FlaskClient, me: UserPrincipal, user: User, top: UUID) -> None:
    """Each row once, newest first, whatever kind; also what was deleted in the same moment."""
    folders = [service.create(me, top, str(number))["id"] for number in range(4)]
    lone = [file(top, study(user)).id for _ in range(3)]
    trash.trash(me, folders, lone)
    seen: list[str] = []
    cursor: str | None = None
    while True:
        page = logged_in.get("/api/trash", query_string={"limit": 2, **({"cursor": cursor} if cursor else {})})
        seen += [row["id"] for row in page.get_json()["items"]]
        cursor = page.get_json()["next_cursor"]
        if cursor is None:
            break
    assert seen == sorted(map(str, [*folders, *lone]), reverse=True)
    assert logged_in.get("/api/trash", query_string={"cursor": "bm8"}).status_code == 400


def test_more_of_a_study_comes_while_its_folder_is_deleted_for_good(me: UserPrincipal, user: User, top: UUID) -> None:
    """It lies in the top folder then, instead of going with the folder."""
    folder_id = service.create(me, top, "CT")["id"]
    held = study(user)
    file(folder_id, held)
    trash.trash(me, [folder_id], [])
    purge.purge(me, [folder_id], [])
    file(folder_id, held)
    purge.sweep()
    assert [entry.folder_id for entry in FolderEntry.select().where(FolderEntry.study == held)] == [top]
