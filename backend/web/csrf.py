"""Cross-site request forgery: a header that no form can send, and an Origin that must be ours.

The cookies are SameSite as well; three independent reasons why another site's page can't write
(OWASP Cross-Site Request Forgery Prevention, "custom request headers").
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, request

from backend.errors import DomainError

HEADER = "X-Requested-With"
VALUE = "Filmjacket"
SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class CrossSiteRequest(DomainError):
    """A write that doesn't prove to come from our own pages."""

    status = 403
    code = "cross_site_request"
    title = "This request did not come from Filmjacket's own page. Please reload the page and try again."


def init(app: Flask) -> None:
    """Check every write under /api."""
    app.before_request(_check)


def _check() -> None:
    if request.method in SAFE_METHODS or not request.path.startswith("/api/"):
        return
    if request.headers.get(HEADER) != VALUE:
        raise CrossSiteRequest
    origin = request.headers.get("Origin")
    if origin is not None and urlsplit(origin).netloc != request.host:
        raise CrossSiteRequest
