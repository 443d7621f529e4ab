"""Another site's page can't write, whatever cookies the browser sends along."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

WRITES = ("POST", "PUT", "PATCH", "DELETE")


@pytest.mark.parametrize("method", WRITES)
def test_a_write_without_the_header_is_refused(logged_in: FlaskClient, method: str) -> None:
    """No form and no simple request can send a header of our own."""
    answer = logged_in.open("/api/session", method=method, headers={"X-Requested-With": ""})
    assert answer.status_code == 403
    assert answer.get_json()["code"] == "cross_site_request"
    assert logged_in.get("/api/me").status_code == 200


@pytest.mark.parametrize("origin", ["https://evil.example", "http://localhost.evil.example", "null"])
def test_a_write_from_another_origin_is_refused(logged_in: FlaskClient, origin: str) -> None:
    """The header alone is not believed."""
    answer = logged_in.delete("/api/session", headers={"Origin": origin})
    assert answer.status_code == 403
    assert logged_in.get("/api/me").status_code == 200


def test_a_write_from_our_own_page_is_done(logged_in: FlaskClient) -> None:
    """Our page sends the header, and its own origin."""
    answer = logged_in.delete("/api/session", headers={"Origin": "https://localhost"})
    assert answer.status_code == 204
    assert logged_in.get("/api/me").status_code == 401
