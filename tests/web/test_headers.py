"""Security headers on every answer, whatever it is."""

from __future__ import annotations

import base64
import hashlib
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from backend.web.headers import STYLE_HASHES

REACT_ARIA = Path(__file__).parents[2] / "node_modules" / "react-aria" / "dist" / "private"
PATHS = ["/", "/u/some-token", "/api/installation", "/api/me", "/api/nothing", "/healthz", "/assets/none.js"]


@pytest.mark.parametrize("path", PATHS)
def test_policy(client: FlaskClient, path: str) -> None:
    """Nothing inline, nothing from elsewhere, no frame around us, no referrer, no sniffing."""
    headers = client.get(path).headers
    policy = dict(part.strip().split(" ", 1) for part in headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'self'"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert policy["frame-ancestors"] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Strict-Transport-Security"].startswith("max-age=")


def test_answers_of_the_api_are_not_stored(client: FlaskClient) -> None:
    """A shared computer's browser keeps no patient's data."""
    assert client.get("/api/installation").headers["Cache-Control"] == "no-store"


def test_the_session_cookie(logged_in: FlaskClient) -> None:
    """__Host-, Secure, HttpOnly, SameSite."""
    cookie = logged_in.get_cookie("__Host-filmjacket", domain="localhost")
    assert cookie is not None
    assert cookie.secure
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert cookie.path == "/"
    assert len(cookie.value) >= 43


def test_the_only_style_element_is_react_arias() -> None:
    """The policy's hash is that of the one style which the installed react-aria injects (interactions/usePress)."""
    source = (REACT_ARIA / "interactions" / "usePress.js").read_text()
    (template,) = re.findall(r"textContent = `(.*?)`\.trim\(\)", source, re.DOTALL)
    style = re.sub(r"\$\{[^}]*\}", "data-react-aria-pressable", template).strip()
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert (f"'sha256-{digest}'",) == STYLE_HASHES
