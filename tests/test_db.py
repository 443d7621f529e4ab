"""Connections are kept from one request to the next, and nothing of a request stays in them."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from pathlib import Path

import peewee
import pytest
from flask import Flask

from backend.accounts.models import User
from backend.db import SQLITE_PRAGMAS, Prepared, db, init, new_id
from tests.conftest import close


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """A SQLite database with one table."""
    file = tmp_path / "kept.sqlite"
    init(f"sqlite:///{file}")
    with db.connection_context():
        db.execute_sql("create table thing (number integer)")
        db.execute_sql("insert into thing values (1), (2), (3)")
    yield file
    close()


def numbers() -> list[int]:
    """What a request sees."""
    return [number for (number,) in db.execute_sql("select number from thing order by number")]


def test_a_connection_is_kept_with_its_settings(path: Path) -> None:
    assert path
    with db.connection_context():
        first = db.connection()
    with db.connection_context():
        assert db.connection() is first
        for name in ("foreign_keys", "busy_timeout", "cache_size"):
            assert db.execute_sql(f"pragma {name}").fetchone() == (SQLITE_PRAGMAS[name],)


def test_what_was_not_read_to_its_end_keeps_nobody_in_the_past(path: Path) -> None:
    """An unfinished SELECT would let the next request see the database as it was then."""
    with db.connection_context():
        first = db.connection()
        unfinished = db.execute_sql("select number from thing")
        unfinished.fetchone()
    with sqlite3.connect(path) as other:
        other.execute("insert into thing values (4)")
    with db.connection_context():
        assert db.connection() is first
        assert numbers() == [1, 2, 3, 4]
    with pytest.raises(sqlite3.ProgrammingError):
        unfinished.fetchone()


def test_a_transaction_that_nobody_ended_is_undone(path: Path) -> None:
    assert path
    with db.connection_context():
        db.connection().execute("begin immediate")  # past peewee, which would refuse to close
        db.connection().execute("insert into thing values (4)")
    with db.connection_context():
        assert numbers() == [1, 2, 3]


def test_two_threads_never_share_one(path: Path) -> None:
    assert path
    both = threading.Barrier(2)
    used: list[peewee.Database] = []

    def work() -> None:
        with db.connection_context():
            used.append(db.connection())
            both.wait()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert used[0] is not used[1]


def test_a_prepared_query_asks_anew_with_the_values_it_is_given(app: Flask, user: User, other_user: User) -> None:
    """Only its text is kept; a value is written as its field writes it."""
    by_id = Prepared(User, lambda user_id: User.select(User.id, User.name).where(User.id == user_id), user_id=User.id)
    assert [found.name for found in by_id(user_id=user.id)] == [user.name]
    User.update(name="Dr. Somebody Else").where(User.id == user.id).execute()
    assert by_id.dicts(user_id=user.id) == [{"id": user.id, "name": "Dr. Somebody Else"}]
    assert [row["name"] for row in by_id.as_stored(user_id=other_user.id)] == [other_user.name]
    assert by_id(user_id=new_id()) == []
    with pytest.raises(KeyError):
        by_id()
