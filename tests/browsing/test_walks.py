"""Whatever lies in a folder and however it is asked for: walking by cursor, walking by offset and sorting in memory
give the same rows, each once, none left out."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from backend.accounts.models import User
from backend.browsing import listing, service
from backend.browsing.order import KINDS, SORTS
from backend.db import new_id, search_key
from backend.documents.models import Document
from backend.folders import names
from backend.folders import service as folders
from backend.folders.models import Folder, FolderEntry
from backend.principal import UserPrincipal
from backend.studies.models import Study
from tests import factories
from tests.folders.things import document, file, root_id, study

NAMES = st.sampled_from(["Müller^Hans", "muller^anna", "Zoe", "CT 2", "CT 10", "", "Łukasik^Éva", "100%_a"])
DATES = st.sampled_from(["", "20240305", "20240503", "2024", "19610229", "202403"])
STUDIES = st.fixed_dictionaries(
    {
        "name": NAMES,
        "patient_id": st.sampled_from(["", "P1", "P12", "p2"]),
        "patient_birth_date": DATES,
        "study_date": DATES,
        "study_description": st.sampled_from(["", "Knie", "knee 2", "Knee 10"]),
        "accession_number": st.sampled_from(["", "A9", "A10", "2024-03"]),
        "modalities_in_study": st.sampled_from(["", "CT", "CT\\SR", "MR"]),
        "instance_count": st.integers(0, 3),
        "size": st.sampled_from([0, 1, 2**40]),
    }
)
CONTENTS = st.tuples(
    st.lists(NAMES.filter(bool), max_size=4), st.lists(STUDIES, max_size=9), st.lists(NAMES.filter(bool), max_size=4)
)
FILTERS = st.sampled_from(
    [
        "",
        "  ",
        "a",
        "MÜL",
        "mul hans",
        "luka eva",
        "ct",
        "%",
        "p1",
        "2024",
        "2024-03",
        "3/2024",
        "5.3.2024",
        "kn p",
        "zzz",
    ]
)
QUESTIONS = st.fixed_dictionaries(
    {
        "sort": st.sampled_from(SORTS),
        "descending": st.booleans(),
        "kinds": st.sampled_from(["all", "all", "folders"]),
        "filter": FILTERS,
    }
)

#: How people write a date that DICOM writes as 20240305, 20240503 or 202403.
WRITTEN = {
    "2024-03": {"20240305", "202403"},
    "3/2024": {"20240305", "202403"},
    "5.3.2024": {"20240305", "20240503"},  # the third of May where the month comes first
}


@pytest.fixture
def me(user: User) -> UserPrincipal:
    """The clinician."""
    return factories.principal(user)


@given(CONTENTS, st.lists(QUESTIONS, min_size=1, max_size=6), st.integers(1, 6), st.sampled_from([0, 2, 5000]))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_all_walks_agree(
    app: Flask, me: UserPrincipal, content: Any, questions: list[dict[str, Any]], limit: int, few: int
) -> None:
    """Also with a filter that finds more than a process would remember."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "FEW", few)
        folder_id = _made(me, content)
        for question in questions:
            expected = _expected(folder_id, question)
            assert list(_by_cursor(me, folder_id, question, limit, len(expected))) == expected
            assert list(_by_offset(me, folder_id, question, limit, len(expected))) == expected
            assert _page(me, folder_id, {**question, "limit": limit, "offset": len(expected)})["items"] == []


def test_a_cursor_outlives_its_row(app: Flask, me: UserPrincipal, user: User) -> None:
    """A filtered page goes on behind a row that has gone, or that no longer matches."""
    top = root_id(user)
    entries = [file(top, study(user, f"Anna {number}")) for number in range(6)]
    question = {"limit": 2, "filter": "anna"}
    first = _page(me, top, question)
    FolderEntry.delete().where(FolderEntry.id == entries[1].id).execute()
    folders.bump(top)
    rest = _page(me, top, {**question, "limit": 10, "cursor": first["next_cursor"]})
    assert [row["name"] for row in rest["items"]] == ["Anna 2", "Anna 3", "Anna 4", "Anna 5"]
    assert rest["total"] == 5


def test_what_changes_is_counted_anew(app: Flask, me: UserPrincipal, user: User) -> None:
    """Nothing that is remembered outlives the state that it was true of."""
    top = root_id(user)
    for number in range(1, 4):
        file(top, study(user, f"Anna {number}", instance_count=number))
        folders.create(me, top, f"Folder {number}")
        assert _page(me, top, {"limit": 1})["total"] == 2 * number
        assert _page(me, top, {"limit": 1, "filter": "anna"})["total"] == number
        assert _page(me, top, {"limit": 1, "offset": 2 * number - 1})["items"][0]["name"] == f"Anna {number}"
    folders.rename(me, UUID(_page(me, top, {"limit": 1})["items"][0]["id"]), "Anna's")
    assert _page(me, top, {"limit": 1, "filter": "ANNA"})["total"] == 4


