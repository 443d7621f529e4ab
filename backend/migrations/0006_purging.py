"""What is deleted for good, and since when bytes are referred to by nothing."""

from peewee import DateTimeField

INDEXES = (
    ("folder_purged", "folder", "purged_at"),
    ("folder_in_trash", "folder", "trashed_at"),
    ("folder_entry_purged", "folder_entry", "purged_at"),
    ("folder_entry_trashed_at", "folder_entry", "trashed_at"),
    ("blob_unreferenced", "blob", "unreferenced_since"),
)


def up(migrator, db):
    migrator.migrate(
        migrator.add_column("folder", "purged_at", DateTimeField(null=True)),
        migrator.add_column("folder_entry", "purged_at", DateTimeField(null=True)),
        migrator.add_column("blob", "unreferenced_since", DateTimeField(null=True)),
    )
    for name, table, column in INDEXES:
        db.execute_sql(f'CREATE INDEX "{name}" ON "{table}" ("{column}") WHERE "{column}" IS NOT NULL')
