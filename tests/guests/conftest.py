"""These tests speak to a real mail server; a guest has a browser of their own."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.guests.steps import Guest
from tests.links.steps import new_folder, share
from tests.mail_server import mail_server, settings

__all__ = ["mail_server", "settings"]


@pytest.fixture
def folder(logged_in: FlaskClient) -> str:
    """A folder of the clinician."""
    return new_folder(logged_in)


@pytest.fixture
def link(logged_in: FlaskClient, folder: str) -> dict[str, Any]:
    """A link into it."""
    return share(logged_in, folder, description="All images,\nplease.", password_by="told")


@pytest.fixture
def strict_link(logged_in: FlaskClient, folder: str) -> dict[str, Any]:
    """A link with two-factor authentication."""
    return share(logged_in, folder, two_factor=True, password_by="told")


@pytest.fixture
def guest(app: Flask) -> Guest:
    """A guest's browser."""
    return Guest(app)
