"""S7: the ZIP of a CT study and one file's download, beside what the same machine can send at all.

    python -m bench.download [--megabytes 256] [--rounds 7]

Both ZIPs come from gunicorn as it ships through the same nginx (the repository's nginx.conf) over TLS on the loopback:
ours, and one that zipstream-ng makes of the same files in a bare Flask application. One file's download
(X-Accel-Redirect) is compared with the same file as nginx sends it without asking anybody. A round fetches each once,
small files many times, in turn; a figure is the median of the rounds' ratios.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import ssl
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from backend import config
from backend.accounts import service as accounts
from backend.accounts import sessions
from backend.accounts.models import User
from backend.app import prepare
from backend.db import db, new_id
from backend.documents.models import Document
from backend.folders import service as folders
from backend.intake import service as intake
from backend.intake.policy import Policy
from backend.migrations import migrate
from bench.listing import EMAIL, PASSWORD, await_answers
from tests import datasets, running
from tests.nginx_server import NginxServer, Place

#: One slice of a real CT: 512 x 512 x 16 bit, half a MiB.
SLICE = "693_UNCR.dcm"
SMALL = 8 << 20
SMALL_EACH = 20
#: The goals of proofs.md: so much of the peer's speed.
OF_ZIP, OF_STATIC = 0.95, 0.9

Ask = Callable[[], int]


class Front(NginxServer):
    """nginx.conf as it ships, which also hands on to the plain application and sends blobs by itself."""

    def __init__(self, place: Place, plain_port: int) -> None:
        super().__init__(place)
        self._plain_port = plain_port

    def render(self) -> None:
        """The repository's, with two more places."""
        super().render()
        own = "        location @too-large {"
        more = (
            f"        location = /plain.zip {{ proxy_pass http://127.0.0.1:{self._plain_port}; }}\n"
            f"        location /static/ {{ alias {self.place.blobs}/; }}\n"
        )
        text = self.place.configuration.read_text()
        self.place.configuration.write_text(text.replace(own, more + own))


class Browser:
    """A kept-alive connection that throws away what it gets."""

    def __init__(self, port: int, trust: ssl.SSLContext) -> None:
        self._connection = http.client.HTTPSConnection("localhost", port, context=trust)
        self._headers = {"X-Requested-With": "Filmjacket", "Content-Type": "application/json"}
        self._buffer = memoryview(bytearray(1 << 20))

    def get(self, path: str) -> int:
        """How many bytes there are."""
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        size = 0
        while count := answer.readinto(self._buffer):
            size += count
        if answer.status != 200 or size != int(answer.headers["Content-Length"]):
            raise RuntimeError(f"{path}: {answer.status}, {size} bytes")
        return size

    def post(self, path: str, body: dict[str, object]) -> dict[str, str]:
        """The answer's members; a session's cookie is kept."""
        self._connection.request("POST", path, json.dumps(body), headers=self._headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status != 201:
            raise RuntimeError(f"{path}: {answer.status} {text!r}")
        if "Set-Cookie" in answer.headers:
            self._headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]
        found: dict[str, str] = json.loads(text)
        return found


@dataclass(frozen=True)
class Contents:
    """What was filed, by the addresses of its downloads and of its blobs."""

    folder_id: UUID
    large: Document
    small: Document


@dataclass(frozen=True)
class Pair:
    """Ours and the peer's."""

    name: str
    ours: Ask
    peers: Ask
    goal: float


def timed(ask: Ask) -> tuple[float, int]:
    """Seconds and bytes."""
    began = time.perf_counter()
    size = ask()
    return time.perf_counter() - began, size


def measure(pairs: list[Pair], rounds: int) -> bool:
    """Print the table; whether every goal is met."""
    met = True
    print("| download | MiB/s | peer, MiB/s | ratio (lowest to highest) |\n|---|---|---|---|")
    for pair in pairs:
        pair.ours(), pair.peers()
        found = []
        for number in range(rounds):
            first, second = (pair.ours, pair.peers) if number % 2 else (pair.peers, pair.ours)
            both = {first: timed(first), second: timed(second)}
            found.append((both[pair.ours], both[pair.peers]))
        speeds = [(size / seconds, peer_size / peer) for (seconds, size), (peer, peer_size) in found]
        ratios = sorted(own / peer for own, peer in speeds)
        ratio = statistics.median(ratios)
        own, peer = (statistics.median(column) / (1 << 20) for column in zip(*speeds, strict=True))
        good = ratio >= pair.goal
        met &= good
        print(
            f"| {pair.name} | {own:.0f} | {peer:.0f}"
            f" | {ratio:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f}){'' if good else ' !'} |"
        )
    return met


