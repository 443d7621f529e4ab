"""A delivery to upload into, through the application and through a real server."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.app import create_app
from backend.db import db
from backend.folders import service as folders
from backend.web.auth import USER_COOKIE
from tests import factories, running
from tests.conftest import new_client, settings_for
from tests.tus import InProcess, OverHttp, Tus


def open_delivery(client: FlaskClient, user: User) -> str:
    """Begin a delivery into the user's own root; returns its path."""
    answer = client.post("/api/deliveries", json={"folder_id": str(folders.root_id(user.id))})
    assert answer.status_code == 201, answer.get_json()
    return f"/api/deliveries/{answer.get_json()['id']}"


@pytest.fixture
def delivery_path(logged_in: FlaskClient, user: User) -> str:
    """A new delivery's path."""
    return open_delivery(logged_in, user)


@pytest.fixture
def tus(logged_in: FlaskClient, delivery_path: str) -> Tus:
    """The clinician's tus client, for a delivery of their own."""
    return Tus(InProcess(logged_in), f"{delivery_path}/uploads")


@pytest.fixture
def outsider(app: Flask, other_user: User, delivery_path: str) -> Tus:
    """Another clinician's tus client, pointed at the same delivery."""
    browser = factories.log_in(new_client(app), other_user)
    return Tus(InProcess(browser), f"{delivery_path}/uploads")


class Server:
    """A running gunicorn, and a clinician's browser logged in."""

    def __init__(self, port: int, token: str, client: FlaskClient, user: User) -> None:
        self.http = OverHttp(port, token)
        self.origin = f"http://127.0.0.1:{port}"
        self.client = client
        self.user = user

    def tus(self) -> Tus:
        """A tus client for a new delivery."""
        return Tus(self.http, f"{open_delivery(self.client, self.user)}/uploads")


@pytest.fixture(scope="module")
def server(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real gunicorn on a database of its own; what is read and written besides goes through the same database."""
    folder = tmp_path_factory.mktemp("server")
    path = folder / "filmjacket.sqlite"
    shutil.copy(sqlite_template, path)
    with pytest.MonkeyPatch.context() as patch:
        settings = settings_for(
            patch, f"sqlite:///{path}", folder / "data", UPLOAD_CHUNK_MOST=str(8 << 20), PUBLIC_URL="http://127.0.0.1"
        )
        app = create_app(settings)
        with app.app_context():
            db.connect(reuse_if_open=True)
            user = factories.user("ana.weber@clinic.example", "Dr. Ana Weber")
            client = factories.log_in(new_client(app), user)
            cookie = client.get_cookie(USER_COOKIE)
            assert cookie is not None
            port = running.free_port()
            process = running.gunicorn(folder / "log", port)
            try:
                yield Server(port, cookie.value, client, user)
            finally:
                process.kill()
        db.close()
