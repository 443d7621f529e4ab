"""Migration 0007 on a database with data: links that were there keep working, and are found like new ones."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from backend.db import db, is_sqlite, new_id
from backend.links.models import Link, LinkContact
from backend.migrations import migrate

MIGRATION = 7
MOMENT = "2026-01-01 00:00:00"


def test_old_links_get_their_columns(old_database: None) -> None:
    with db.connection_context():
        link_id = _old_link()
    migrate()
    with db.connection_context():
        link = Link.get_by_id(link_id)
        assert link.filter_text == "praxis@muller.example uberweisung"
        assert (link.remind, link.reminded_at, link.ask_name, link.ask_note) == (True, None, False, False)
        assert (link.may_see, link.may_download) == (False, False)
        assert (link.stopped_by, link.reminders_declined_at) == (None, None)
        assert (link.expire_date, link.policy["accepts"]) == (date(2026, 2, 1), "anything")
        assert LinkContact.select().count() == 0


def _old_link() -> UUID:
    user, folder, link = new_id(), new_id(), new_id()
    _insert("user", id=user, email="a", email_key="a", name="Ana", password_hash="", role="clinician", language="en",
            time_zone="UTC", active=True, created_at=MOMENT)  # fmt: skip
    names = {"name": "Knie", "sort_name": "knie", "sibling_key": "knie", "filter_text": "knie"}
    _insert("folder", id=folder, owner_id=user, created_by="", created_at=MOMENT, change_seq=0, **names)
    _insert("link", id=link, owner_id=user, folder_id=folder, recipient="praxis@müller.example", title="Überweisung",
            description="", language="de", token_version=1, token_hash="t", password_hash="p", two_factor=False,
            password_by="told", expire_date="2026-02-01", time_zone="UTC", expires_at="2026-02-02 00:00:00",
            policy='{"accepts":"anything","files_most":1,"bytes_most":1}', notify=True, created_at=MOMENT)  # fmt: skip
    return link


def _insert(table: str, **values: Any) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(["?" if is_sqlite() else "%s"] * len(values))
    written = [value.hex if isinstance(value, UUID) and is_sqlite() else value for value in values.values()]
    db.execute_sql(f'insert into "{table}" ({columns}) values ({places})', written)
