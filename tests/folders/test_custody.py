"""Between two owners' trees: rows of their own over the same bytes, and nothing gone at once."""

from __future__ import annotations

from uuid import UUID

import pytest

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.documents.models import Document
from backend.errors import Forbidden, NotFound
from backend.folders import access, copying, grants, moving, service, trash, tree
from backend.folders.errors import RootFolder, TooMuchAtOnce
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from backend.studies.models import Study
from tests import factories
from tests.folders.things import document, file, root_id, study


@pytest.fixture
def me(user: User) -> UserPrincipal:
    """The owner of what is shared, without a browser."""
    return factories.principal(user)


@pytest.fixture
def colleague(other_user: User) -> UserPrincipal:
    """To whom it is shared."""
    return factories.principal(other_user)


@pytest.fixture
def shared(me: UserPrincipal, user: User) -> UUID:
    """A folder with a study in it, one below with a document."""
    folder_id: UUID = service.create(me, root_id(user), "Shared")["id"]
    inner = service.create(me, folder_id, "inner")["id"]
    file(folder_id, study(user, patient_id="1", patient_birth_date="19700101", study_date="20260301"))
    file(inner, document(user))
    return folder_id


def grant(me: UserPrincipal, folder_id: UUID, colleague: UserPrincipal, may: str) -> None:
    """Share without an end."""
    grants.put(me, folder_id, colleague.email, may, None, "Europe/Berlin")


def test_who_sees_may_copy_but_not_move(me: UserPrincipal, colleague: UserPrincipal, shared: UUID) -> None:
    """Into their own tree; nothing without a grant."""
    target = root_id_of(colleague)
    with pytest.raises(NotFound):
        copying.copy(colleague, target, [shared], [])
    grant(me, shared, colleague, "view")
    with pytest.raises(Forbidden):
        moving.move(colleague, target, [shared], [])
    told = copying.copy(colleague, target, [shared], [])
    assert (told["folders"], told["entries"]) == (2, 2)
    made = Folder.get(Folder.parent == target)
    assert (made.name, made.owner_id) == ("Shared", colleague.user_id)
    entry = FolderEntry.get(FolderEntry.folder == made.id)
    assert (owner_of(entry), entry.sort_study_date, entry.delivery_id) == (colleague.user_id, "20260301", None)
    assert entry.seen_at is not None
    assert Document.select().where(Document.owner == colleague.user_id).count() == 1
    again = copying.copy(colleague, target, [shared], [], keep_both=True)
    assert again["renamed"][0]["name"] == "Shared (2)"
    assert Study.select().where(Study.owner == colleague.user_id).count() == 1
    assert AuditEvent.select().where(AuditEvent.action == "folder:copied").count() == 2


def test_moved_out_it_lies_in_its_owners_trash(me: UserPrincipal, colleague: UserPrincipal, shared: UUID) -> None:
    """Both have it: the one their own rows, the other in the trash, from which either brings it back."""
    grant(me, shared, colleague, "edit")
    entry = FolderEntry.get(FolderEntry.folder == shared)
    moving.move(colleague, root_id_of(colleague), [], [entry.id])
    copied = FolderEntry.get(FolderEntry.folder == root_id_of(colleague))
    assert owner_of(copied) == colleague.user_id
    assert [row["id"] for row in trash.listing(me)] == [entry.id]
    trash.restore(colleague, [], [entry.id])
    assert trash.listing(me) == []
    assert access.visible_study(colleague, study_of(entry).id).owner_id == me.user_id


def test_copied_into_a_colleagues_tree(
    me: UserPrincipal, user: User, other_user: User, colleague: UserPrincipal, shared: UUID
) -> None:
    """It is the folder's owner's, and new to them."""
    grant(me, shared, colleague, "edit")
    own = file(root_id(other_user), study(other_user, "Novak^Jan"))
    copying.copy(colleague, shared, [], [own.id])
    entry = FolderEntry.get(FolderEntry.folder == shared, FolderEntry.added_by == str(colleague))
    assert (owner_of(entry), entry.seen_at) == (user.id, None)
    assert owner_of(FolderEntry.get_by_id(own.id)) == other_user.id


