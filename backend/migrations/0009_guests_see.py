"""Upload links: whether the guest may see what is in the folder, and take it home."""

from peewee import BooleanField


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("link", "may_see", BooleanField(default=False)),
        migrator.add_column("link", "may_download", BooleanField(default=False)),
    )
