"""What listings are ordered and filtered by, for what lies there already as well.

The values are made by today's folders.listed and folders.names: they have to be what later filing will write.
"""

import peewee
from peewee import BigIntegerField, CharField, ForeignKeyField, IntegerField, TextField, UUIDField

from backend.folders import listed, names

AT_ONCE = 1000
COLUMNS = (
    ("folder", "filter_text", "TEXT", "''"),
    ("folder_entry", "sort_birth_date", "VARCHAR(8)", "''"),
    ("folder_entry", "sort_modality", "VARCHAR(64)", "''"),
    ("folder_entry", "sort_description", "VARCHAR(240)", "''"),
    ("folder_entry", "sort_accession_number", "VARCHAR(240)", "''"),
    ("folder_entry", "sort_instances", "INTEGER", "0"),
    ("folder_entry", "sort_size", "BIGINT", "0"),
    ("folder_entry", "filter_text", "TEXT", "''"),
)
INDEXED = ("birth_date", "modality", "description", "accession_number", "instances", "size")


def up(migrator, db):
    for table, column, kind, default in COLUMNS:
        db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{column}" {kind} NOT NULL DEFAULT {default}')
    fill_folders(db)
    fill_entries(db)
    for order in INDEXED:
        db.execute_sql(
            f'CREATE INDEX "folder_entry_by_{order}" ON "folder_entry" ("folder_id", "kind", "sort_{order}", "id")'
            ' WHERE ("trashed_at" IS NULL)'
        )
    db.execute_sql(
        'CREATE INDEX "folder_entry_by_filter" ON "folder_entry" ("folder_id", "kind", "filter_text", "trashed_at", "id")'
        ' WHERE (("trashed_at" IS NULL) AND ("filter_text" != \'\'))'
    )


def fill_folders(db):
    class Folder(peewee.Model):
        id = UUIDField(primary_key=True)
        name = CharField()
        filter_text = TextField()

        class Meta:
            database = db
            table_name = "folder"

    for rows in peewee.chunked(Folder.select().where(Folder.name != ""), AT_ONCE):
        for row in rows:
            row.filter_text = names.columns(row.name)["filter_text"]
        Folder.bulk_update(rows, [Folder.filter_text], batch_size=100)


def fill_entries(db):
    class Table(peewee.Model):
        class Meta:
            database = db

    class Study(Table):
        id = UUIDField(primary_key=True)
        patient_id = CharField()
        patient_name = CharField()
        patient_birth_date = CharField()
        study_date = CharField()
        study_description = CharField()
        accession_number = CharField()
        modalities_in_study = CharField()
        instance_count = IntegerField()
        size = BigIntegerField()

        class Meta:
            table_name = "study"

    class Document(Table):
        id = UUIDField(primary_key=True)
        name = CharField()
        size = BigIntegerField()

        class Meta:
            table_name = "document"

    class FolderEntry(Table):
        id = UUIDField(primary_key=True)
        study = ForeignKeyField(Study, null=True)
        document = ForeignKeyField(Document, null=True)
        sort_birth_date = CharField()
        sort_modality = CharField()
        sort_description = CharField()
        sort_accession_number = CharField()
        sort_instances = IntegerField()
        sort_size = BigIntegerField()
        filter_text = TextField()

        class Meta:
            table_name = "folder_entry"

    added = [column for table, column, *_ in COLUMNS if table == "folder_entry"]
    for model, reference, columns_of in (
        (Study, FolderEntry.study, listed.of_study),
        (Document, FolderEntry.document, listed.of_document),
    ):
        ids = [entry_id for (entry_id,) in FolderEntry.select(FolderEntry.id).where(reference.is_null(False)).tuples()]
        for some in peewee.chunked(ids, AT_ONCE):
            rows = list(
                FolderEntry.select(FolderEntry, model).join(model, on=reference).where(FolderEntry.id.in_(some))
            )
            for row in rows:
                values = columns_of(row.study if model is Study else row.document)
                for column in added:
                    setattr(row, column, values[column])
            FolderEntry.bulk_update(rows, added, batch_size=100)
