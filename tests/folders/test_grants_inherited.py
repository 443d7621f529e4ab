"""Rights are inherited: for any tree, any grants in it and any trash, what a colleague may do follows from one rule.

The rule, beside which access.py is held here: a grant that has not ended reaches its folder and all below it; what is
inside a folder may be changed by whoever may edit it; nothing above the topmost grant is known; trash is nobody's.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from datetime import timedelta
from typing import get_args
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.accounts.models import User
from backend.db import new_id, utcnow
from backend.errors import Forbidden, NotFound
from backend.folders import access, names, service
from backend.folders.access import Right
from backend.folders.models import Folder, FolderGrant
from backend.studies.models import Study
from tests import factories
from tests.folders import things

MOST = 7
FULL = os.environ.get("FILMJACKET_TESTS") == "full"
RULE = settings(
    max_examples=400 if FULL else 25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@dataclass(frozen=True)
class Node:
    """A folder: which one it lies in (its index; 0 is the root), what is granted on it, whether it was deleted."""

    parent: int
    grant: str | None
    ended: bool
    trashed: bool


NODES = st.integers(1, MOST).flatmap(
    lambda count: st.tuples(
        *(
            st.builds(
                Node,
                parent=st.integers(0, index),
                grant=st.sampled_from([None, None, "view", "edit"]),
                ended=st.sampled_from([False, False, True]),
                trashed=st.sampled_from([False, False, False, True]),
            )
            for index in range(count)
        )
    )
)


def way(nodes: tuple[Node, ...], index: int) -> list[int]:
    """Indices of the folders from below the root to this one; 0 stands for the root and is left out."""
    steps: list[int] = []
    while index:
        steps.insert(0, index)
        index = nodes[index - 1].parent
    return steps


def granted(node: Node) -> str | None:
    """What the grant on it says, if it holds."""
    return None if node.ended else node.grant


def expected(nodes: tuple[Node, ...], index: int, right: Right) -> type[Exception] | None:
    """What asking for that right raises."""
    path = [nodes[step - 1] for step in way(nodes, index)]
    may = [granted(node) for node in path]
    if any(node.trashed for node in path) or not any(may):
        return NotFound
    allowed = {
        "see": True,
        "add": "edit" in may,
        "edit": "edit" in may[:-1],
        "delete": "edit" in may[:-1],
        "share": False,
        "grant": False,
    }
    return None if allowed[right] else Forbidden


def person(name: str) -> User:
    """Somebody of this example alone."""
    key = str(new_id())
    made: User = User.create(email=key, email_key=key, name=name, password_hash="", active=True)
    service.create_root(made)
    return made


@pytest.mark.usefixtures("app")
@RULE
@given(nodes=NODES)
def test_what_a_colleague_may_do_follows_from_the_grants(nodes: tuple[Node, ...]) -> None:
    owner, colleague = person("Dr. Weber"), person("Dr. Adeyemi")
    me = factories.principal(colleague)
    ids: list[UUID] = [service.root_id(owner.id)]
    studies: list[Study] = []
    for number, node in enumerate(nodes, start=1):
        name = f"Folder {number}"
        columns = names.columns(name) | ({"sibling_key": None} if node.trashed else {})
        folder = Folder.create(
            owner=owner,
            parent=ids[node.parent],
            **columns,
            created_by=str(owner.id),
            trashed_at=utcnow() if node.trashed else None,
        )
        ids.append(folder.id)
        study = things.study(owner, f"Patient^{number}")
        things.file(folder.id, study)
        studies.append(study)
        if node.grant is not None:
            FolderGrant.create(
                folder=folder,
                grantee=colleague,
                may=node.grant,
                time_zone="UTC",
                until=utcnow() - timedelta(seconds=1) if node.ended else utcnow() + timedelta(days=1),
                granted_by=str(owner.id),
            )

    seen = {index for index in range(1, len(ids)) if expected(nodes, index, "see") is None}
    for index in range(len(ids)):
        for right in get_args(Right):
            problem = NotFound if index == 0 else expected(nodes, index, right)
            if problem is not None:
                with pytest.raises(problem):
                    access.require_folder(me, ids[index], right)
                with pytest.raises(problem):
                    access.require_folders(me, [ids[index]], right)
                continue
            path = access.require_path(me, ids[index], right)
            steps = way(nodes, index)
            top = next(at for at, step in enumerate(steps) if granted(nodes[step - 1]))
            assert [folder.id for folder in path] == [ids[step] for step in steps[top:]]
            assert [folder.id for folder in access.require_folders(me, [ids[index]], right)] == [ids[index]]

    tops = {index for index in seen if not any(granted(nodes[step - 1]) for step in way(nodes, index)[:-1])}
    assert set(access.shared_tops(me)) == {ids[index] for index in tops}
    rights = access.rights_of(me, [Folder.get_by_id(ids[index]) for index in sorted(seen)])
    for index in seen:
        found = rights[ids[index]]
        assert found["may_add"] == (expected(nodes, index, "add") is None)
        assert found["may_rename"] == found["may_delete"] == (expected(nodes, index, "edit") is None)
        assert not found["may_share"]
        assert not found["may_grant"]
    visible = {study.id for study in Study.select().where(Study.owner == owner, access.visible_studies(me))}
    assert visible == {studies[index - 1].id for index in seen}
