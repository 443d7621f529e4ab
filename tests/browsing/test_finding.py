"""Type-ahead: where the next row stands whose name begins with what is typed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.browsing.schemas import PositionSchema
from backend.folders import service as folders
from tests import factories
from tests.browsing.test_content import content
from tests.folders.things import document, file, root_id, study

FOLDERS = ["Ärzte", "CT 2", "CT 10", "CT 100", "Émile", "Łódź"]
STUDIES = ["Adams^Eve", "Doe^John", "Doe^Jane", "Élan^Zoé", "O'Hara^Ann"]


def position(client: FlaskClient, folder_id: UUID, prefix: str, **arguments: Any) -> int | None:
    """The answer, checked against its schema."""
    answer = client.get(f"/api/folders/{folder_id}/position", query_string={"prefix": prefix, **arguments})
    assert answer.status_code == 200, answer.get_json()
    assert not PositionSchema().validate(answer.get_json())
    offset: int | None = answer.get_json()["offset"]
    return offset


def filled(user: User) -> UUID:
    """A folder with folders, studies and a document."""
    top = root_id(user)
    for name in FOLDERS:
        folders.create(factories.principal(user), top, name)
    for name in STUDIES:
        file(top, study(user, name))
    file(top, document(user, name="letter.pdf"))
    return top


def test_the_next_row_in_the_order_of_the_list_around_to_where_one_is(logged_in: FlaskClient, user: User) -> None:
    top = filled(user)
    for descending in (False, True):
        order = {"descending": descending}
        rows = [row["name"] for row in content(logged_in, top, limit=100, **order)["items"]]

        def expected(*named: str, start: int = 0, rows: list[str] = rows) -> int | None:
            at = [index for index, name in enumerate(rows) if name in named]
            return min(at, key=lambda index: (index < start, index), default=None)

        assert position(logged_in, top, "ct", **order) == expected("CT 2", "CT 10", "CT 100")
        assert position(logged_in, top, "CT 1", **order) == expected("CT 10", "CT 100")
        assert position(logged_in, top, "ct 2", **order) == expected("CT 2")
        assert position(logged_in, top, "ct 0", **order) == expected("CT 2", "CT 10", "CT 100")
        assert position(logged_in, top, "lodz", **order) == expected("Łódź")
        assert position(logged_in, top, "let", **order) == expected("letter.pdf")
        assert position(logged_in, top, "doe, ja", **order) == expected("Doe^Jane")
        assert position(logged_in, top, "x", **order) is None
        for start in range(len(rows) + 1):
            assert position(logged_in, top, "e", start=start, **order) == expected("Émile", "Élan^Zoé", start=start)
            assert position(logged_in, top, "a", start=start, **order) == expected("Ärzte", "Adams^Eve", start=start)
            assert position(logged_in, top, "do", start=start, **order) == expected("Doe^John", "Doe^Jane", start=start)


def test_what_the_filter_hides_is_not_counted(logged_in: FlaskClient, user: User) -> None:
    top = filled(user)
    rows = [row["name"] for row in content(logged_in, top, filter="e")["items"]]
    assert position(logged_in, top, "doe", filter="e") == rows.index("Doe^Jane")
    assert position(logged_in, top, "łódź", filter="e") is None
