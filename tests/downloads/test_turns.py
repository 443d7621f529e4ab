"""Downloads on slow lines leave the server to everybody else."""

from __future__ import annotations

import http.client
import shutil
import socket
from collections.abc import Iterable, Iterator
from pathlib import Path

import gunicorn.util
import pytest
from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.app import create_app
from backend.config import current
from backend.db import db, new_id, utcnow
from backend.documents.models import Document
from backend.downloads import turns
from backend.downloads.errors import TooManyDownloads
from backend.downloads.models import DownloadTurn
from backend.folders import service as folders
from backend.storage import service as storage
from backend.storage.models import Blob
from backend.web.auth import USER_COOKIE
from tests import factories, running
from tests.conftest import new_client, settings_for
from tests.folders import things

SIZE = 256 << 20  # more than the sockets between both ends can hold


def film(owner: User) -> Document:
    """A large document in its owner's root; its bytes take no room on the disk."""
    document: Document = things.document(owner, "film.mp4")
    path = storage.store().local_path(document.blob.key)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.truncate(SIZE)
    Blob.update(size=SIZE).where(Blob.id == document.blob.id).execute()
    things.file(folders.root_id(owner.id), document)
    return document


def ticket(browser: FlaskClient, owner: User) -> str:
    """The address of a download of all that its owner has."""
    answer = browser.post("/api/downloads", json={"folder_ids": [str(folders.root_id(owner.id))]})
    assert answer.status_code == 201, answer.get_json()
    return str(answer.get_json()["url"])


def test_more_than_the_server_can_send_is_refused_in_words(logged_in: FlaskClient, user: User) -> None:
    film(user)
    url = ticket(logged_in, user)
    running_now = [logged_in.get(url, buffered=False) for _ in range(current().downloads_at_once)]
    assert {answer.status_code for answer in running_now} == {200}

    refused = logged_in.get(url)
    assert refused.status_code == 503
    assert refused.get_json()["code"] == "too_many_downloads"
    assert refused.headers["Retry-After"] == "60"
    asked = logged_in.post("/api/downloads", json={"folder_ids": [str(folders.root_id(user.id))]})
    assert asked.status_code == 503
    assert logged_in.head(url).status_code == 200

    running_now[0].close()
    last = logged_in.get(url, buffered=False)
    assert last.status_code == 200
    for answer in [*running_now, last]:
        answer.close()
    turns.require_free()


def test_what_is_refused_takes_no_turn(logged_in: FlaskClient) -> None:
    for _ in range(current().downloads_at_once + 1):
        assert logged_in.get(f"/api/downloads/{new_id()}").status_code == 404


def test_a_turn_that_ends_twice_ends_once(user: User) -> None:
    assert user
    kept, other = turns.take(), turns.take()
    other.end()
    other.end()
    rest = [turns.take() for _ in range(current().downloads_at_once - 1)]
    with pytest.raises(TooManyDownloads):
        turns.take()
    for turn in [kept, *rest]:
        turn.end()


def test_the_turn_of_whoever_has_died_lapses(user: User) -> None:
    """No process is asked: the row says until when it counts."""
    assert user
    turns_taken = [turns.take() for _ in range(current().downloads_at_once)]
    with pytest.raises(TooManyDownloads):
        turns.require_free()
    DownloadTurn.update(expires_at=utcnow()).where(DownloadTurn.place == 0).execute()
    turns.require_free()
    again = turns.take()
    with pytest.raises(TooManyDownloads):
        turns.take()
    for turn in [again, *turns_taken]:
        turn.end()
    assert DownloadTurn.select().count() == 0


