"""The tus state machine, through the application and against a real gunicorn."""

from __future__ import annotations

import os

from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from backend.accounts.models import User
from tests import factories
from tests.conftest import new_client
from tests.tus import InProcess, Tus
from tests.uploads.conftest import Server, open_delivery
from tests.uploads.machine import TusMachine, World

#: As many times as many examples in the long form.
TIMES = 20 if os.environ.get("FILMJACKET_TESTS") == "full" else 1
CHECKS = [HealthCheck.too_slow, HealthCheck.data_too_large]


def machine_for(world: World) -> type[TusMachine]:
    """The machine, against one server."""
    return type("Machine", (TusMachine,), {"world": world})


def test_machine_in_process(app: Flask, logged_in: FlaskClient, user: User, other_user: User) -> None:
    other = factories.log_in(new_client(app), other_user)

    def open_both() -> tuple[Tus, Tus | None]:
        path = f"{open_delivery(logged_in, user)}/uploads"
        return Tus(InProcess(logged_in), path), Tus(InProcess(other), path)

    run_state_machine_as_test(
        machine_for(World(open_both)),
        settings=settings(max_examples=20 * TIMES, stateful_step_count=20, deadline=None, suppress_health_check=CHECKS),
    )


def test_machine_against_gunicorn(server: Server) -> None:
    run_state_machine_as_test(
        machine_for(World(lambda: (server.tus(), None))),
        settings=settings(max_examples=15 * TIMES, stateful_step_count=20, deadline=None, suppress_health_check=CHECKS),
    )
