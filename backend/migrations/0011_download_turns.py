"""Who is sending a ZIP at the moment, in all processes together."""

import peewee
from peewee import DateTimeField, IntegerField, UUIDField


def up(migrator, db):
    class DownloadTurn(peewee.Model):
        id = UUIDField(primary_key=True)
        place = IntegerField(unique=True)
        expires_at = DateTimeField()

        class Meta:
            database = db
            table_name = "download_turn"

    db.create_tables([DownloadTurn])
