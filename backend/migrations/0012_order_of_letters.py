"""On PostgreSQL what listings are ordered by is compared letter by letter, whatever language the database was made in.

Type-ahead looks for names between two others, and in Czech "ch" is no "c", in Danish "aa" no "a": names would be missed.
SQLite compares so by itself.
"""

import peewee

COLUMNS = {
    "folder": {"sort_name": 240},
    "folder_entry": {
        "sort_name": 240,
        "sort_study_date": 8,
        "sort_patient_id": 64,
        "sort_birth_date": 8,
        "sort_modality": 64,
        "sort_description": 240,
        "sort_accession_number": 240,
    },
}


def up(migrator, db):
    if isinstance(db, peewee.SqliteDatabase):
        return
    for table, columns in COLUMNS.items():
        changes = (f'ALTER COLUMN "{name}" TYPE VARCHAR({length}) COLLATE "C"' for name, length in columns.items())
        db.execute_sql(f'ALTER TABLE "{table}" {", ".join(changes)}')
