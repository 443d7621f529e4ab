"""Migration 0003 on a database with data: what lay there before is ordered and filtered like what comes after."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID

from backend.browsing import service
from backend.browsing.order import SORTS
from backend.db import db, is_sqlite, new_id
from backend.folders.models import Folder
from backend.migrations import migrate
from backend.principal import UserPrincipal

MIGRATION = 3
MOMENT = "2026-01-01 00:00:00"


def test_what_lay_there_gets_its_columns(old_database: None) -> None:
    """More rows than are read at once; each sort and a filter find them."""
    with db.connection_context():
        user, top = _old_rows(1203)
    migrate()
    with db.connection_context():
        me = UserPrincipal(user_id=user, name="Ana", email="a@b.example", role="clinician", session_id=new_id())
        for sort in SORTS:
            rows = _page(me, top, {"limit": 500, "sort": sort, "descending": True})
            assert [row["kind"] for row in rows["items"][:2]] == ["folder", "study"]
            if sort != "added_at":
                assert rows["items"][1]["AccessionNumber"] == "A1202", sort
            assert rows["total"] == 1205
        assert _page(me, top, {"limit": 5, "filter": "muller 2024-03 a1202"})["total"] == 1
        assert _page(me, top, {"limit": 5, "filter": "knie"})["items"][0]["kind"] == "folder"
        assert _page(me, top, {"limit": 5, "filter": "brief"})["items"][0]["kind"] == "document"
        assert Folder.get_by_id(top).filter_text == ""


def _page(me: UserPrincipal, folder_id: UUID, arguments: dict[str, Any]) -> Any:
    return json.loads(service.Content(me, folder_id, arguments).json())


def _old_rows(studies: int) -> tuple[UUID, UUID]:
    """An account, and its top folder with a folder, a document and so many studies, written as they were then."""
    user, top, inner, blob, paper = (new_id() for _ in range(5))
    _insert("user", id=user, email="a", email_key="a", name="Ana", password_hash="", role="clinician", language="en",
            time_zone="UTC", active=True, created_at=MOMENT)  # fmt: skip
    for folder_id, parent, name in ((top, None, ""), (inner, top, "Knie")):
        _insert("folder", id=folder_id, owner_id=user, parent_id=parent, name=name, sort_name=name.casefold(),
                sibling_key=name.casefold() or None, created_by="", created_at=MOMENT, change_seq=0)  # fmt: skip
    _insert("blob", id=blob, key="k", sha256="s", size=1, created_at=MOMENT)
    _insert("document", id=paper, owner_id=user, name="Brief.pdf", media_type="application/pdf", size=7, blob_id=blob,
            created_at=MOMENT)  # fmt: skip
    _entry(top, "document", paper, sort_name="brief.pdf", sort_study_date="", sort_patient_id="")
    for number in range(studies):
        study, last = new_id(), number == studies - 1
        columns = {
            "patient_name": "Müller^Zoe" if last else f"Abe^{number}",
            "patient_id": "P9" if last else "P1",
            "patient_birth_date": "20000101" if last else "19610229",
            "study_date": "20240305" if last else "2023",
            "study_description": "Zeh" if last else "Arm",
            "modalities_in_study": "US" if last else "CT",
            "instance_count": 9 if last else 1,
            "size": 2**40 if last else 1,
        }
        _insert("study", id=study, owner_id=user, study_instance_uid=str(number), variant=0, issuer_of_patient_id="",
                patient_sex="", study_time="", accession_number=f"A{number}", referring_physician_name="",
                name_search="", series_count=1, conflict_count=0, created_at=MOMENT, updated_at=MOMENT,
                **columns)  # fmt: skip
        _entry(top, "study", study, sort_name="muller^zoe" if last else "abe", sort_study_date=columns["study_date"],
               sort_patient_id=columns["patient_id"])  # fmt: skip
    return user, top


def _entry(folder: UUID, kind: str, thing: UUID, **columns: Any) -> None:
    _insert("folder_entry", id=new_id(), folder_id=folder, kind=kind, added_at=MOMENT, added_by="", added_by_name="",
            added_via="upload", **{f"{kind}_id": thing}, **columns)  # fmt: skip


def _insert(table: str, **values: Any) -> None:
    columns = ", ".join(f'"{name}"' for name in values)
    places = ", ".join(["?" if is_sqlite() else "%s"] * len(values))
    written = [value.hex if isinstance(value, UUID) and is_sqlite() else value for value in values.values()]
    db.execute_sql(f'insert into "{table}" ({columns}) values ({places})', written)
