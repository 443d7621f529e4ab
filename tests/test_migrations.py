"""The migrated schema is the one that the models describe, on both databases."""

from __future__ import annotations

import peewee
from flask import Flask

from backend.db import BaseModel, db, is_sqlite


def test_every_model_has_its_table_and_columns(app: Flask) -> None:
    """No column is missing, none is left over, and nullability agrees."""
    for model in BaseModel.__subclasses__():
        described = {field.column_name: field.null for field in model._meta.sorted_fields}
        found = {column.name: column.null for column in db.get_columns(model._meta.table_name)}
        assert found == described, model.__name__


def test_every_index_is_there(app: Flask) -> None:
    """An index that a model names exists with the same columns and uniqueness."""
    for model in BaseModel.__subclasses__():
        found = {(tuple(index.columns), index.unique) for index in db.get_indexes(model._meta.table_name)}
        assert _described_indexes(model) <= found, model.__name__


def test_every_partial_index_is_there(app: Flask) -> None:
    """An index that a model adds by hand exists under its name."""
    for model in BaseModel.__subclasses__():
        described = {index._name for index in model._meta.indexes if not isinstance(index, tuple)}
        assert described <= {index.name for index in db.get_indexes(model._meta.table_name)}, model.__name__


def test_listings_are_ordered_alike_whatever_language_the_database_was_made_in(app: Flask) -> None:
    """Type-ahead looks for names between two others: see migration 0012."""
    if is_sqlite():
        assert db.execute_sql("select 'ch' < 'ci', 'aarhus' < 'b'").fetchone() == (1, 1)
        return
    found = db.execute_sql(
        "select table_name || '.' || column_name from information_schema.columns"
        " where column_name like 'sort_%%' and data_type = 'character varying' and collation_name is distinct from 'C'"
    )
    assert found.fetchall() == []


def _described_indexes(model: type[peewee.Model]) -> set[tuple[tuple[str, ...], bool]]:
    meta = model._meta
    pairs = [index for index in meta.indexes if isinstance(index, tuple)]  # partial ones are compared by name
    described = {(tuple(meta.fields[name].column_name for name in names), unique) for names, unique in pairs}
    for field in meta.sorted_fields:
        if field.unique and not field.primary_key:
            described.add(((field.column_name,), True))
    return described
