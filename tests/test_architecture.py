"""The house keeps its own rules: who may know whom, and what a service may not know."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from importlinter import cli as import_linter

BACKEND = Path(__file__).parent.parent / "backend"
SERVICE_SIDE = {"service.py", "models.py", "access.py", "trash.py", "policy.py", "passwords.py", "tasks.py"}


def test_features_stand_on_the_ladder() -> None:
    """The contracts of pyproject.toml hold."""
    assert import_linter.lint_imports(no_cache=True) == 0


@pytest.mark.parametrize(
    "path",
    sorted(path for path in BACKEND.glob("*/*.py") if path.name in SERVICE_SIDE),
    ids=lambda path: str(path.relative_to(BACKEND)),
)
def test_services_know_no_http(path: Path) -> None:
    """A service raises domain errors; Flask and marshmallow belong to routes and schemas.

    flask_mail is how mails are sent, flask_babel how texts are translated: neither needs a request.
    """
    imported = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            imported |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.split(".")[0])
    assert not imported & {"flask", "marshmallow", "flask_smorest", "flask_login", "webargs"}


def test_no_drawer_for_everything() -> None:
    """A file's name says what it is about."""
    drawers = {"utils.py", "helpers.py", "common.py", "misc.py", "manager.py"}
    assert not [path for path in BACKEND.rglob("*.py") if path.name in drawers]
