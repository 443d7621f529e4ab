"""Upload links: when one stopped without its owner's doing, and whether its guest wants no reminders. The outbox: mails
that came back."""

from peewee import CharField, DateTimeField


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("link", "stopped_by", CharField(max_length=16, null=True)),
        migrator.add_column("link", "reminders_declined_at", DateTimeField(null=True)),
        migrator.add_column("outbox_mail", "returned_at", DateTimeField(null=True)),
    )
