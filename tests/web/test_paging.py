"""Cursors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.web.paging import BadCursor, decode_cursor, encode_cursor

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
VALUES = st.lists(st.one_of(TEXT, st.integers(-(2**63), 2**63 - 1), st.none()), min_size=1, max_size=5)


@given(VALUES)
def test_a_cursor_gives_back_what_it_holds(values: list[str | int | None]) -> None:
    """Any values and any text that a database stores."""
    assert decode_cursor(encode_cursor(values), len(values)) == values


@pytest.mark.parametrize("value", ["\0", "\ud800", 2**63, 1.5, [], {}, [[[]]]])
def test_what_no_database_takes_is_refused(value: object) -> None:
    """A cursor is the client's to forge."""
    with pytest.raises(BadCursor):
        decode_cursor(encode_cursor([value]), 1)


@given(st.text(max_size=200))
def test_any_other_text_is_refused(text: str) -> None:
    """With a sentence, never with another exception."""
    with pytest.raises(BadCursor):
        decode_cursor(text, 99)
