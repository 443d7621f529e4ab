"""Settling: which studies' identities the owner has judged, and under which identities merged ones were known."""

import peewee
from peewee import CharField, DateTimeField, ForeignKeyField, UUIDField


def up(migrator, db):
    class Table(peewee.Model):
        class Meta:
            database = db

    class Study(Table):
        id = UUIDField(primary_key=True)

        class Meta:
            table_name = "study"

    class StudyAlias(Table):
        id = UUIDField(primary_key=True)
        study = ForeignKeyField(Study, on_delete="CASCADE")
        opened_by_delivery = UUIDField(null=True)
        patient_id = CharField(max_length=64)
        issuer_of_patient_id = CharField(max_length=64)
        patient_name = CharField(max_length=324)
        patient_birth_date = CharField(max_length=8)
        created_at = DateTimeField()

        class Meta:
            table_name = "study_alias"

    migrator.migrate(migrator.add_column("study", "identity_settled_at", DateTimeField(null=True)))
    db.create_tables([StudyAlias])
