"""The backend's catalogues: complete, nothing unused, and every placeholder where it belongs."""

from __future__ import annotations

import io
import re

import pytest
from babel.messages.catalog import Message

from backend.config import LANGUAGES
from backend.translations import extraction

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}")
TRANSLATED = [language for language in LANGUAGES if language != "en"]


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_catalogue_holds_just_what_is_used(language: str) -> None:
    used = {message.id for message in extraction.used() if message.id}
    held = {message.id for message in extraction.read(language) if message.id}
    assert used - held == set(), "missing; run python -m backend.translations.extraction"
    assert held - used == set(), "unused; run python -m backend.translations.extraction"


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_text_is_translated(language: str) -> None:
    lacking = [message.id for message in extraction.read(language) if message.id and not all(_forms(message))]
    assert lacking == []


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_placeholder_is_lost_or_invented(language: str) -> None:
    for message in extraction.read(language):
        if not message.id:
            continue
        wanted = set(PLACEHOLDER.findall(message.id if isinstance(message.id, str) else message.id[1]))
        for form in _forms(message):
            found = set(PLACEHOLDER.findall(form))
            assert found <= wanted, (message.id, form)
            if isinstance(message.id, str):  # "one file" may say its number in words
                assert found == wanted, (message.id, form)


def test_sentences_are_found_where_services_keep_them() -> None:
    source = b"""
class Full(DomainError):
    title = "It is full."
    code = "full"

REASON_SENTENCES = {"full": "No room.", "old": "Too old."}
OTHER = {"full": "no sentence"}

def check():
    raise Invalid({"name": "Enter a name.", "size": "Too big." if big else "Too small."})

label = lazy_gettext("A label.")
counted = ngettext("%(n)s file", "%(n)s files", 2)
"""
    found = {text for _, _, text, _ in extraction.sentences(io.BytesIO(source), None, None, None)}
    assert found == {
        "It is full.", "No room.", "Too old.", "Enter a name.", "Too big.", "Too small.", "A label.",
        ("%(n)s file", "%(n)s files"),
    }  # fmt: skip


def _forms(message: Message) -> list[str]:
    return [message.string] if isinstance(message.string, str) else list(message.string or ())