def test_a_study_is_ordered_by_what_it_has_become(app: Flask, me: UserPrincipal, user: User) -> None:
    """Its images, bytes and description grow with a delivery; its place in every order follows."""
    top = root_id(user)
    grown, other = study(user, "Grown", instance_count=1, size=1), study(user, "Other", instance_count=2, size=2)
    file(top, grown)
    file(top, other)
    Study.update(instance_count=3, size=3, study_description="Zeh", modalities_in_study="US").where(
        Study.id == grown.id
    ).execute()
    file(top, grown)
    for sort in ("instances", "size", "description", "modality"):
        rows = _page(me, top, {"limit": 5, "sort": sort})["items"]
        assert [row["name"] for row in rows] == ["Other", "Grown"], sort
    assert _page(me, top, {"limit": 5, "filter": "zeh"})["total"] == 1


def _made(me: UserPrincipal, content: Any) -> UUID:
    """A new folder with that content, made through the services."""
    owner = User.get_by_id(me.user_id)
    folder_id: UUID = folders.create(me, root_id(owner), new_id().hex)["id"]
    inner, studies, documents = content
    for name in inner:
        folders.create(me, folder_id, folders.free_name(folder_id, name))
    for columns in studies:
        file(folder_id, study(owner, **columns))
    for name in documents:
        file(folder_id, document(owner, name))
    for number, entry in enumerate(FolderEntry.select().where(FolderEntry.folder == folder_id)):
        moment = datetime(2024, 1, 1) + timedelta(days=number % 3)  # so that several arrived at one moment
        FolderEntry.update(added_at=moment).where(FolderEntry.id == entry.id).execute()
    return folder_id


def _page(me: UserPrincipal, folder_id: UUID, arguments: dict[str, Any]) -> Any:
    content = service.Content(me, folder_id, arguments)
    content.tag()
    return json.loads(content.json())


def _by_cursor(me: UserPrincipal, folder_id: UUID, question: dict[str, Any], limit: int, total: int) -> Iterator[str]:
    cursor = None
    while True:
        page = _page(me, folder_id, {**question, "limit": limit, "cursor": cursor})
        assert page["total"] == total
        yield from (row["id"] for row in page["items"])
        cursor = page["next_cursor"]
        if cursor is None:
            return


def _by_offset(me: UserPrincipal, folder_id: UUID, question: dict[str, Any], limit: int, total: int) -> Iterator[str]:
    """Backwards, so that no page can lean on the one before it."""
    found = []
    for offset in reversed(range(0, total, limit)):
        page = _page(me, folder_id, {**question, "limit": limit, "offset": offset})
        assert (page["total"], page["next_cursor"] is None) == (total, offset + limit >= total)
        found.append([row["id"] for row in page["items"]])
    return itertools.chain(*reversed(found))


def _expected(folder_id: UUID, question: dict[str, Any]) -> list[str]:
    """The ids, as sorting all rows in memory gives them."""
    inner = Folder.select().where(Folder.parent == folder_id)
    entries = list(FolderEntry.select().where(FolderEntry.folder == folder_id))
    found: dict[str, list[Any]] = {
        "folder": [(row, row) for row in inner],
        "study": [(entry, Study.get_by_id(entry.study_id)) for entry in entries if entry.kind == "study"],
        "document": [(entry, Document.get_by_id(entry.document_id)) for entry in entries if entry.kind == "document"],
    }
    words = search_key(question["filter"]).split()
    ids: list[str] = []
    for kind in KINDS if question["kinds"] == "all" else KINDS[:1]:
        keys = [
            (_value(kind, row, thing, question["sort"]), row.id.hex, str(row.id))
            for row, thing in found[kind]
            if all(_occurs(kind, thing, word) for word in words)
        ]
        turned = question["descending"] and keys and keys[0][0][0]
        ids += [row_id for *_, row_id in sorted(keys, reverse=bool(turned))]
    return ids


def _value(kind: str, row: Any, thing: Any, sort: str) -> tuple[bool, Any]:
    """Whether the kind has this order, and the row's value in it, else its name's."""
    name = names.sort_key(thing.patient_name if kind == "study" else thing.name)
    if sort == "added_at":
        return True, row.created_at if kind == "folder" else row.added_at
    if sort == "size" and kind == "document":
        return True, thing.size
    if sort == "name" or kind != "study":
        return sort == "name", name
    if sort in ("description", "accession_number"):
        text = thing.study_description if sort == "description" else thing.accession_number
        return True, names.sort_key(text)
    columns = {
        "birth_date": "patient_birth_date",
        "modality": "modalities_in_study",
        "instances": "instance_count",
    }
    return True, getattr(thing, columns.get(sort, sort))


def _occurs(kind: str, thing: Any, word: str) -> bool:
    if kind != "study":
        return word in search_key(thing.name)
    texts = (thing.patient_name, thing.patient_id, thing.study_description, thing.accession_number)
    dates = (thing.study_date, thing.patient_birth_date)
    return (
        any(word in search_key(text) for text in texts)
        or any(word in date for date in dates)
        or not WRITTEN.get(word, set()).isdisjoint(dates)
    )