def file_contents(work: Path, megabytes: int) -> Contents:
    """A CT study of so many MiB in a folder of its own, and two other files beside it, by intake."""
    prepare(config.load_settings())
    migrate()
    with db.connection_context():
        user: User = accounts.create_user(
            email=EMAIL, name="Bench", password=PASSWORD, role="clinician", language="en", time_zone="UTC"
        )
        top = folders.root_id(user.id)
        folder_id = _take_study(user, work, (megabytes << 20) // datasets.real_file(SLICE).stat().st_size)
        large, small = (_take_document(user, top, work, size) for size in (megabytes << 20, SMALL))
    db.close_all()
    return Contents(folder_id, large, small)


def _take_study(user: User, work: Path, slices: int) -> UUID:
    principal = sessions.open_session(user, network="127.0.0.0/24", user_agent="bench")[0]
    folder_id: UUID = folders.create(principal, folders.root_id(user.id), "CT")["id"]
    uids = {keyword: datasets.uid("bench", keyword) for keyword in ("StudyInstanceUID", "SeriesInstanceUID")}
    source, delivery_id = datasets.real_file(SLICE), new_id()
    for number in range(1, slices + 1):
        uid = datasets.uid("bench", str(number))
        path = datasets.edited(source, work / "slice", SOPInstanceUID=uid, InstanceNumber=number, **uids)
        _take(user, folder_id, path, f"IM{number:05}", delivery_id)
    return folder_id


def _take_document(user: User, folder_id: UUID, work: Path, size: int) -> Document:
    pixels = datasets.real_file(SLICE).read_bytes()[2048:]
    path = work / "film"
    path.write_bytes((b"\0\0\0\x18ftypmp42" + pixels * (size // len(pixels) + 1))[:size])
    _take(user, folder_id, path, f"film {size}.mp4", new_id())
    found: Document = Document.get(Document.size == size)
    return found


def _take(user: User, folder_id: UUID, spool: Path, name: str, delivery_id: UUID) -> None:
    outcome = intake.take(
        intake.Incoming(
            owner_id=user.id,
            folder_id=folder_id,
            delivery_id=delivery_id,
            path=name,
            spool=spool,
            offset=0,
            length=spool.stat().st_size,
            policy=Policy("anything", 1000, 1 << 40),
            via="upload",
            actor=f"user:{user.id}",
            sender_name=user.name,
        )
    )
    if outcome.ref is None:
        raise RuntimeError(outcome.reason)


@contextmanager
def served(application: str, log: Path) -> Iterator[int]:
    """gunicorn as it ships; its port."""
    port = running.free_port()
    process = running.gunicorn(log, port, workers=2, threads=16, application=application)
    try:
        await_answers(port)
        yield port
    finally:
        process.stop()


def pairs_of(browser: Browser, contents: Contents) -> list[Pair]:
    """Everything that is compared."""
    ticket = browser.post("/api/downloads", {"folder_ids": [str(contents.folder_id)], "entry_ids": []})

    def single(document: Document, times: int) -> tuple[Ask, Ask]:
        key = document.blob.key
        ours, peers = f"/api/documents/{document.id}/content", f"/static/{key[:2]}/{key[2:4]}/{key}"
        return (
            lambda: sum(browser.get(ours) for _ in range(times)),
            lambda: sum(browser.get(peers) for _ in range(times)),
        )

    return [
        Pair(
            f"ZIP of a CT study of {int(ticket['files'])} files",
            lambda: browser.get(ticket["url"]),
            lambda: browser.get("/plain.zip"),
            OF_ZIP,
        ),
        Pair(f"one file of {contents.large.size >> 20} MiB", *single(contents.large, 1), OF_STATIC),
        Pair(f"one file of {SMALL >> 20} MiB", *single(contents.small, SMALL_EACH), OF_STATIC),
    ]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.download", description=__doc__.splitlines()[0])
    parser.add_argument("--megabytes", type=int, default=256)
    parser.add_argument("--rounds", type=int, default=7)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        os.environ |= {
            "FILMJACKET_DATABASE_URL": f"sqlite:///{work / 'bench.sqlite'}",
            "FILMJACKET_DATA_DIR": str(work / "data"),
            "FILMJACKET_SECRET_KEY": "a key for measuring only, long enough",
            "FILMJACKET_TRUSTED_PROXIES": "1",
            "FILMJACKET_X_ACCEL": "1",
            "FILMJACKET_BENCH_FILES": str(work / "plain"),
        }
        front_port = running.free_port()
        os.environ["FILMJACKET_PUBLIC_URL"] = f"https://localhost:{front_port}"
        contents = file_contents(work, arguments.megabytes)
        blobs = config.load_settings().blob_dir
        _lay_aside(blobs, work / "plain", contents)
        with (
            served("backend.app:create_app()", work / "ours.log") as port,
            served("bench.plain_zip:create_app()", work / "plain.log") as plain_port,
            Front(Place(work / "nginx", front_port, port, blobs), plain_port) as front,
        ):
            browser = Browser(front_port, front.trust())
            browser.post("/api/session", {"email": EMAIL, "password": PASSWORD})
            print(f"Load before: {os.getloadavg()[0]:.1f}")
            met = measure(pairs_of(browser, contents), arguments.rounds)
            print(f"Load after: {os.getloadavg()[0]:.1f}")
    sys.exit(0 if met else 1)


def _lay_aside(blobs: Path, folder: Path, contents: Contents) -> None:
    """The study's very files, for the plain application."""
    others = {contents.large.blob.key, contents.small.blob.key}
    folder.mkdir()
    for path in blobs.rglob("*"):
        if path.is_file() and path.name not in others:
            (folder / path.name).hardlink_to(path)


if __name__ == "__main__":
    main()