def test_a_colleagues_deletion(me: UserPrincipal, colleague: UserPrincipal, shared: UUID) -> None:
    """Only with the right to edit, only inside, into the owner's trash; undone only by whoever did it and still may."""
    inner = tree.children([shared]).pop()
    grant(me, shared, colleague, "view")
    with pytest.raises(Forbidden):
        trash.trash(colleague, [inner], [])
    grant(me, shared, colleague, "edit")
    with pytest.raises(Forbidden):
        trash.trash(colleague, [shared], [])
    told = trash.trash(colleague, [inner], [])
    assert (told["folders"], told["documents"]) == (1, 1)
    assert [row["id"] for row in trash.listing(me)] == [inner]
    grant(me, shared, colleague, "view")
    with pytest.raises(Forbidden):
        trash.restore(colleague, [inner], [])
    grant(me, shared, colleague, "edit")
    trash.restore(colleague, [inner], [])
    trash.trash(me, [inner], [])
    with pytest.raises(NotFound):
        trash.restore(colleague, [inner], [])


def test_its_images_count_as_well(me: UserPrincipal, user: User, colleague: UserPrincipal, shared: UUID) -> None:
    """Rows are copied for each of them."""
    grant(me, shared, colleague, "view")
    file(shared, study(user, instance_count=copying.ITEMS_MOST))
    with pytest.raises(TooMuchAtOnce):
        copying.copy(colleague, root_id_of(colleague), [shared], [])
    assert Study.select().where(Study.owner == colleague.user_id).count() == 0


def root_id_of(principal: UserPrincipal) -> UUID:
    """The top of their tree."""
    return service.root_id(principal.user_id)


def study_of(entry: FolderEntry) -> Study:
    """What lies there."""
    found: Study = Study.get(Study.id == entry.study_id)
    return found


def owner_of(entry: FolderEntry) -> UUID:
    """To whom the study that lies there belongs."""
    return study_of(entry).owner_id


def test_a_top_folder_is_not_copied(me: UserPrincipal, colleague: UserPrincipal, shared: UUID) -> None:
    """It has no name that it could have anywhere else."""
    grant(me, shared, colleague, "edit")
    with pytest.raises(RootFolder):
        copying.copy(colleague, shared, [root_id_of(colleague)], [])
    with pytest.raises(RootFolder):
        copying.copy(me, shared, [root_id_of(me)], [])


@pytest.mark.parametrize("in_trash", [False, True])
def test_a_document_that_lies_there_already_stays_one(
    me: UserPrincipal, colleague: UserPrincipal, shared: UUID, in_trash: bool
) -> None:
    """Copied twice from another's tree it lies there once, and that is said; in the trash it comes back."""
    grant(me, shared, colleague, "view")
    (entry,) = FolderEntry.select().where(FolderEntry.document.is_null(False))
    target = root_id_of(colleague)
    first = copying.copy(colleague, target, [], [entry.id])
    if in_trash:
        trash.trash(colleague, [], first["made"]["entry_ids"])
    again = copying.copy(colleague, target, [], [entry.id])
    assert (again["entries"], again["present"]) == ((1, []) if in_trash else (0, [entry.id]))
    (lying,) = FolderEntry.select().where(FolderEntry.folder == target)
    assert lying.trashed_at is None
    assert again["made"]["entry_ids"] == ([lying.id] if in_trash else [])


def test_moved_together_from_both_trees(me: UserPrincipal, user: User, colleague: UserPrincipal, shared: UUID) -> None:
    """What is in the target's tree is moved, and what lies in the target stays; only another's becomes a copy."""
    grant(me, shared, colleague, "edit")
    theirs = FolderEntry.get(FolderEntry.folder == shared)
    target = root_id_of(colleague)
    own = service.create(colleague, service.create(colleague, target, "A")["id"], "B")["id"]
    lying = service.create(colleague, target, "C")["id"]
    here = file(target, study(User.get_by_id(colleague.user_id)))
    told = moving.move(colleague, target, [own, lying], [theirs.id, here.id])
    assert (told["folders"], told["entries"], told["present"]) == (1, 1, [here.id])
    assert Folder.get_by_id(own).parent_id == Folder.get_by_id(lying).parent_id == target
    assert trash.listing(colleague) == []
    assert [row["id"] for row in trash.listing(me)] == [theirs.id]
    held = FolderEntry.select().where(FolderEntry.folder == target)
    assert {owner_of(entry) for entry in held} == {colleague.user_id}
    assert {here.id, *told["made"]["entry_ids"]} == {entry.id for entry in held}


def test_what_may_not_go_is_refused_before_names_are_looked_at(
    me: UserPrincipal, colleague: UserPrincipal, shared: UUID
) -> None:
    """The same answer, whichever tree it lies in: a top folder never moves, so no free name is offered for the rest."""
    grant(me, shared, colleague, "edit")
    inner = Folder.get(Folder.parent == shared)
    target = service.create(colleague, root_id_of(colleague), "Target")["id"]
    service.create(colleague, target, inner.name)
    with pytest.raises(RootFolder):
        moving.move(colleague, target, [inner.id, root_id_of(colleague)], [])
