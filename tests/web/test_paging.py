"""Cursors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.web.paging import BadCursor, decode_cursor, encode_cursor

VALUES = st.lists(st.one_of(st.text(), st.integers(), st.none()), min_size=1, max_size=5)


@given(VALUES)
def test_a_cursor_gives_back_what_it_holds(values: list[str | int | None]) -> None:
    """Any values, any text."""
    assert decode_cursor(encode_cursor(values), len(values)) == values


@given(st.text(max_size=200))
def test_any_other_text_is_refused(text: str) -> None:
    """With a sentence, never with another exception."""
    with pytest.raises(BadCursor):
        decode_cursor(text, 99)