def test_whoever_still_sends_keeps_the_turn(user: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert user
    monkeypatch.setattr(turns, "RENEWED_AFTER_SECONDS", 0)
    turn = turns.take()
    before = DownloadTurn.get().expires_at
    sending = turn.during([b"a", b"b"])
    next(sending)
    assert DownloadTurn.get().expires_at > before
    assert list(sending) == [b"b"]
    assert DownloadTurn.select().count() == 0


def send(pieces: Iterable[bytes], connection: socket.socket) -> None:
    """As gunicorn does."""
    for piece in pieces:
        gunicorn.util.write(connection, piece)


def test_whoever_takes_next_to_nothing_is_cut_off(
    logged_in: FlaskClient, user: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pieces go through the socket as gunicorn sends them; whoever is at its other end reads nothing."""
    film(user)
    url = ticket(logged_in, user)
    monkeypatch.setattr(turns, "PIECE_SECONDS", 0.05)
    ours, theirs = socket.socketpair()
    with ours, theirs:
        answer = logged_in.get(url, buffered=False, environ_overrides={"gunicorn.socket": ours})
        assert answer.status_code == 200
        assert DownloadTurn.select().count() == 1
        with pytest.raises(TimeoutError):
            send(answer.iter_encoded(), ours)
        answer.close()
    assert DownloadTurn.select().count() == 0


def test_whoever_still_sends_never_loses_the_turn() -> None:
    """The slowest piece that is let through may begin just before the turn would have been renewed."""
    assert turns.LEASE.total_seconds() > turns.PIECE_SECONDS + turns.RENEWED_AFTER_SECONDS


class Served:
    """A real gunicorn that sends one ZIP at a time, and a ticket there."""

    def __init__(self, port: int, cookie: str, url: str, blob_path: Path) -> None:
        self.port, self.cookie, self.url, self.blob_path = port, cookie, url, blob_path

    def get(self, url: str) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
        """An answer of which nothing but the head has been read."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request("GET", url, headers={"Cookie": f"{USER_COOKIE}={self.cookie}"})
        return connection, connection.getresponse()


def once_free(served: Served) -> tuple[http.client.HTTPConnection, http.client.HTTPResponse]:
    """Asks until the server has noticed, with its next piece, that the one before has left."""
    for _ in range(3000):
        connection, answer = served.get(served.url)
        if answer.status != 503:
            break
        connection.close()
    return connection, answer


@pytest.fixture(scope="module")
def served(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("downloads")
    path = folder / "filmjacket.sqlite"
    shutil.copy(sqlite_template, path)
    with pytest.MonkeyPatch.context() as patch:
        app = create_app(
            settings_for(
                patch, f"sqlite:///{path}", folder / "data", DOWNLOADS_AT_ONCE="1", PUBLIC_URL="http://127.0.0.1"
            )
        )
        with app.app_context():
            db.connect(reuse_if_open=True)
            user = factories.user("ana.weber@clinic.example", "Dr. Ana Weber")
            blob_path = storage.store().local_path(film(user).blob.key)
            client = factories.log_in(new_client(app), user)
            cookie = client.get_cookie(USER_COOKIE)
            assert cookie is not None
            assert blob_path is not None
            port = running.free_port()
            process = running.gunicorn(folder / "log", port)
            try:
                yield Served(port, cookie.value, ticket(client, user), blob_path)
            finally:
                process.kill()
        db.close()


def test_a_receiver_who_leaves_lets_the_next_one_begin(served: Served) -> None:
    connection, first = served.get(served.url)
    assert first.status == 200
    refused, answer = served.get(served.url)
    assert answer.status == 503
    refused.close()
    assert connection.sock is not None
    connection.sock.shutdown(socket.SHUT_RDWR)
    first.close()
    connection.close()

    again, answer = once_free(served)
    assert answer.status == 200
    again.close()


def test_bytes_that_are_gone_end_the_answer_short(served: Served) -> None:
    with served.blob_path.open("r+b") as file:
        file.truncate(SIZE // 2)
    connection, answer = once_free(served)
    assert answer.status == 200
    promised = int(answer.headers["Content-Length"])
    with pytest.raises((http.client.IncompleteRead, ConnectionError)):
        answer.read()
    connection.close()
    assert promised > SIZE
