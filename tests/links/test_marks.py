"""What others ask about links: a folder's marks, what a deletion would stop, when a listing gets old."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from uuid import UUID

import pytest
from flask.testing import FlaskClient

from backend.db import utcnow
from backend.folders.models import Folder
from backend.links import service
from backend.links.errors import LinkUnknown
from backend.links.models import Link
from tests.links.steps import new_folder, share, token_of


@pytest.fixture
def folder(logged_in: FlaskClient) -> UUID:
    """A folder to share."""
    return UUID(new_folder(logged_in))


def test_only_active_links_mark_their_folder(logged_in: FlaskClient, folder: UUID) -> None:
    other = UUID(new_folder(logged_in, "Other"))
    expired, revoked, last, first = (
        share(logged_in, str(folder), recipients=[f"{name}@example.org"]) for name in ("old", "gone", "last", "first")
    )
    Link.update(expires_at=utcnow()).where(Link.id == expired["id"]).execute()
    Link.update(expires_at=utcnow() + timedelta(days=1)).where(Link.id == first["id"]).execute()
    logged_in.delete(f"/api/links/{revoked['id']}")
    marks = service.active_marks([folder, other])
    assert [mark.recipient for mark in marks[folder]] == ["first@example.org", "last@example.org"]
    assert other not in marks
    assert service.count_active([folder, other]) == 2
    assert service.next_expiry([folder, other]) == Link.get_by_id(first["id"]).expires_at
    assert str(marks[folder][1].link_id) == last["id"]


def test_a_folder_below_the_trash_has_no_marks(logged_in: FlaskClient, folder: UUID) -> None:
    inner = UUID(new_folder(logged_in, "Inner", str(folder)))
    share(logged_in, str(inner))
    assert service.count_active([folder, inner]) == 1
    logged_in.post("/api/trash", json={"folder_ids": [str(folder)]})
    assert service.active_marks([inner]) == {}
    assert service.next_expiry([inner]) is None


def test_nothing_asked_is_nothing_found(logged_in: FlaskClient) -> None:
    assert service.active_marks([]) == {}
    assert service.count_active([]) == 0
    assert service.next_expiry([]) is None


def test_a_link_that_comes_or_goes_shows_in_both_listings(logged_in: FlaskClient, folder: UUID) -> None:
    parent = Folder.get_by_id(folder).parent_id

    def states() -> list[int]:
        return [Folder.get_by_id(each).change_seq for each in (folder, parent)]

    seen = [states()]
    link = share(logged_in, str(folder))
    seen.append(states())
    logged_in.delete(f"/api/links/{link['id']}")
    seen.append(states())
    assert all(before < after for older, newer in pairwise(seen) for before, after in zip(older, newer, strict=True))
    rows = logged_in.get(f"/api/folders/{parent}/content").get_json()["items"]
    assert rows[0]["active_links"] == []


def test_a_link_is_found_by_its_whole_token_only(logged_in: FlaskClient, folder: UUID) -> None:
    link = share(logged_in, str(folder))
    assert str(service.find_by_token(token_of(link)).id) == link["id"]
    for wrong in ("", token_of(link)[:-1], token_of(link) + "A", token_of(link).swapcase()):
        with pytest.raises(LinkUnknown):
            service.find_by_token(wrong)
