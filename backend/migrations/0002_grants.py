"""Folders shared with colleagues."""

import peewee
from peewee import CharField, DateField, DateTimeField, ForeignKeyField, UUIDField


def up(migrator, db):
    class Table(peewee.Model):
        class Meta:
            database = db

    class User(Table):
        id = UUIDField(primary_key=True)

        class Meta:
            table_name = "user"

    class Folder(Table):
        id = UUIDField(primary_key=True)

        class Meta:
            table_name = "folder"

    class FolderGrant(Table):
        id = UUIDField(primary_key=True)
        folder = ForeignKeyField(Folder, on_delete="CASCADE", index=False)
        grantee = ForeignKeyField(User, on_delete="CASCADE")
        may = CharField(max_length=4)
        until_date = DateField(null=True)
        time_zone = CharField(max_length=60)
        until = DateTimeField(null=True)
        granted_by = CharField(max_length=120)
        granted_at = DateTimeField()

        class Meta:
            table_name = "folder_grant"
            indexes = ((("folder", "grantee"), True),)

    db.create_tables([FolderGrant])
