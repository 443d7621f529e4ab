"""openapi.json is what the code says, and says enough."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parent.parent
COMMITTED: dict[str, Any] = json.loads((ROOT / "openapi.json").read_text())
METHODS = {"get", "put", "post", "patch", "delete", "head", "options"}
OPERATIONS = [
    pytest.param(path, method, id=f"{method.upper()} {path}")
    for path, item in COMMITTED["paths"].items()
    for method in item
    if method in METHODS
]


def test_committed_description_is_up_to_date() -> None:
    """`npm run api` has been run after the last change of a route or schema."""
    clean = {name: value for name, value in os.environ.items() if not name.startswith("FILMJACKET_")}
    printed = subprocess.run(
        [sys.executable, "-m", "backend.cli", "openapi"],
        cwd=ROOT,
        env=clean,
        check=True,
        capture_output=True,
        text=True,
    )
    assert json.loads(printed.stdout) == COMMITTED


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_operation_says_who_may_call_it(path: str, method: str) -> None:
    """One kind of principal, or nobody in particular: a decision, never an omission."""
    security = COMMITTED["paths"][path][method]["security"]
    assert security in ([], [{"session": []}], [{"guest": []}])


@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_operation_has_a_sentence_and_an_error_answer(path: str, method: str) -> None:
    """Each operation says what it does, and that it answers problem+json when it can't."""
    operation = COMMITTED["paths"][path][method]
    assert operation["summary"].endswith(".")
    assert "default" in operation["responses"]
