"""Upload links: what they are found by, their reminder, and to whom their owner has sent some before; what a guest
says of a delivery.
"""

import peewee
from peewee import BooleanField, CharField, DateTimeField, ForeignKeyField, TextField, UUIDField

from backend.db import search_key


def up(migrator, db):
    class Table(peewee.Model):
        class Meta:
            database = db

    class Link(Table):
        id = UUIDField(primary_key=True)
        recipient = CharField()
        title = CharField()
        filter_text = TextField()

        class Meta:
            table_name = "link"

    class User(Table):
        id = UUIDField(primary_key=True)

        class Meta:
            table_name = "user"

    class LinkContact(Table):
        id = UUIDField(primary_key=True)
        owner = ForeignKeyField(User, on_delete="CASCADE")
        key = CharField(max_length=320)
        address = CharField(max_length=320)
        used_at = DateTimeField()

        class Meta:
            table_name = "link_contact"
            indexes = ((("owner", "key"), True),)

    migrator.migrate(
        migrator.add_column("link", "ask_name", BooleanField(default=False)),
        migrator.add_column("link", "ask_note", BooleanField(default=False)),
        migrator.add_column("delivery", "statement", TextField(null=True)),
        migrator.add_column("link", "remind", BooleanField(default=True)),
        migrator.add_column("link", "reminded_at", DateTimeField(null=True)),
    )
    db.create_tables([LinkContact])

    db.execute_sql('ALTER TABLE "link" ADD COLUMN "filter_text" TEXT NOT NULL DEFAULT \'\'')
    for row in list(Link.select(Link.id, Link.recipient, Link.title)):
        text = search_key(f"{row.recipient} {row.title}")
        Link.update(filter_text=text).where(Link.id == row.id).execute()
    db.execute_sql('CREATE INDEX "link_expires_at" ON "link" ("expires_at")')
