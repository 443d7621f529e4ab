"""Tickets for downloads."""

import peewee
from peewee import DateTimeField, ForeignKeyField, TextField, UUIDField


def up(migrator, db):
    class Table(peewee.Model):
        class Meta:
            database = db

    class User(Table):
        id = UUIDField(primary_key=True)

        class Meta:
            table_name = "user"

    class Download(Table):
        id = UUIDField(primary_key=True)
        user = ForeignKeyField(User, on_delete="CASCADE")
        folder_ids = TextField()
        entry_ids = TextField()
        created_at = DateTimeField()
        expires_at = DateTimeField(index=True)

        class Meta:
            table_name = "download"

    db.create_tables([Download])
