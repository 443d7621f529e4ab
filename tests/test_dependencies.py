"""pyproject.toml names exactly what the code imports: a fresh installation has nothing else."""

from __future__ import annotations

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

#: Needed, though no line of ours imports them.
NOT_IMPORTED = {
    "psycopg": "peewee's driver for PostgreSQL",
    "pyjpegls": "pydicom's decoder for JPEG-LS",
    "pydicom-data": "pydicom's sample files for the demonstration",
    "pylibjpeg": "pydicom's interface to the two decoders below",
    "pylibjpeg-openjpeg": "pydicom's decoder for JPEG 2000",
    "pylibjpeg-rle": "pydicom's decoder for RLE",
    "python-gdcm": "pydicom's decoder for JPEG",
    "redis": "huey's queue, where one is configured",
    "tzdata": "time zones, where the system has none",
}


def _name(requirement: str) -> str:
    match = re.match(r"[A-Za-z0-9._-]+", requirement)
    assert match is not None
    return re.sub(r"[-_.]+", "-", match[0]).lower()


def _declared(group: str | None = None) -> set[str]:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    requirements = project["optional-dependencies"][group] if group else project["dependencies"]
    return {_name(requirement) for requirement in requirements}


def _imported(folder: str) -> set[str]:
    """The distributions that the Python files of a folder import."""
    modules: set[str] = set()
    for path in (ROOT / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                modules |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
                modules.add(node.module.partition(".")[0])
    providers = packages_distributions()
    foreign = modules - set(sys.stdlib_module_names) - {"backend", "tests"}
    return {_name(distribution) for module in foreign for distribution in providers.get(module, [module])}


def test_the_backend_imports_only_what_it_declares() -> None:
    assert _imported("backend") <= _declared()


def test_the_tests_import_only_what_is_declared() -> None:
    assert _imported("tests") <= _declared() | _declared("dev")


def test_nothing_is_declared_that_nobody_needs() -> None:
    assert _declared() - _imported("backend") - {"gunicorn"} <= set(NOT_IMPORTED)
