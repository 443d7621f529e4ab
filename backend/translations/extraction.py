"""Which texts of the backend a person reads, and the catalogues that must hold each of them.

Services know no Flask, so their sentences are plain strings in agreed places: a class attribute `title`, the values of
`Invalid({...})`, the values of a module's dict whose name ends in SENTENCES. Beside these stand gettext's own calls.

`python -m backend.translations.extraction` brings the catalogues up to date: new texts empty, unused ones gone.
"""

from __future__ import annotations

import ast
import os
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

HERE = Path(__file__).resolve().parent
BACKEND = HERE.parent
LANGUAGES = ("de", "ar")

Message = tuple[int, str | None, Any, list[str]]


def sentences(source: IO[bytes], keywords: object, comment_tags: object, options: object) -> Iterator[Message]:
    """Babel's extraction interface: (line, function, texts, comments) for each text in a Python file."""
    for node in ast.walk(ast.parse(source.read())):
        yield from _texts(node)


def _texts(node: ast.AST) -> Iterator[Message]:
    if isinstance(node, ast.ClassDef):
        for statement in node.body:
            if _assigned(statement) == "title":
                yield from _constants([statement.value])  # type: ignore[attr-defined]  # it assigns, see above
    elif isinstance(node, ast.Module):
        for statement in node.body:
            if _assigned(statement).endswith("SENTENCES"):
                yield from _values(statement.value)  # type: ignore[attr-defined]  # it assigns, see above
    elif isinstance(node, ast.Call):
        yield from _called(node)


def _called(node: ast.Call) -> Iterator[Message]:
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name == "Invalid" and node.args and isinstance(node.args[0], ast.Dict):
        yield from _constants(node.args[0].values)
    elif name in ("gettext", "lazy_gettext", "_"):
        yield from _constants(node.args[:1])
    elif name in ("ngettext", "lazy_ngettext"):
        one, many = (arg.value for arg in node.args[:2] if isinstance(arg, ast.Constant))
        yield node.lineno, "ngettext", (one, many), []


def _values(expression: ast.expr) -> Iterator[Message]:
    if isinstance(expression, ast.Dict):
        yield from _constants(expression.values)


def _assigned(statement: ast.stmt) -> str:
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
        return statement.targets[0].id
    if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
        return statement.target.id
    return ""


def _constants(values: Iterable[ast.expr]) -> Iterator[Message]:
    for value in values:
        if isinstance(value, ast.Constant) and isinstance(value.value, str):
            yield value.lineno, None, value.value, []
        elif isinstance(value, ast.IfExp):
            yield from _constants([value.body, value.orelse])


def used() -> Catalog:
    """Every text that is in use, as an empty catalogue."""
    catalog = Catalog(project="Filmjacket", charset="utf-8", fuzzy=False)
    with open(HERE / "babel.cfg", encoding="utf-8") as file:
        methods, options = parse_mapping_cfg(file)  # type: ignore[no-untyped-call]  # babel has no type here
    for path, _line, message, comments, context in extract_from_dir(BACKEND, methods, options):
        # no line numbers: they change with every edit and say nothing that a search doesn't
        catalog.add(message, locations=[(path, 0)], auto_comments=comments, context=context)
    return catalog


def path_of(language: str) -> Path:
    """Where a language's catalogue lies."""
    return HERE / language / "LC_MESSAGES" / "messages.po"


def read(language: str) -> Catalog:
    """A language's catalogue."""
    with open(path_of(language), "rb") as file:
        return read_po(file, locale=language)


def write(language: str, catalog: Catalog) -> None:
    """Store a language's catalogue, in one way only: the same texts give the same file."""
    catalog.header_comment = f"# Filmjacket's backend in {language}."
    catalog.creation_date = catalog.revision_date = datetime(2026, 1, 1, tzinfo=UTC)
    catalog.project, catalog.version = "Filmjacket", "1"
    catalog.last_translator = catalog.language_team = catalog.msgid_bugs_address = "Filmjacket"
    path = path_of(language)
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as file:
        write_po(file, catalog, width=110, sort_output=True, include_lineno=False)


def update(language: str) -> None:
    """Bring a language's catalogue up to date with what is in use."""
    catalog = read(language) if path_of(language).exists() else Catalog(locale=language, fuzzy=False)
    catalog.update(used(), no_fuzzy_matching=True, update_header_comment=False)
    catalog.obsolete.clear()
    write(language, catalog)


def compile_all() -> None:
    """Write the MO files that gettext reads; whoever reads one meanwhile has the one before, and never a part."""
    for language in LANGUAGES:
        compiled = path_of(language).with_suffix(".mo")
        unfinished = compiled.with_suffix(f".{os.getpid()}.tmp")
        with unfinished.open("wb") as file:
            write_mo(file, read(language))
        unfinished.replace(compiled)


if __name__ == "__main__":
    for each in LANGUAGES:
        update(each)
    compile_all()
