"""What every test may ask for: a migrated database of each kind, the application on it, and people who use it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import argon2
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings as hypothesis_settings
from playhouse.migrations import Runner

from backend import config, db, migrations
from backend.accounts import passwords
from backend.accounts.models import User
from backend.app import create_app, prepare
from backend.mail import smtp
from backend.migrations import migrate
from backend.translations import extraction
from tests import factories
from tests.postgresql import Server, start

# Short forms try the same examples each time, so that they judge a change by itself; long ones look for new examples
hypothesis_settings.register_profile("short", derandomize=True, deadline=None)
hypothesis_settings.register_profile("long", deadline=None)
hypothesis_settings.load_profile("long" if os.environ.get("FILMJACKET_TESTS") == "full" else "short")

SECRET_KEY = "a key that only the tests know, long enough"


@pytest.fixture(scope="session", autouse=True)
def _catalogues() -> None:
    """The translations as gettext reads them."""
    extraction.compile_all()


@pytest.fixture(scope="session", autouse=True)
def quick_hashes() -> Iterator[argon2.PasswordHasher]:
    """Passwords cost little in the processes of the tests, which hash thousands. The real hasher."""
    real = passwords.HASHER
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "HASHER", argon2.PasswordHasher(time_cost=1, memory_cost=16, parallelism=1))
        yield real


@pytest.fixture(scope="session", autouse=True)
def _unsynchronised() -> Iterator[None]:
    """Nothing waits for the disk in the processes of the tests: what is killed here is a process, never the machine."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(db.SQLITE_PRAGMAS, "synchronous", "off")
        patch.setattr(os, "fsync", lambda _handle: None)
        yield


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A real PostgreSQL server, with a migrated database named `filmjacket` that is emptied after each test."""
    server = start()
    server.create("filmjacket")
    _migrate(server.url("filmjacket"), tmp_path_factory.mktemp("migrating"))
    yield server
    server.stop()


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A migrated SQLite file to copy."""
    folder = tmp_path_factory.mktemp("sqlite")
    path = folder / "template.sqlite"
    _migrate(f"sqlite:///{path}", folder)
    return path


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of an empty migrated database; a test that asks for data runs once on each kind."""
    if request.param == "sqlite":
        path = tmp_path / "filmjacket.sqlite"
        shutil.copy(request.getfixturevalue("sqlite_template"), path)
        yield f"sqlite:///{path}"
        close()
        return
    server: Server = request.getfixturevalue("postgresql")
    yield server.url("filmjacket")
    close()
    server.empty("filmjacket")


@pytest.fixture
def settings(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> config.Settings:
    """Settings on a fresh database and data folder."""
    return settings_for(monkeypatch, database_url, tmp_path / "data")


def settings_for(monkeypatch: pytest.MonkeyPatch, database_url: str, data_dir: Path, **more: Any) -> config.Settings:
    """Settings read from an environment made for the test; `more` are further names without the prefix."""
    values = {
        "DATABASE_URL": database_url,
        "DATA_DIR": data_dir,
        "SECRET_KEY": SECRET_KEY,
        "PUBLIC_URL": "https://localhost",
        "DISK_LOW_WATER": 0,
        **more,
    }
    for name, value in values.items():
        monkeypatch.setenv(f"FILMJACKET_{name}", str(value))
    return config.load_settings()


@pytest.fixture(scope="session")
def _applications() -> dict[tuple[str, int], Flask]:
    """The applications of this process."""
    return {}


@pytest.fixture
def app(settings: config.Settings, _applications: dict[tuple[str, int], Flask]) -> Iterator[Flask]:
    """The application, with a database connection open.

    It is built once for all tests whose settings are alike in what it keeps of them: to describe a hundred operations
    takes longer than most tests. A test may change its configuration, and nothing else in it.
    """
    kept = (settings.secret_key, settings.trusted_proxies)
    if kept in _applications:
        application = point(_applications[kept], settings)
    else:
        application = _applications[kept] = create_app(settings)
        application.testing = True
        application.config["PREFERRED_URL_SCHEME"] = "https"  # what a test's browser speaks: Secure cookies need it
    configuration = dict(application.config)
    db.db.connect(reuse_if_open=True)
    yield application  # without its context: requests would share one, and whoever was found in it
    close()
    application.config.clear()
    application.config.update(configuration)


def point(application: Flask, settings: config.Settings) -> Flask:
    """Give an application that is built already other settings, alike in the secret and the trusted proxies."""
    prepare(settings)
    smtp.init(application)
    return application


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that has not logged in; it sends the header that our pages send."""
    return new_client(app)


@pytest.fixture(params=["sqlite", "postgresql"])
def old_database(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A database as it was before the migration whose number the test's module names as MIGRATION."""
    if request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'old.sqlite'}"
    else:
        server: Server = request.getfixturevalue("postgresql")
        name = f"old_{db.new_id().hex}"
        server.create(name)
        url = server.url(name)
    prepare(settings_for(monkeypatch, url, tmp_path / "data"))
    with db.db.connection_context():
        runner = Runner(db.db.obj, str(Path(migrations.__file__).parent))
        runner.up([row.name for row in runner.migrations() if row.idx < request.module.MIGRATION][-1])
    yield
    close()


def new_client(app: Flask) -> FlaskClient:
    """A browser with a cookie jar of its own."""
    browser = app.test_client()
    browser.environ_base["HTTP_X_REQUESTED_WITH"] = "Filmjacket"
    return browser


@pytest.fixture
def user(app: Flask) -> User:
    """A clinician."""
    return factories.user("ana.weber@clinic.example", "Dr. Ana Weber")


@pytest.fixture
def other_user(app: Flask) -> User:
    """Another clinician, with a tree of their own."""
    return factories.user("ben.okafor@clinic.example", "Dr. Ben Okafor")


@pytest.fixture
def logged_in(client: FlaskClient, user: User) -> FlaskClient:
    """The clinician's browser, logged in."""
    return factories.log_in(client, user)


def _migrate(url: str, data_dir: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        prepare(settings_for(patch, url, data_dir))
        migrate()
    close()


def close() -> None:
    """Give up every connection to the database."""
    if db.db.obj is not None:
        db.db.obj.close()
        if hasattr(db.db.obj, "close_all"):
            db.db.obj.close_all()
