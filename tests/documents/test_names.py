"""Two documents of one name, and one document under two names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.documents.service import NAME_MOST, free_name, may_collide, stem_of


@pytest.mark.parametrize(
    ("name", "taken", "free"),
    [
        ("report.pdf", [], "report.pdf"),
        ("report.pdf", ["report.pdf"], "report (2).pdf"),
        ("report.pdf", ["report.pdf", "report (2).pdf"], "report (3).pdf"),
        ("report.pdf", ["REPORT.PDF"], "report (2).pdf"),
        ("report (2).pdf", ["report (2).pdf"], "report (2) (2).pdf"),
        ("README", ["README"], "README (2)"),
        (".hidden", [".hidden"], ".hidden (2)"),
        ("archive.tar.gz", ["archive.tar.gz"], "archive.tar (2).gz"),
        ("ends with dot.", ["ends with dot."], "ends with dot. (2)"),
    ],
)
def test_the_first_free_name(name: str, taken: list[str], free: str) -> None:
    assert free_name(name, taken) == free


def test_which_names_a_document_may_have_got() -> None:
    assert may_collide("report.pdf", "report.pdf")
    assert may_collide("report (12).pdf", "report.pdf")
    assert not may_collide("report 2.pdf", "report.pdf")
    assert not may_collide("report (2).pdf.exe", "report.pdf")
    assert not may_collide("reportXpdf", "report.pdf")


@given(st.text(min_size=1, max_size=NAME_MOST), st.integers(0, 30))
def test_a_free_name_is_free_fits_and_is_found_again(name: str, count: int) -> None:
    taken: list[str] = []
    for _ in range(count + 1):
        free = free_name(name, taken)
        assert free.casefold() not in {text.casefold() for text in taken}
        assert len(free) <= NAME_MOST
        assert free.startswith(stem_of(name))
        taken.append(free)
