"""Text files whose encoding nobody states."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.viewing.plain_text import decode


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_umlauts_are_read_in_every_encoding(encoding: str) -> None:
    assert decode("Größe: 5 cm\r\n".encode(encoding)) == "Größe: 5 cm\r\n"


def test_a_character_cut_at_the_end_is_left_out() -> None:
    assert decode("ab€".encode()[:-1]) == "ab"


def test_control_characters_are_made_visible() -> None:
    assert decode(b"a\x00b\x1b[31m\tc\n") == "a\ufffdb\ufffd[31m\tc\n"


@given(st.binary())
def test_any_bytes_are_some_text(content: bytes) -> None:
    assert isinstance(decode(content), str)
