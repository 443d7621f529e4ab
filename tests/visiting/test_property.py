"""For any tree, any things and trash in it and any state of the link: what a guest sees follows from one rule.

The rule, beside which the code is held here: while the link is active and lets see, the guest sees the link's folder,
the live folders below, and what lies in them live; nothing else exists.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.accounts.models import User
from backend.db import new_id, utcnow
from backend.errors import DomainError, Forbidden, NotFound
from backend.folders import access as folder_access
from backend.folders import names, service
from backend.folders.models import Folder
from backend.links.errors import LinkClosed
from backend.links.models import Link
from backend.principal import GuestPrincipal
from backend.studies.models import Study
from backend.viewing import documents
from backend.viewing import studies as viewing
from backend.visiting import access
from backend.visiting import service as visiting
from tests.folders import things

MOST = 6
FULL = os.environ.get("FILMJACKET_TESTS") == "full"
RULE = settings(
    max_examples=300 if FULL else 10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Node:
    """A folder: which one it lies in (its index; 0 is the root), whether it was deleted, and what lies in it: numbers
    of things, each with whether that place was deleted."""

    parent: int
    trashed: bool
    things: dict[int, bool]


@dataclass(frozen=True)
class Terms:
    """The link: its folder's index, and how it stands."""

    folder: int
    may_see: bool
    may_download: bool
    is_over: str | None


NODES = st.integers(1, MOST).flatmap(
    lambda count: st.tuples(
        *(
            st.builds(
                Node,
                parent=st.integers(0, index),
                trashed=st.sampled_from([False, False, False, True]),
                things=st.dictionaries(st.integers(0, 4), st.booleans(), max_size=3),
            )
            for index in range(count)
        )
    )
)
TERMS = st.builds(
    Terms,
    folder=st.integers(1, MOST),
    may_see=st.sampled_from([True, True, True, False]),
    may_download=st.booleans(),
    is_over=st.sampled_from([None, None, None, None, "expired", "revoked", "owner gone"]),
)


def way(nodes: tuple[Node, ...], index: int) -> list[int]:
    """Indices of the folders from below the root to this one."""
    steps: list[int] = []
    while index:
        steps.insert(0, index)
        index = nodes[index - 1].parent
    return steps


def live(nodes: tuple[Node, ...], index: int) -> bool:
    """Neither it nor a folder above it was deleted."""
    return not any(nodes[step - 1].trashed for step in way(nodes, index))


@pytest.mark.usefixtures("app")
@RULE
@given(nodes=NODES, terms=TERMS)
def test_what_a_guest_sees_follows_from_the_link(nodes: tuple[Node, ...], terms: Terms) -> None:
    key = str(new_id())
    owner: User = User.create(email=key, email_key=key, name="Dr. Weber", password_hash="", active=True)
    service.create_root(owner)
    ids: list[UUID] = [service.root_id(owner.id)]
    studies = [things.study(owner, f"Patient^{number}") for number in range(5)]
    letters = [things.document(owner, f"{number}.pdf") for number in range(5)]
    for number, node in enumerate(nodes, start=1):
        ids.append(_folder(owner, ids[node.parent], f"Folder {number}", trashed=node.trashed).id)
        for thing, gone in node.things.items():
            for each in (studies[thing], letters[thing]):
                entry = things.file(ids[number], each)
                if gone:
                    entry.trashed_at = utcnow()
                    entry.save()
    shared = min(terms.folder, len(nodes))
    guest = _guest(owner, ids[shared], terms)
    is_open = terms.is_over is None and terms.may_see and live(nodes, shared)
    inside = {index for index in range(1, len(ids)) if shared in way(nodes, index) and live(nodes, index)}
    seen = {thing for index in inside for thing, gone in nodes[index - 1].things.items() if not gone}

    for index, folder_id in enumerate(ids):
        problem = _problem(is_open, terms, nodes, shared, there=index in inside)
        if problem is not None:
            with pytest.raises(problem):
                visiting.content(guest, folder_id, limit=100, cursor=None)
            continue
        told = visiting.content(guest, folder_id, limit=100, cursor=None)
        steps = way(nodes, index)
        assert [step["id"] for step in told["breadcrumbs"]] == [ids[step] for step in steps[steps.index(shared) :]]
        children = {str(ids[child]) for child in inside if nodes[child - 1].parent == index}
        assert {row["id"] for row in told["items"] if row["kind"] == "folder"} == children
        here = {thing for thing, gone in nodes[index - 1].things.items() if not gone}
        assert {row["study_id"] for row in told["items"]} - {None} == {str(studies[thing].id) for thing in here}
        assert {row["document_id"] for row in told["items"]} - {None} == {str(letters[thing].id) for thing in here}
    for thing in range(5):
        problem = _problem(is_open, terms, nodes, shared, there=thing in seen)
        for read in (_read_study, _read_letter):
            thing_id = (studies if read is _read_study else letters)[thing].id
            if problem is None:
                read(guest, thing_id)
            else:
                with pytest.raises(problem):
                    read(guest, thing_id)
    if is_open:
        visible = Study.select().where(Study.owner == owner, folder_access.visible_studies(access.to_see(guest)))
        assert {study.id for study in visible} == {studies[thing].id for thing in seen}
    may_take = is_open and terms.may_download
    assert _takes(guest, ids[shared]) == may_take


def _problem(
    is_open: bool, terms: Terms, nodes: tuple[Node, ...], shared: int, *, there: bool
) -> type[DomainError] | None:
    if terms.is_over is not None or not live(nodes, shared):
        return LinkClosed
    if not is_open:
        return Forbidden
    return None if there else NotFound


def _read_study(guest: GuestPrincipal, study_id: UUID) -> None:
    viewing.read(access.to_see(guest), study_id)


def _read_letter(guest: GuestPrincipal, document_id: UUID) -> None:
    documents.read(access.to_see(guest), document_id)


def _takes(guest: GuestPrincipal, folder_id: UUID) -> bool:
    try:
        visiting.look_at_archive(guest, folder_id, None)
    except (LinkClosed, Forbidden):
        return False
    return True


def _folder(owner: User, parent: UUID, name: str, *, trashed: bool) -> Folder:
    columns = names.columns(name) | ({"sibling_key": None} if trashed else {})
    made: Folder = Folder.create(
        owner=owner, parent=parent, **columns, created_by=str(owner.id), trashed_at=utcnow() if trashed else None
    )
    return made


def _guest(owner: User, folder_id: UUID, terms: Terms) -> GuestPrincipal:
    now = utcnow()
    link = Link.create(
        owner=owner,
        folder=folder_id,
        recipient="guest@example.org",
        title="Upload",
        language="en",
        token_hash=new_id().hex,
        password_hash="",
        password_by="told",
        expire_date=date(2030, 1, 1),
        time_zone="UTC",
        expires_at=now if terms.is_over == "expired" else now + timedelta(days=1),
        policy={},
        may_see=terms.may_see,
        may_download=terms.may_see and terms.may_download,
        revoked_at=now if terms.is_over == "revoked" else None,
    )
    if terms.is_over == "owner gone":
        User.update(active=False).where(User.id == owner.id).execute()
    return GuestPrincipal(new_id(), link.id)
