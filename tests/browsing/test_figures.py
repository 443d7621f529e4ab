"""How much a folder holds."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.browsing.schemas import FiguresSchema
from backend.folders import grants, trash
from backend.folders import service as folders
from tests import factories
from tests.folders.things import document, file, root_id, study


def figures(client: FlaskClient, folder_id: UUID) -> Any:
    """The answer, checked against its schema."""
    answer = client.get(f"/api/folders/{folder_id}/figures")
    assert answer.status_code == 200, answer.get_json()
    assert not FiguresSchema().validate(answer.get_json())
    return answer.get_json()


def test_all_below_counts_and_what_lies_there_twice_counts_once(logged_in: FlaskClient, user: User) -> None:
    me, top = factories.principal(user), root_id(user)
    heart = folders.create(me, top, "Heart")["id"]
    older = folders.create(me, heart, "Older")["id"]
    gone = folders.create(me, heart, "Gone")["id"]
    assert figures(logged_in, heart) == {"folders": 2, "studies": 0, "documents": 0, "size": 0, "colleagues": []}

    both = study(user, size=1_000)
    for folder_id in (heart, older):
        file(folder_id, both)
    file(older, study(user, size=200))
    file(older, document(user))
    file(gone, study(user, size=50))
    file(top, study(user, size=7))
    trash.trash(me, [gone], [])
    thrown = file(heart, document(user))
    trash.trash(me, [], [thrown.id])
    assert figures(logged_in, heart) == {"folders": 1, "studies": 2, "documents": 1, "size": 1_201, "colleagues": []}
    assert figures(logged_in, top)["size"] == 1_208


def test_only_the_owner_learns_with_whom_it_is_shared(logged_in: FlaskClient, user: User, other_user: User) -> None:
    theirs = folders.create(factories.principal(other_user), root_id(other_user), "Second opinions")["id"]
    grants.put(factories.principal(other_user), theirs, user.email, "view", None, "UTC")
    assert figures(logged_in, theirs)["colleagues"] == []
    assert logged_in.get(f"/api/folders/{root_id(other_user)}/figures").status_code == 404

    mine = folders.create(factories.principal(user), root_id(user), "Mine")["id"]
    grants.put(factories.principal(user), mine, other_user.email, "view", None, "UTC")
    assert figures(logged_in, mine)["colleagues"] == ["Dr. Ben Okafor"]
