"""Passwords: hashed with argon2id, judged by zxcvbn.

Used for clinicians' accounts and for upload links. Nothing here keeps or logs a password.
"""

from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable
from contextlib import AbstractContextManager
from typing import Any

import argon2
import zxcvbn_rs_py
from argon2.exceptions import InvalidHashError, VerificationError

from backend.accounts.slots import slot
from backend.config import current
from backend.errors import Invalid

#: argon2id with 19 MiB, two passes, one lane: the OWASP Password Storage Cheat Sheet's recommendation. One lane, so
#: that as many at once as there are cores keep all the cores busy. Lengths of salt and hash: RFC 9106 section 3.1.
HASHER = argon2.PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1, hash_len=32, salt_len=16)

#: The hash of a random password that nobody knows: what an unknown address is checked against, at the same cost.
DUMMY_HASH = "$argon2id$v=19$m=19456,t=2,p=1$zNAnDnxl67JbRRbUOIrmhw$inmU4qSo336KKc3GTRqN5GDfFvTLranq4bKZpPW6ce8"

LENGTH_LEAST = 10
SCORE_LEAST = 3
UNKNOWN_LEAST = 5
#: zxcvbn's work grows faster than the length; a password's strength is decided long before this.
JUDGED_LENGTH_MOST = 100


def hash_password(password: str) -> str:
    """The password's argon2id hash (PHC string). Waits for a free core; raises Busy."""
    with _slot():
        return HASHER.hash(_bytes(password))


def verify_password(hashed: str, password: str) -> bool:
    """Whether the password is the one that was hashed. Waits for a free core; raises Busy."""
    with _slot():
        try:
            return HASHER.verify(hashed, _bytes(password))
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(hashed: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return HASHER.check_needs_rehash(hashed)


def strength(password: str, context: Iterable[str] = ()) -> dict[str, Any]:
    """`score` (zxcvbn's, 0 to 4), `acceptable` (at least 10 characters and 3), and `advice`, a msgid, '' if acceptable.

    `context` holds what others may know and try: an address, a name, the folder's title. Its words count as known, and
    a password that consists of little else scores at most 2 (zxcvbn alone gives 3 to three known words in a row).
    """
    if not password:
        return _judged(0, "empty")
    known = _known_words(context)
    judged = zxcvbn_rs_py.zxcvbn(_encodable(password[:JUDGED_LENGTH_MOST]), known)
    score = int(judged.score)
    if score >= SCORE_LEAST and _besides(password, known) < UNKNOWN_LEAST:
        return _judged(SCORE_LEAST - 1, "known")
    if score < SCORE_LEAST:
        weakness = repr(judged.feedback.warning).rpartition(".")[2] if judged.feedback else ""
        return _judged(score, WEAKNESSES.get(weakness, "guessable"))
    return _judged(score, "short" if len(password) < LENGTH_LEAST else "")


def require_strong(password: str, context: Iterable[str] = ()) -> None:
    """Raise Invalid for the field `password`, with the advice, unless it is acceptable."""
    judged = strength(password, context)
    if not judged["acceptable"]:
        raise Invalid({"password": judged["advice"]})


def _slot() -> AbstractContextManager[None]:
    return slot(current().data_dir / "locks" / "argon2", os.cpu_count() or 1)


def _bytes(password: str) -> bytes:
    """NFKC, so that devices that compose letters differently mean one password (NIST SP 800-63B section 5.1.1.2)."""
    return unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")


def _judged(score: int, advice: str) -> dict[str, Any]:
    return {"score": score, "acceptable": not advice, "advice": ADVICE_SENTENCES[advice] if advice else ""}


def _besides(password: str, known: list[str]) -> int:
    """How many of the password's characters are no part of a known word."""
    rest = password.casefold()
    for word in sorted(known, key=len, reverse=True):
        if len(word) > 2:
            rest = rest.replace(word, "")
    return len(rest)


def _known_words(context: Iterable[str]) -> list[str]:
    known: set[str] = set()
    for text in context:
        whole = _encodable(text).casefold().strip()
        known |= {whole, *(word for word in re.split(r"[\W_]+", whole) if len(word) > 2)}
    return sorted(known - {""})


def _encodable(text: str) -> str:
    return text.encode("utf-8", "replace").decode()


ADVICE_SENTENCES = {
    "empty": "Please enter a password, or let one be generated.",
    "short": "Use at least 10 characters.",
    "known": "Leave out names and addresses that others know: use words that don't belong together.",
    "guessable": "This is too easy to guess: add another word or two that don't belong together.",
    "keyboard": "Keys that lie beside each other are easy to guess: use words that don't belong together.",
    "repeated": "Repeated characters or words are easy to guess: use different ones.",
    "sequence": "Sequences like abc or 6543 are easy to guess: use words that don't belong together.",
    "common": "This password, or one much like it, is often used and tried first: choose another.",
    "word": "A single word is easy to guess: add two or three more that don't belong together.",
    "name": "Names are easy to guess: use words that don't belong together.",
    "date": "Dates and years are easy to guess: leave them out, or add words that don't belong together.",
}

#: By the name of zxcvbn's warning (the enumeration's members can't be hashed).
WEAKNESSES = {
    "StraightRowsOfKeysAreEasyToGuess": "keyboard",
    "ShortKeyboardPatternsAreEasyToGuess": "keyboard",
    "RepeatsLikeAaaAreEasyToGuess": "repeated",
    "RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess": "repeated",
    "ThisIsATop10Password": "common",
    "ThisIsATop100Password": "common",
    "ThisIsACommonPassword": "common",
    "ThisIsSimilarToACommonlyUsedPassword": "common",
    "SequencesLikeAbcAreEasyToGuess": "sequence",
    "RecentYearsAreEasyToGuess": "date",
    "AWordByItselfIsEasyToGuess": "word",
    "DatesAreOftenEasyToGuess": "date",
    "NamesAndSurnamesByThemselvesAreEasyToGuess": "name",
    "CommonNamesAndSurnamesAreEasyToGuess": "name",
}
