"""The first tables."""

import importlib

import peewee

from backend.db import BaseModel

FEATURES = ("accounts", "audit", "deliveries", "documents", "folders", "guests", "jobs", "links", "mail", "storage")


def up(migrator, db):
    for feature in (*FEATURES, "studies", "uploads"):
        importlib.import_module(f"backend.{feature}.models")
    db.create_tables(peewee.sort_models(BaseModel.__subclasses__()))
