"""Every error is problem+json with a sentence that a person understands."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from backend import config
from backend.app import create_app
from tests.conftest import new_client

BAD = [
    pytest.param("GET", "/api/nothing", None, 404, id="no such address"),
    pytest.param("PUT", "/api/installation", None, 405, id="no such method"),
    pytest.param("POST", "/api/session", b"{", 400, id="broken JSON"),
    pytest.param("POST", "/api/session", b"[]", 422, id="a list"),
    pytest.param("POST", "/api/session", b"{}", 422, id="nothing in it"),
    pytest.param("POST", "/api/session", b'{"email": 1, "password": []}', 422, id="wrong types"),
    pytest.param("POST", "/api/session", b'{"email": "a", "password": "b", "x": 1}', 422, id="an unknown field"),
    pytest.param("POST", "/api/session", b'{"email": "\\u0000", "password": "\\u0000"}', 422, id="a null character"),
    pytest.param("POST", "/api/session", b'"\xff"', 400, id="no UTF-8"),
    pytest.param("GET", "/api/folders/not-a-uuid", None, 404, id="no UUID"),
]


@pytest.mark.parametrize(("method", "path", "body", "status"), BAD)
def test_bad_requests(client: FlaskClient, method: str, path: str, body: bytes | None, status: int) -> None:
    """The status fits, the sentence ends in a full stop, the code is stable."""
    answer = client.open(path, method=method, data=body, content_type="application/json" if body else None)
    problem = answer.get_json()
    assert answer.status_code == status, problem
    assert answer.content_type == "application/problem+json"
    assert problem["status"] == status
    assert problem["type"] == f"urn:filmjacket:problem:{problem['code']}"
    assert problem["title"].endswith(".")


def test_what_nobody_foresaw_is_a_500_without_a_traceback(settings: config.Settings) -> None:
    """The sentence says that nothing was lost; the log has the rest."""
    app = create_app(settings)

    @app.get("/api/broken")
    def broken() -> str:
        raise RuntimeError("a secret of the inside")

    answer = new_client(app).get("/api/broken")
    assert answer.status_code == 500
    assert answer.content_type == "application/problem+json"
    assert b"secret" not in answer.data


@pytest.mark.parametrize(("language", "sentence"), [("de", "melden"), ("ar", "تسجيل"), ("xx", "log in")])
def test_sentences_are_translated(client: FlaskClient, language: str, sentence: str) -> None:
    """Before anyone has logged in the browser's language decides."""
    answer = client.get("/api/me", headers={"Accept-Language": language})
    assert sentence in answer.get_json()["title"]
