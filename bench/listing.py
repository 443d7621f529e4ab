"""S5: a page of a folder of 100,000 entries beside the same page of a folder of 100, and beside a bare route.

    python -m bench.listing [--database sqlite|postgresql] [--rounds 5] [--each 60] [--writing] [--work] [--only NAME]

Over HTTP, from gunicorn as it ships. A round asks each question so many times, one after the other in turn, so that
whatever else the machine does meets all of them alike; each figure is the median of the rounds. With --writing a
second process files studies into the large folder meanwhile, so that what the server remembers is never for long.
"""

from __future__ import annotations

import argparse
import functools
import http.client
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from backend import config
from backend.accounts import service as accounts
from backend.accounts.models import User
from backend.app import prepare
from backend.db import db
from backend.migrations import migrate
from bench import seed
from tests import postgresql, running

EMAIL, PASSWORD = "bench@filmjacket.example", "granite-otter-violin-84"
SMALL, LARGE = 100, 100_000
SORTS = ("name", "study_date", "instances", "size", "modality", "added_at")
#: A goal of proofs.md: times the same page of the small folder, and times the bare route.
OF_SMALL, OF_HELLO = 1.3, 3.0

Ask = Callable[[], str]


@dataclass
class Question:
    """A page to ask for: each time `path` gives the next one of its kind."""

    name: str
    path: Ask
    small: str | None = None  # the question on the small folder that it is compared with
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    port: int = 0


class Browser:
    """A kept-alive connection."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port)
        self._headers = {"Cookie": cookie, "X-Requested-With": "Filmjacket"}

    def get(self, path: str, headers: dict[str, str] | None = None) -> tuple[int, bytes, float]:
        """Status, body and seconds."""
        start = time.perf_counter()
        self._connection.request("GET", path, headers={**self._headers, **(headers or {})})
        answer = self._connection.getresponse()
        body = answer.read()
        return answer.status, body, time.perf_counter() - start

    def ask(self, question: Question) -> tuple[int, bytes, float]:
        """The same of the question's next page."""
        return self.get(question.path(), question.headers)

    def tag(self, path: str) -> str:
        """The state that the page has now."""
        self._connection.request("GET", path, headers=self._headers)
        answer = self._connection.getresponse()
        answer.read()
        return answer.headers["ETag"]

    def log_in(self) -> None:
        """Get a session."""
        body = json.dumps({"email": EMAIL, "password": PASSWORD})
        self._connection.request(
            "POST", "/api/session", body, headers={**self._headers, "Content-Type": "application/json"}
        )
        answer = self._connection.getresponse()
        answer.read()
        self._headers["Cookie"] = answer.headers["Set-Cookie"].partition(";")[0]


