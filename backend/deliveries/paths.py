"""A file's path as its sender names it, made safe to keep, show and sort. Nothing is ever written at such a path."""

from __future__ import annotations

import unicodedata

PATH_MOST = 1024
NAME_MOST = 255
UNNAMED = "unnamed"


def clean(path: str) -> str:
    """The path, relative, with '/' between its parts, in NFC; never empty, never longer than 1024 characters.

    Left out: '.' and '..', empty parts, control characters, and the marks that reverse the reading direction and so
    disguise a name. What can't be encoded becomes U+FFFD. Of an overlong path the end is kept: it holds the name.
    """
    text = path.encode("utf-8", "replace").decode("utf-8").replace("\\", "/")
    text = unicodedata.normalize("NFC", text)
    parts = [_part(part) for part in text.split("/")]
    kept = [part for part in parts if part not in ("", ".", "..")]
    if not kept:
        return UNNAMED
    while len("/".join(kept)) > PATH_MOST:
        kept.pop(0)
    return "/".join(kept)


def _part(part: str) -> str:
    shown = "".join(char for char in part if not _is_hidden(char)).strip()
    if len(shown) <= NAME_MOST:
        return shown
    stem, dot, suffix = shown.rpartition(".")
    if not dot or len(suffix) > 20:
        return shown[:NAME_MOST]
    return f"{stem[: NAME_MOST - len(suffix) - 1]}.{suffix}"


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cs", "Zl", "Zp") or unicodedata.bidirectional(char) in (
        "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI",
    )  # fmt: skip
