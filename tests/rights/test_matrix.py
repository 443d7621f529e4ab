"""The rights matrix, cell by cell, on a world where everything exists."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.rights.matrix import CALLERS, Row
from tests.rights.rows import ROWS
from tests.rights.world import World

SPEC: dict[str, Any] = json.loads((Path(__file__).parents[2] / "openapi.json").read_text())
METHODS = ("get", "put", "post", "patch", "delete", "head", "options")
OPERATIONS = [
    f"{method.upper()} {path}" for path, item in SPEC["paths"].items() for method in METHODS if method in item
]


def test_every_operation_has_a_row() -> None:
    """A new operation states its rights, and a row of one that is gone goes too."""
    assert set(OPERATIONS) == set(ROWS)


@pytest.mark.parametrize("operation", OPERATIONS)
def test_rights(operation: str, world: World) -> None:
    """Whoever may not gets their stated answer and changes nothing; then those who may get theirs."""
    row = ROWS[operation]
    assert set(row.cells) == set(CALLERS)
    refused = [caller for caller in CALLERS if row.cells[caller] >= 400]
    before = world.content()
    got = {caller: _call(world, operation, row, caller) for caller in refused}
    assert world.content() == before
    got |= {caller: _call(world, operation, row, caller) for caller in CALLERS if caller not in refused}
    assert got == row.cells


def _call(world: World, operation: str, row: Row, caller: str) -> int:
    method, path = operation.split(" ")
    names = world.names_for(operation, caller)
    answer = world.browser(caller).open(
        path.format(**names) + row.query.format(**names),
        method=method,
        json=row.body(world) if row.body else None,
        data=row.raw,
        headers=row.headers(world) if row.headers else None,
    )
    if answer.status_code >= 400 and method != "HEAD":
        assert answer.content_type == "application/problem+json", answer.data
        assert answer.get_json()["title"].endswith((".", "!"))
    return answer.status_code
