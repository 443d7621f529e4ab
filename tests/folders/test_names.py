"""Folder names."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from backend.errors import Invalid
from backend.folders import names

TEXT = st.text(max_size=130)


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("  Knie rechts ", "Knie rechts"),
        ("Mu\u0308ller", "M\u00fcller"),
        ("عيادة", "عيادة"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("CT  2", "CT  2"),
        ("...", "..."),
        ("C:\\fakepath?*", "C:\\fakepath?*"),
        ("x" * 120, "x" * 120),
    ],
)
def test_what_is_stored(typed: str, stored: str) -> None:
    """NFC, trimmed; joiners stay, and whatever else people write."""
    assert names.clean(typed) == stored


@pytest.mark.parametrize(
    "typed", ["", " ", "\u200b\u200d", "a/b", "a\nb", "a\x00b", "a\u202eb", "a\u2028b", ".", "..", "x" * 121, "\ud800"]
)
def test_what_is_refused(typed: str) -> None:
    """With a sentence for the field."""
    with pytest.raises(Invalid) as refused:
        names.clean(typed)
    assert list(refused.value.extra["errors"]) == ["name"]


@pytest.mark.parametrize(("one", "other"), [("Knie", "KNIE"), ("Straße", "STRASSE"), ("CT  2", "ＣＴ 2")])
def test_the_same_name(one: str, other: str) -> None:
    """Case, width of letters and amount of white space make no difference."""
    assert names.sibling_key(one) == names.sibling_key(other)


def test_accents_make_a_difference_to_siblings_but_not_to_their_order() -> None:
    """Müller stands beside Muller, not after Z."""
    assert names.sibling_key("Müller") != names.sibling_key("Muller")
    wanted = ["CT 2", "CT 03", "CT 10", "Mallory", "Müller", "Muller 2", "Zoe", "山田"]
    shuffled = wanted[::-1]
    assert sorted(shuffled, key=names.sort_key) == wanted


@given(TEXT)
def test_any_text_is_refused_in_words_or_fits_its_columns(typed: str) -> None:
    """Also those characters that case folding multiplies."""
    try:
        name = names.clean(typed)
    except Invalid:
        return
    assert 0 < len(name) <= names.NAME_MOST
    assert unicodedata.is_normalized("NFC", name)
    assert names.clean(name) == name
    assert len(names.sibling_key(name)) <= names.KEY_MOST
    assert len(names.sort_key(name)) <= names.KEY_MOST


def test_long_keys_stay_different() -> None:
    """U+FDFA is 18 letters when it is normalised: 120 of them are 2,160."""
    assert names.sibling_key("\ufdfa" * 120) != names.sibling_key("\ufdfa" * 119 + "x")


@given(TEXT.filter(lambda text: bool(text.strip())), st.integers(0, 60))
def test_the_first_free_name_is_free_and_allowed(typed: str, taken_count: int) -> None:
    """However many are taken."""
    try:
        name = names.clean(typed)
    except Invalid:
        return
    candidates = names.free_names(name)
    taken = {names.sibling_key(next(candidates)) for _ in range(taken_count)}
    free = names.first_free(name, taken)
    assert names.sibling_key(free) not in taken
    assert names.clean(free) == free


def test_numbers_go_on_where_they_were() -> None:
    """No "CT (2) (2)"."""
    taken = {names.sibling_key(name) for name in ("CT", "CT (2)", "CT (3)")}
    assert names.first_free("ct (2)", taken) == "ct (4)"
    assert names.first_free("CT", taken) == "CT (4)"
    assert names.first_free("MR", taken) == "MR"
