"""In which language the guest's page is answered."""

from __future__ import annotations

from flask import g, request

from backend.config import LANGUAGES
from backend.guests import service


def speak_the_guests_language() -> None:
    """The page sends the language that its person reads in; whoever sends none gets the link's.

    A clinician's own language, should one have logged in with the same browser, counts for nothing here.
    """
    g.language = request.accept_languages.best_match(LANGUAGES)
    link_id = (request.view_args or {}).get("link_id")
    if g.language is None and link_id is not None:
        g.language = service.language_of(link_id)
