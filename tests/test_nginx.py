"""nginx.conf and gunicorn.conf.py, with the real servers in front of a small application."""

from __future__ import annotations

import gzip
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from http.client import HTTPResponse, HTTPSConnection
from pathlib import Path

import pytest

from tests.nginx_server import ROOT, NginxServer, Place, check

TOKEN = "Zq3vN1xT-secret_secret_secret_secret_secret42"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True)
class Front:
    """nginx with gunicorn behind it."""

    nginx: NginxServer
    gunicorn_log: Path

    def ask(
        self, method: str, path: str, body: bytes | None = None, headers: dict[str, str] | None = None
    ) -> HTTPResponse:
        """One request over TLS, its certificate checked."""
        connection = HTTPSConnection("localhost", self.nginx.place.port, context=self.nginx.trust())
        connection.request(method, path, body, headers or {})
        return connection.getresponse()


def _place(directory: Path) -> Place:
    pages, blobs = directory / "pages", directory / "blobs"
    (pages / "assets").mkdir(parents=True)
    (pages / "assets" / "app-1a2b3c4d.js").write_text("export {};")
    (pages / "assets" / "app-1a2b3c4d.js.gz").write_bytes(gzip.compress(b"export {};"))
    (blobs / "ab" / "cd").mkdir(parents=True)
    (blobs / "ab" / "cd" / "abcd").write_bytes(b"%PDF-1.7")
    return Place(directory / "nginx", _free_port(), _free_port(), blobs, pages)


@contextmanager
def _running(place: Place, log: Path) -> Iterator[Front]:
    # The socket listens before gunicorn starts, and connections wait in it: nobody has to wait for gunicorn.
    with socket.create_server(("127.0.0.1", place.upstream_port)) as listener, log.open("wb") as output:
        command = [sys.executable, "-m", "gunicorn", "--config", str(ROOT / "gunicorn.conf.py")]
        gunicorn = subprocess.Popen(
            [*command, "tests.nginx_upstream:application"],
            cwd=ROOT,
            env=os.environ | {"FILMJACKET_BIND": f"fd://{listener.fileno()}"},
            pass_fds=[listener.fileno()],
            stdout=output,
            stderr=output,
        )
        try:
            with NginxServer(place) as nginx:
                yield Front(nginx, log)
        finally:
            gunicorn.terminate()
            gunicorn.wait()


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return _place(tmp_path)


@pytest.fixture(scope="module")
def front(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    directory = tmp_path_factory.mktemp("front")
    with _running(_place(directory), directory / "gunicorn.log") as front:
        yield front


def test_the_configuration_is_valid_and_free_of_warnings(place: Place) -> None:
    said = check(place)

    assert "test is successful" in said
    assert "[warn]" not in said


def test_a_lost_place_is_noticed(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nginx.conf").write_text("http {}")
    monkeypatch.setattr("tests.nginx_server.ROOT", tmp_path)

    with pytest.raises(ValueError, match="no longer says"):
        check(place)


def test_the_application_learns_who_asks_and_how_whatever_the_client_claims(front: Front) -> None:
    claims = {"X-Forwarded-For": "6.6.6.6", "X-Forwarded-Proto": "http", "X-Forwarded-Host": "evil.example"}

    seen = json.load(front.ask("GET", "/api/v1/folders", headers=claims))

    assert seen["HTTP_X_FORWARDED_FOR"] == "127.0.0.1"
    assert seen["HTTP_X_FORWARDED_PROTO"] == "https"
    assert seen["HTTP_X_FORWARDED_HOST"] == f"localhost:{front.nginx.place.port}"
    assert seen["wsgi.url_scheme"] == "https"
    assert len(seen["HTTP_X_REQUEST_ID"]) == 32


def test_a_body_goes_through_whole_up_to_128_mib(front: Front) -> None:
    received = json.load(front.ask("PATCH", "/api/v1/uploads/1", body=bytes(32 << 20)))

    assert received["received"] == 32 << 20


def test_the_metadata_of_a_large_bundle_goes_through(front: Front) -> None:
    metadata = "members " + "MTIzNDUs" * 2500

    seen = json.load(front.ask("POST", "/api/v1/uploads", headers={"Upload-Metadata": metadata}))

    assert seen["HTTP_UPLOAD_METADATA"] == metadata


def test_a_larger_body_is_refused_in_words(front: Front) -> None:
    answer = front.ask("PATCH", "/api/v1/uploads/1", headers={"Content-Length": str((128 << 20) + 1)})

    assert answer.status == 413
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert "smaller parts" in json.load(answer)["detail"]


def test_hashed_files_are_sent_by_nginx_and_kept_for_ever(front: Front) -> None:
    answer = front.ask("GET", "/assets/app-1a2b3c4d.js")

    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.headers["Content-Type"] in ("text/javascript", "application/javascript")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_hashed_files_come_compressed_as_the_build_left_them(front: Front) -> None:
    answer = front.ask("GET", "/assets/app-1a2b3c4d.js", headers={"Accept-Encoding": "gzip"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(answer.read()) == b"export {};"


def test_stored_bytes_keep_the_applications_protection(front: Front) -> None:
    answer = front.ask("GET", "/stored")

    assert answer.read() == b"%PDF-1.7"
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == "attachment; filename*=UTF-8''report.pdf"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_stored_bytes_cannot_be_asked_for(front: Front) -> None:
    assert front.ask("GET", "/_blobs/ab/cd/abcd").status == 404


def test_no_log_holds_a_links_token(place: Place, tmp_path: Path) -> None:
    paths = ["/u/{}", "//u/{}", "/u/{}/more", "/%75/{}", "/U/{}", "/elsewhere/{}", "/a?t={}"]
    referrer = {"Referer": f"https://localhost/u/{TOKEN}"}
    with _running(place, tmp_path / "gunicorn.log") as front:
        statuses = [front.ask("GET", path.format(TOKEN), headers=referrer).status for path in paths]

    assert statuses == [200] * len(paths)
    access, gunicorn = place.access_log.read_text(), front.gunicorn_log.read_text()
    assert access.count('"GET /') == gunicorn.count('"GET /') == len(paths)
    for log in (access, gunicorn, place.error_log.read_text()):
        assert TOKEN not in log


def test_a_missing_application_is_said_in_words_and_logs_no_token(place: Place) -> None:
    nobody = replace(place, upstream_port=_free_port())
    with NginxServer(nobody) as nginx:
        answer = Front(nginx, place.error_log).ask("GET", f"/u/{TOKEN}")

        assert answer.status == 503
        assert answer.headers["Retry-After"] == "5"
        assert "try again" in json.load(answer)["detail"]
        assert TOKEN not in place.error_log.read_text()
        assert TOKEN not in place.access_log.read_text()
