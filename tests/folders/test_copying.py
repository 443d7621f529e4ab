"""Copying: by reference in one tree."""

from __future__ import annotations

from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.folders import copying, service, trash, tree
from backend.folders.errors import MoveIntoItself, NameTaken, TooMuchAtOnce
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from tests import factories
from tests.folders.things import document, file, root_id, study


@pytest.fixture
def me(user: User) -> UserPrincipal:
    """The clinician, without a browser."""
    return factories.principal(user)


@pytest.fixture
def top(user: User) -> UUID:
    """The clinician's top folder."""
    return root_id(user)


def test_folders_are_made_anew(me: UserPrincipal, user: User, top: UUID) -> None:
    """With all that is live in them, by reference; the original stays as it is."""
    source, target = (service.create(me, top, name)["id"] for name in ("A", "B"))
    inner = service.create(me, source, "inner")["id"]
    gone = service.create(me, source, "gone")["id"]
    held, letter, hidden = study(user, study_date="20260301"), document(user), study(user)
    original = file(inner, held, delivery_id=None)
    file(source, letter)
    trash.trash(me, [gone], [file(inner, hidden).id])
    told = copying.copy(me, target, [source], [])
    made = Folder.get(Folder.parent == target)
    expected = {"folders": 2, "entries": 2, "present": [], "renamed": []}
    assert told == {**expected, "made": {"folder_ids": [made.id], "entry_ids": []}}
    below = Folder.get(Folder.parent == made.id)
    assert (made.name, below.name, made.id != source) == ("A", "inner", True)
    copied = FolderEntry.get(FolderEntry.folder == below.id)
    assert (copied.study_id, copied.sort_study_date, copied.id != original.id) == (held.id, "20260301", True)
    assert FolderEntry.get(FolderEntry.folder == made.id).document_id == letter.id
    assert FolderEntry.get_by_id(original.id).folder_id == inner


def test_what_lies_there_is_said(me: UserPrincipal, user: User, top: UUID) -> None:
    """And is not there twice; what lies there in the trash is live then."""
    target = service.create(me, top, "B")["id"]
    twice, back = study(user), study(user)
    chosen = [file(top, twice), file(top, back)]
    file(target, twice)
    trash.trash(me, [], [file(target, back).id])
    told = copying.copy(me, target, [], [entry.id for entry in chosen])
    lying = FolderEntry.select().where(FolderEntry.folder == target)
    (laid,) = [entry.id for entry in lying if entry.study_id == back.id]
    expected = {"folders": 0, "entries": 1, "present": [chosen[0].id], "renamed": []}
    assert told == {**expected, "made": {"folder_ids": [], "entry_ids": [laid]}}
    assert {entry.study_id: entry.trashed_at for entry in lying} == {twice.id: None, back.id: None}


def test_what_it_made_can_be_thrown_away(me: UserPrincipal, user: User, top: UUID) -> None:
    """The answer is the selection that undoes it; what lay there already is no part of it."""
    source, target = service.create(me, top, "A")["id"], service.create(me, top, "B")["id"]
    both, one = study(user), study(user)
    chosen = [file(top, both), file(top, one)]
    there = file(target, both)
    made = copying.copy(me, target, [source], [entry.id for entry in chosen])["made"]
    trash.trash(me, made["folder_ids"], made["entry_ids"])
    assert tree.children([target]) == set()
    live = FolderEntry.select().where(FolderEntry.folder == target, FolderEntry.trashed_at.is_null())
    assert [entry.id for entry in live] == [there.id]


def test_beside_itself(me: UserPrincipal, top: UUID) -> None:
    """A name is taken, or both are kept; never into itself."""
    folder_id = service.create(me, top, "CT")["id"]
    with pytest.raises(NameTaken):
        copying.copy(me, top, [folder_id], [])
    told = copying.copy(me, top, [folder_id], [], keep_both=True)
    assert [change["name"] for change in told["renamed"]] == ["CT (2)"]
    with pytest.raises(MoveIntoItself):
        copying.copy(me, folder_id, [folder_id], [])


def test_too_much(me: UserPrincipal, user: User, top: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is copied, and it is said in words."""
    monkeypatch.setattr(copying, "ITEMS_MOST", 2)
    folder_id, target = (service.create(me, top, name)["id"] for name in ("A", "B"))
    for _ in range(2):
        file(folder_id, study(user))
    with pytest.raises(TooMuchAtOnce, match="more than 2 items"):
        copying.copy(me, target, [folder_id], [])
    assert tree.children([target]) == set()
