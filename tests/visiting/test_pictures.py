"""A guest looks as fast as anybody can; a program that asks faster waits, and nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from flask.testing import FlaskClient

from backend.guests import budgets
from backend.guests.models import GuessBudget
from backend.visiting import pictures
from backend.visiting.errors import TooManyPictures
from tests.guests.steps import Guest
from tests.links.steps import share
from tests.visiting.conftest import Shared


class Clock:
    """The time of the budgets."""

    now = datetime(2026, 11, 24, 9)

    def pass_by(self, **some: float) -> None:
        """Let some time pass."""
        self.now += timedelta(**some)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[Clock]:
    """A clock that stands still, and a process that has taken nothing yet."""
    standing = Clock()
    monkeypatch.setattr(budgets, "utcnow", lambda: standing.now)
    pictures.forget_rests()
    yield standing
    pictures.forget_rests()


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Six pictures at once, one more each second."""
    monkeypatch.setattr(pictures, "AT_ONCE", 6)
    monkeypatch.setattr(pictures, "PER_SECOND", 1.0)
    monkeypatch.setattr(pictures, "TAKEN_AT_A_TIME", 2)


def paths(guest: Guest, shared: Shared) -> list[str]:
    """The address of a picture of each kind."""
    at = f"/api/guest/links/{guest.link_id}"
    series = guest.client.get(f"{at}/studies/{shared.study_id}").get_json()["series"][0]["id"]
    listed = guest.client.get(f"{at}/studies/{shared.study_id}/series/{series}/instances").get_json()["items"]
    image = f"{at}/studies/{shared.study_id}/instances/{listed[0]['id']}"
    return [
        f"{at}/studies/{shared.study_id}/thumbnail",
        f"{image}/thumbnail",
        f"{image}/frames/1",
        f"{at}/documents/{shared.photo.id}/preview",
    ]


@pytest.mark.usefixtures("few")
def test_pictures_of_every_kind_count_and_come_back_with_time(guest: Guest, shared: Shared, clock: Clock) -> None:
    four = paths(guest, shared)
    assert [guest.client.get(path).status_code for path in (*four, *four[:2])] == [200] * 6
    for path in four:
        answer = guest.client.get(path)
        assert (answer.status_code, answer.get_json()["code"], answer.headers["Retry-After"]) == (
            429,
            "too_many_pictures",
            "2",
        )
    # What is no picture goes on, and so do pictures when their time has come
    at = f"/api/guest/links/{guest.link_id}"
    assert guest.client.get(f"{at}/folders/{shared.top}/content").status_code == 200
    clock.pass_by(seconds=2)
    assert [guest.client.get(path).status_code for path in four[:3]] == [200, 200, 429]
    clock.pass_by(minutes=5)
    assert [guest.client.get(path).status_code for path in (*four, *four[:3])] == [200] * 6 + [429]


@pytest.mark.usefixtures("few")
def test_another_browser_gives_no_other_budget_and_another_link_does(
    app: Flask, guest: Guest, link: dict[str, Any], shared: Shared, clock: Clock, logged_in: FlaskClient
) -> None:
    path = paths(guest, shared)[0]
    assert [guest.client.get(path).status_code for _ in range(7)] == [200] * 6 + [429]
    again = Guest(app, address="198.51.100.4")
    again.open(link)
    again.enter()
    assert again.client.get(path).status_code == 429
    neighbour = Guest(app)
    neighbour.open(share(logged_in, shared.top, password_by="told", may_see=True))
    neighbour.enter()
    assert neighbour.client.get(paths(neighbour, shared)[0]).status_code == 200


@pytest.mark.usefixtures("few")
def test_workers_and_restarts_share_it(guest: Guest, shared: Shared, clock: Clock) -> None:
    """Another process has another rest, which costs at most what is taken at a time."""
    path = paths(guest, shared)[0]
    for _ in range(3):
        assert guest.client.get(path).status_code == 200
        pictures.forget_rests()
    assert guest.client.get(path).status_code == 429


@pytest.mark.usefixtures("few")
def test_a_clock_that_is_set_back_lets_nobody_wait_until_it_has_caught_up(
    guest: Guest, shared: Shared, clock: Clock
) -> None:
    path = paths(guest, shared)[0]
    assert [guest.client.get(path).status_code for _ in range(7)] == [200] * 6 + [429]
    clock.pass_by(days=-1)
    assert guest.client.get(path).headers["Retry-After"] == "2"
    clock.pass_by(seconds=2)
    assert guest.client.get(path).status_code == 200


def test_a_scroll_through_whole_cts_is_not_held_up(
    guest: Guest, shared: Shared, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four of 1,000 slices as fast as a machine asks, then a wheel's speed for a minute; and few rows are written."""
    takings: list[int] = []
    take = budgets.take

    def noted(link: UUID, pace: budgets.Pace, amount: int) -> timedelta:
        takings.append(amount)
        return take(link, pace, amount)

    monkeypatch.setattr(budgets, "take", noted)
    link_id = UUID(guest.link_id)
    for _ in range(pictures.AT_ONCE):
        pictures.charge(link_id)
    assert len(takings) == pictures.AT_ONCE / pictures.TAKEN_AT_A_TIME
    with pytest.raises(TooManyPictures):
        pictures.charge(link_id)
    clock.pass_by(seconds=60)
    for _ in range(60):
        clock.pass_by(seconds=1)
        for _ in range(20):
            pictures.charge(link_id)
    assert GuessBudget.get(GuessBudget.bucket == "pictures").failures <= pictures.AT_ONCE
