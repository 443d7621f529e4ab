"""These tests speak to a real mail server."""

from __future__ import annotations

from tests.mail_server import mail_server, settings

__all__ = ["mail_server", "settings"]
