"""A folder of as many entries as one likes, in a minute: rows only, for what lists and scrolls.

    python -m bench.seed --email demo@filmjacket.example --name "100,000 entries" --entries 100000

It writes into the database that FILMJACKET_DATABASE_URL names, which has to be migrated, into a new folder at the top
of that account's tree. Nine of ten entries are studies, the others documents. They have no series and no bytes: whoever
opens one finds nothing. Only listings are measured on them.
"""

from __future__ import annotations

import argparse
import datetime
import random
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import peewee

from backend import config
from backend.accounts import service as accounts
from backend.accounts.models import User
from backend.app import prepare
from backend.db import db, is_sqlite, new_id, search_key, utcnow
from backend.documents.models import Document
from backend.folders import listed, names, tree
from backend.folders import service as folders
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from backend.storage.models import Blob
from backend.studies.models import Study

AT_ONCE = 1000
FAMILIES = (
    "Müller",
    "Okoye",
    "Lindqvist",
    "Nguyễn",
    "García",
    "Øster",
    "Łukasik",
    "Yılmaz",
    "Haddad",
    "Silva",
    "Rossi",
    "Dubois",
    "Jansen",
    "Novák",
    "Ivanov",
    "Tanaka",
    "Chen",
    "Kim",
    "Singh",
    "Mbeki",
    "O'Neill",
    "Þórsson",
    "Weiß",
    "Katz",
    "Ferreira",
    "Popescu",
    "Horvat",
    "Papadakis",
    "Virtanen",
    "Kowalska",
)
GIVEN = (
    "Anna",
    "Ben",
    "Chidi",
    "Dilek",
    "Élodie",
    "Fatima",
    "Goran",
    "Hana",
    "Igor",
    "Jana",
    "Kaan",
    "Lars",
    "Maria",
    "Nils",
    "Olga",
    "Pablo",
    "Quentin",
    "Rosa",
    "Sven",
    "Tara",
)
REGIONS = ("Knee", "Head", "Thorax", "Abdomen", "Pelvis", "Hand", "Cervical spine", "Shoulder", "Whole body", "")
MODALITIES = ("CT", "MR", "CR", "US", "DX", "CT\\SR", "MG", "PT\\CT", "XA")
PAPERS = ("Referral letter", "Discharge summary", "Laboratory report", "Consent", "Photograph")


def fill(folder_id: UUID, entries: int, *, seed: int = 5) -> None:
    """Lay so many new studies and documents into an empty folder; the same seed gives the same content."""
    folder = Folder.get_by_id(folder_id)
    chance = random.Random(seed)
    blob = Blob.create(key=new_id().hex, sha256=new_id().hex * 2, size=40_000)
    for start in range(0, entries, AT_ONCE):
        with db.atomic():
            _batch(folder, blob, chance, range(start, min(start + AT_ONCE, entries)))
    with db.atomic():
        tree.lock(folder.owner_id)
        folders.bump(folder_id)
    db.execute_sql("analyze")


def make_folder(user: User, name: str) -> UUID:
    """A new folder at the top of the user's tree; of a taken name the next free one."""
    owner = UserPrincipal(user_id=user.id, name=user.name, email=user.email, role=user.role, session_id=new_id())
    top = folders.root_id(user.id)
    made: UUID = folders.create(owner, top, folders.free_name(top, names.clean(name)))["id"]
    return made


def _batch(folder: Folder, blob: Blob, chance: random.Random, numbers: range) -> None:
    studies = [new_study(folder, chance, number) for number in numbers if number % 10]
    documents = [_document(folder, blob, chance, number) for number in numbers if not number % 10]
    _insert(Study, studies)
    _insert(Document, documents)
    _insert(
        FolderEntry, [*_entries(folder, chance, "study", studies), *_entries(folder, chance, "document", documents)]
    )


def new_study(folder: Folder, chance: random.Random, number: int) -> Study:
    """A study that is not saved yet."""
    name = f"{chance.choice(FAMILIES)}^{chance.choice(GIVEN)} {chance.choice(GIVEN)}"
    modality, region = chance.choice(MODALITIES), chance.choice(REGIONS)
    images = int(chance.paretovariate(0.7)) % 3000 + 1
    return Study(
        owner=folder.owner_id,
        study_instance_uid=f"2.25.{new_id().int}",
        patient_id=f"P{chance.randrange(10**7):07}",
        patient_name=name,
        name_search=search_key(name),
        patient_birth_date=_day(chance, 1930, 80),
        patient_sex=chance.choice("FMO"),
        study_date=_day(chance, 2010, 16),
        study_description=f"{region} {modality.partition(chr(92))[0]}".strip() if region else "",
        accession_number=f"A{number:08}",
        modalities_in_study=modality,
        series_count=images // 300 + 1,
        instance_count=images,
        size=images * chance.randrange(200_000, 540_000),
    )


def _document(folder: Folder, blob: Blob, chance: random.Random, number: int) -> Document:
    name = f"{chance.choice(PAPERS)} {chance.choice(FAMILIES)} {number}.pdf"
    size = chance.randrange(20_000, 900_000)
    return Document(owner=folder.owner_id, name=name, media_type="application/pdf", size=size, blob=blob)


def _entries(folder: Folder, chance: random.Random, kind: str, things: list[Any]) -> Iterator[FolderEntry]:
    columns = listed.of_study if kind == "study" else listed.of_document
    for thing in things:
        moment = utcnow() - datetime.timedelta(seconds=chance.randrange(10**8))
        yield FolderEntry(
            folder=folder.id,
            kind=kind,
            **{kind: thing.id},
            **columns(thing),
            added_at=moment,
            added_by=f"user:{folder.owner_id}",
            added_by_name="Somebody",
            added_via="upload",
            seen_at=moment,
        )


def _day(chance: random.Random, first_year: int, years: int) -> str:
    day = datetime.date(first_year, 1, 1) + datetime.timedelta(days=chance.randrange(365 * years))
    return day.strftime("%Y%m%d")


def _insert(model: type[peewee.Model], rows: list[Any]) -> None:
    """By executemany: building one long statement would take most of the time."""
    fields = model._meta.sorted_fields
    columns = ", ".join(f'"{field.column_name}"' for field in fields)
    places = ", ".join(["?" if is_sqlite() else "%s"] * len(fields))
    values = [[field.db_value(row.__data__.get(field.name)) for field in fields] for row in rows]
    db.cursor().executemany(f'insert into "{model._meta.table_name}" ({columns}) values ({places})', values)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(prog="python -m bench.seed", description=__doc__.splitlines()[0])
    parser.add_argument("--email", required=True, help="whose tree")
    parser.add_argument("--name", default="Large folder", help="the new folder's name")
    parser.add_argument("--entries", type=int, default=100_000)
    arguments = parser.parse_args()
    prepare(config.load_settings())
    with db.connection_context():
        user = User.get(User.email_key == accounts.email_key(arguments.email))
        folder_id = make_folder(user, arguments.name)
        fill(folder_id, arguments.entries)
    print(folder_id)


if __name__ == "__main__":
    main()