def pages(browser: Browser, small: UUID, large: UUID, chance: random.Random) -> list[Question]:
    """Every kind of page, of the large folder and of the small one."""

    def page(folder_id: UUID, **arguments: Any) -> str:
        return f"/api/folders/{folder_id}/content?{urlencode(arguments)}"

    def position(folder_id: UUID, **arguments: Any) -> str:
        return f"/api/folders/{folder_id}/position?{urlencode(arguments)}"

    def cursors(sort: str) -> list[str]:
        found = []
        for number in range(20):
            path = page(large, sort=sort, offset=(number + 1) * LARGE // 22)
            found.append(json.loads(browser.get(path)[1])["next_cursor"])
        return found

    asked = [Question("first page, of 100", lambda: page(small))]
    asked += [
        Question("poll (304), of 100", lambda: page(small), None, {"If-None-Match": browser.tag(page(small))}, 304)
    ]

    def sorted_pages(sort: str) -> list[Question]:
        known = cursors(sort)
        beside = "first page, of 100"
        return [
            Question(f"first page, by {sort}", lambda: page(large, sort=sort), beside),
            Question(f"middle page, by {sort}", lambda: page(large, sort=sort, cursor=chance.choice(known)), beside),
            Question(f"jump, by {sort}", lambda: page(large, sort=sort, offset=chance.randrange(LARGE - 100)), beside),
        ]

    for sort in SORTS:
        asked += sorted_pages(sort)
    asked += [
        Question("filter, of 100", lambda: page(small, filter="2")),
        Question("filter, a new word that many have", lambda: page(large, filter=_common(chance)), "filter, of 100"),
        Question("filter, a new word that few have", lambda: page(large, filter=_rare(chance)), "filter, of 100"),
        Question("filter, two words, jump", lambda: page(large, filter="ct mül", offset=chance.randrange(900)),
                 "filter, of 100"),
        Question("type-ahead, of 100", lambda: position(small, prefix=_family(chance)[:1], start=50)),
        Question("type-ahead, a letter",
                 lambda: position(large, prefix=_family(chance)[:1], start=chance.randrange(LARGE)),
                 "type-ahead, of 100"),
        Question("type-ahead, a name", lambda: position(large, prefix=_family(chance), start=chance.randrange(LARGE)),
                 "type-ahead, of 100"),
        Question("type-ahead, a document with a number",
                 lambda: position(large, prefix=f"{_paper(chance)} {_family(chance)} {chance.randrange(100)}"),
                 "type-ahead, of 100"),
        Question("type-ahead, filtered", lambda: position(large, prefix=_family(chance)[:1], filter="ct mül"),
                 "type-ahead, of 100"),
        Question("poll (304)", lambda: page(large), "poll (304), of 100", {"If-None-Match": browser.tag(page(large))},
                 304),
    ]  # fmt: skip
    return asked


def _chosen(questions: list[Question], beginning: str) -> list[Question]:
    beside = {question.small for question in questions if question.name.startswith(beginning)}
    return [question for question in questions if question.name.startswith(beginning) or question.name in beside]


def _family(chance: random.Random) -> str:
    return chance.choice(seed.FAMILIES)


def _paper(chance: random.Random) -> str:
    return chance.choice(seed.PAPERS)


def _common(chance: random.Random) -> str:
    return f"{chance.choice(seed.FAMILIES)} {chance.choice(seed.GIVEN)}"


def _rare(chance: random.Random) -> str:
    return f"P{chance.randrange(10**5):05}"


@dataclass(frozen=True)
class Figures:
    """Milliseconds: the medians of the rounds' medians and of their p95."""

    median: float
    p95: float


def measure(questions: list[Question], browser: Browser, hello: Browser, rounds: int, each: int) -> dict[str, Figures]:
    """How long each question takes."""
    every: dict[str, list[list[float]]] = {}
    for _ in range(rounds):
        times: dict[str, list[float]] = {}
        for _ in range(each):
            times.setdefault("hello", []).append(hello.get("/hello")[2])
            for question in questions:
                status, body, seconds = browser.ask(question)
                if status not in (200, question.status):
                    raise RuntimeError(f"{question.name}: {status} {body[:200]!r}")
                times.setdefault(question.name, []).append(seconds)
        for name, values in times.items():
            every.setdefault(name, []).append(sorted(values))
    return {
        name: Figures(
            1000 * statistics.median(statistics.median(values) for values in found),
            1000 * statistics.median(values[math.ceil(len(values) * 0.95) - 1] for values in found),
        )
        for name, found in every.items()
    }


def measure_work(
    questions: list[Question], browser: Browser, hello: Browser, servers: tuple[int, int], rounds: int, each: int
) -> dict[str, Figures]:
    """How much processor time the server takes for each question: that holds on a busy machine as well."""
    own, bare = servers
    every: dict[str, list[float]] = {}

    def asked(name: str, server: int, ask: Callable[[], object]) -> None:
        before = processor_seconds(server)
        for _ in range(each):
            ask()
        every.setdefault(name, []).append((processor_seconds(server) - before) / each)

    for _ in range(rounds):
        asked("hello", bare, lambda: hello.get("/hello"))
        for question in questions:
            asked(question.name, own, functools.partial(browser.ask, question))
    medians = {name: 1000 * statistics.median(values) for name, values in every.items()}
    return {name: Figures(median, median) for name, median in medians.items()}


def processor_seconds(pid: int) -> float:
    """What the process's children have taken of the processors since they began (Linux: proc_pid_schedstat)."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    threads = (thread for child in children for thread in Path(f"/proc/{child}/task").iterdir())
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e9


def report(questions: list[Question], figures: dict[str, Figures]) -> bool:
    """Print the table; whether every goal is met. What is given twice is given for median and p95."""
    met = True
    hello = figures["hello"]
    print(f"| page | ms | x of 100 | x hello ({hello.median:.1f}, {hello.p95:.1f} ms) |\n|---|---|---|---|")
    for question in questions:
        own = figures[question.name]
        small = figures[question.small] if question.small else own
        good = own.p95 <= OF_SMALL * small.p95 and own.p95 <= OF_HELLO * hello.p95
        met &= good
        print(
            f"| {question.name} | {own.median:.1f}, {own.p95:.1f}"
            f" | {own.median / small.median:.2f}, {own.p95 / small.p95:.2f}"
            f" | {own.median / hello.median:.1f}, {own.p95 / hello.p95:.1f}{'' if good else ' !'} |"
        )
    return met


@contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """The URL of an empty database."""
    if kind == "sqlite":
        yield f"sqlite:///{folder / 'bench.sqlite'}"
        return
    server = postgresql.start()
    try:
        server.create("bench")
        yield server.url("bench")
    finally:
        server.stop()


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.listing", description=__doc__.splitlines()[0])
    parser.add_argument("--database", choices=("sqlite", "postgresql"), default="sqlite")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--each", type=int, default=60)
    parser.add_argument("--writing", action="store_true")
    parser.add_argument("--work", action="store_true", help="the server's processor time instead of waiting time")
    parser.add_argument("--only", default="", help="questions whose name begins so, and those they are compared with")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, database(arguments.database, Path(name)) as url:
        os.environ |= {
            "FILMJACKET_DATABASE_URL": url,
            "FILMJACKET_DATA_DIR": str(Path(name) / "data"),
            "FILMJACKET_SECRET_KEY": "a key for measuring only, long enough",
            "FILMJACKET_PUBLIC_URL": "https://localhost",
        }
        small, large = _seed()
        with (
            _served("backend.app:create_app()", Path(name)) as (port, own),
            _served("bench.hello:create_app()", Path(name)) as (bare, other),
        ):
            browser = Browser(port)
            browser.log_in()
            questions = _chosen(pages(browser, small, large, random.Random(1)), arguments.only)
            writer = _writer(large) if arguments.writing else None
            try:
                each, hello = (arguments.rounds, arguments.each), Browser(bare)
                if arguments.work:
                    figures = measure_work(questions, browser, hello, (own, other), *each)
                else:
                    figures = measure(questions, browser, hello, *each)
            finally:
                if writer is not None:
                    writer.terminate()
                    writer.wait()
    sys.exit(0 if report(questions, figures) else 1)


def _seed() -> tuple[UUID, UUID]:
    prepare(config.load_settings())
    migrate()
    with db.connection_context():
        user: User = accounts.create_user(
            email=EMAIL, name="Bench", password=PASSWORD, role="clinician", language="en", time_zone="UTC"
        )
        small, large = (seed.make_folder(user, name) for name in ("Small", "Large"))
        seed.fill(small, SMALL)
        seed.fill(large, LARGE)
    if os.environ["FILMJACKET_DATABASE_URL"].startswith("postgresql"):
        with db.connection_context():  # what autovacuum would have done by then
            db.execute_sql("vacuum analyze folder_entry")
    db.close_all() if hasattr(db, "close_all") else db.close()
    return small, large


@contextmanager
def _served(application: str, folder: Path) -> Iterator[tuple[int, int]]:
    """The port, and the process."""
    port = running.free_port()
    process = running.gunicorn(folder / f"{port}.log", port, workers=2, threads=16, application=application)
    try:
        await_answers(port)
        yield port, process.process.pid
    finally:
        process.stop()


def await_answers(port: int) -> None:
    """Each worker listens for itself, and the first to listen isn't the first to answer."""
    answered, deadline = 0, time.monotonic() + 60
    while answered < 20:
        try:
            Browser(port).get("/")
            answered += 1
        except (ConnectionError, http.client.HTTPException):
            if time.monotonic() > deadline:
                raise
            time.sleep(0.05)


def _writer(folder_id: UUID) -> subprocess.Popen[bytes]:
    return subprocess.Popen([sys.executable, "-m", "bench.filing", str(folder_id)])


if __name__ == "__main__":
    main()
