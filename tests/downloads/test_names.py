"""Names in a ZIP are safe on every system, and no two in a directory are one."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.db import name_key, new_id
from backend.downloads.layout import PATH_MOST, lay_out
from backend.downloads.names import Siblings, safe
from backend.downloads.selection import Bytes, ChosenDocument, ChosenFolder

NAMES = st.text(max_size=150) | st.sampled_from(["CON", "nul.txt", "..", ".", "a/b", "C:\\x", "x.", " ", "COM1 .dcm"])
DEVICE = re.compile(r"(con|prn|aux|nul|com[0-9]|lpt[0-9])(\..*)?", re.IGNORECASE)


def assert_safe(name: str) -> None:
    """What no system refuses, hides or reads as another name."""
    assert name
    assert not re.search(r'[<>:"/\\|?*\x00-\x1f\x7f\u202e]', name)
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    assert not DEVICE.fullmatch(name)
    name.encode()


@given(st.lists(NAMES, max_size=12), st.integers(7, 80), st.booleans())
def test_directories_are_safe_short_and_distinct(wanted: list[str], most: int, ascii_only: bool) -> None:
    siblings = Siblings("DICOMDIR")
    names = [siblings.directory(name, most, ascii_only=ascii_only, otherwise="Folder") for name in wanted]

    for name in names:
        assert_safe(name)
        assert len(name.encode()) <= most
        assert name.isascii() or not ascii_only
    assert len({name_key(name) for name in [*names, "DICOMDIR"]}) == len(wanted) + 1


@given(st.lists(NAMES, max_size=12))
def test_files_are_safe_and_distinct(wanted: list[str]) -> None:
    siblings = Siblings()
    names = [siblings.file(name, 80, otherwise="Document") for name in wanted]

    for name in names:
        assert_safe(name)
    assert len({name_key(name) for name in names}) == len(wanted)


@pytest.mark.parametrize(
    ("wanted", "safely"),
    [
        ("letter.pdf", "letter.pdf"),
        ("a:b?.pdf", "a_b_.pdf"),
        ("nul.txt", "_nul.txt"),
        (".bashrc", "_bashrc"),
        ("Émile 患者.pdf", "Émile 患者.pdf"),
        ("gpj.\u202eexe", "gpj.exe"),
    ],
)
def test_what_becomes_of_a_file_name(wanted: str, safely: str) -> None:
    assert Siblings().file(wanted, 80, otherwise="Document") == safely


def test_the_second_of_a_name_has_a_number() -> None:
    siblings = Siblings()

    assert [siblings.file(name, 80, otherwise="-") for name in ("A.pdf", "a.PDF", "a.pdf")] == [
        "A.pdf",
        "a (2).PDF",
        "a (3).pdf",
    ]


def test_a_name_is_written_in_latin_letters_where_an_image_is_below() -> None:
    assert safe("Größe 患者", 80, ascii_only=True) == "Grosse HuanZhe"


def test_the_deepest_tree_of_the_longest_names_has_bounded_paths() -> None:
    top = inner = ChosenFolder("")
    for _ in range(20):
        inner.folders.append(ChosenFolder("Straße " * 17))
        inner = inner.folders[0]
    inner.documents += [ChosenDocument(new_id(), "Befund " * 30 + ".pdf", Bytes("key", 1)) for _ in range(3)]

    layout = lay_out(top, {})

    assert len({path for path, _ in layout.files}) == 3
    assert all(len(path.encode()) <= PATH_MOST for path, _ in layout.files)
