"""Upload links: what they are found by."""

import peewee
from peewee import CharField, TextField, UUIDField

from backend.db import search_key


def up(migrator, db):
    class Link(peewee.Model):
        id = UUIDField(primary_key=True)
        recipient = CharField()
        title = CharField()
        filter_text = TextField()

        class Meta:
            database = db
            table_name = "link"

    db.execute_sql("ALTER TABLE \"link\" ADD COLUMN \"filter_text\" TEXT NOT NULL DEFAULT ''")
    for row in list(Link.select(Link.id, Link.recipient, Link.title)):
        text = search_key(f"{row.recipient} {row.title}")
        Link.update(filter_text=text).where(Link.id == row.id).execute()
    db.execute_sql('CREATE INDEX "link_expires_at" ON "link" ("expires_at")')
