"""Patient Studies."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient

from backend.accounts.models import User
from backend.audit.models import AuditEvent
from backend.db import new_id
from backend.folders import service as folders
from backend.folders import trash
from backend.search.query import name_parts
from backend.search.schemas import FoundStudiesSchema
from backend.studies.models import Study
from backend.web.paging import encode_cursor
from tests import factories
from tests.folders.things import file, root_id, study


def search(client: FlaskClient, **conditions: Any) -> list[str]:
    """The names found, in order; the answer is checked against its schema."""
    answer = client.get("/api/studies", query_string=conditions)
    assert answer.status_code == 200, answer.get_json()
    assert not FoundStudiesSchema().validate(answer.get_json())
    return [item["PatientName"] for item in answer.get_json()["items"]]


def filed(owner: User, *names: str, **columns: Any) -> None:
    """Studies in the top folder, each a day older than the one before."""
    for number, name in enumerate(names):
        file(root_id(owner), study(owner, name, **{"study_date": f"202401{28 - number:02}", **columns}))


NAMES = (
    "Müller^Hans-Peter",
    "MULLER^Ana",
    "Straße^Uwe",
    "Łukasz^Jan",
    "Yamada^Tarou=山田^太郎=やまだ^たろう",
    "محمد^احمد",
    "100%^Real",
    "a_a^Under",
    "aba^Over",
    "back\\slash",
    "O'Neil^Pat",
)
ASKED: dict[str, set[str]] = {
    "müller": {"Müller^Hans-Peter", "MULLER^Ana"},
    "hans muller": {"Müller^Hans-Peter"},
    "Muller, Peter": {"Müller^Hans-Peter"},
    "peter^müll": {"Müller^Hans-Peter"},
    "ler": {"Müller^Hans-Peter", "MULLER^Ana"},
    "strasse": {"Straße^Uwe"},
    "lukasz": {"Łukasz^Jan"},
    "山田": {"Yamada^Tarou=山田^太郎=やまだ^たろう"},
    "太郎 yamada": {"Yamada^Tarou=山田^太郎=やまだ^たろう"},
    "やまだ": {"Yamada^Tarou=山田^太郎=やまだ^たろう"},
    "أحمد": {"محمد^احمد"},
    "100%": {"100%^Real"},
    "a_a": {"a_a^Under"},
    "\\": {"back\\slash"},
    "'": {"O'Neil^Pat"},
    "  ": set(NAMES),
    "nobody": set(),
    "hans nobody": set(),
}


def test_names_by_parts(logged_in: FlaskClient, user: User) -> None:
    """In any order, without accents and case; two characters are enough; no character is a wildcard."""
    filed(user, *NAMES)
    assert {asked: set(search(logged_in, patient_name=asked)) for asked in ASKED} == ASKED


def test_parts_of_a_name() -> None:
    """Separators of people and of DICOM; control characters are none of either."""
    assert name_parts(" Müller,\tHans^^Dr.=\x00山田 ") == ["muller", "hans", "dr.", "山田"]
    assert name_parts("^=, ") == []


def test_patient_ids(logged_in: FlaskClient, user: User) -> None:
    """A part is enough, in any case."""
    for patient_id in ("AB-4711", "4711", "0815"):
        filed(user, patient_id, patient_id=patient_id)
    assert search(logged_in, patient_id="ab-47") == ["AB-4711"]
    assert set(search(logged_in, patient_id="4711")) == {"AB-4711", "4711"}
    assert search(logged_in, patient_id=" 0815 ") == ["0815"]
    assert search(logged_in, patient_id="%") == []


DAYS = ("", "2023", "202402", "20240000", "20240200", "20240131", "20240201", "20240315", "20250101")


RANGES: tuple[tuple[str | None, str | None, set[str]], ...] = (
    ("20240201", "20240229", {"20240201", "202402", "20240000", "20240200"}),
    ("20240201", None, {"20240201", "202402", "20240000", "20240200", "20240315", "20250101"}),
    (None, "20240131", {"20240131", "2023", "20240000"}),
    ("20230701", "20230731", {"2023"}),
    ("20250101", "20250101", {"20250101"}),
)


def test_study_dates(logged_in: FlaskClient, user: User) -> None:
    """Inclusive; a date of which only the year or month is known may be any day in it; none is in no range."""
    for day in DAYS:
        file(root_id(user), study(user, day, study_date=day))
    for first, last, found in RANGES:
        bounds = {"study_date_from": first, "study_date_to": last}
        given = {name: day for name, day in bounds.items() if day}
        assert set(search(logged_in, **given)) == found, given
    assert len(search(logged_in)) == len(DAYS)


def test_all_conditions_must_hold(logged_in: FlaskClient, user: User) -> None:
    """Not any of them."""
    filed(user, "Abe^A", "Abe^B", patient_id="1")
    filed(user, "Abe^C", patient_id="2")
    assert search(logged_in, patient_name="abe", patient_id="1", study_date_to="20240127") == ["Abe^B"]


def test_only_what_the_searcher_may_see(logged_in: FlaskClient, user: User, other_user: User) -> None:
    """Not what is another's, lies in no folder, or only in the trash: by itself or by a folder above."""
    me, top = factories.principal(user), root_id(user)
    outer = folders.create(me, top, "outer")["id"]
    inner = folders.create(me, outer, "inner")["id"]
    filed(other_user, "Theirs")
    study(user, "Nowhere")
    deep, both = study(user, "Deep"), study(user, "Both")
    file(inner, deep)
    file(inner, both)
    gone = file(outer, study(user, "Gone"))
    file(top, both)
    trash.trash(me, [], [gone.id])
    assert set(search(logged_in)) == {"Deep", "Both"}
    trash.trash(me, [outer], [])
    assert search(logged_in) == ["Both"]
    trash.restore(me, [outer], [gone.id])
    assert set(search(logged_in)) == {"Deep", "Both", "Gone"}


def test_a_found_study_says_what_and_where(logged_in: FlaskClient, user: User) -> None:
    """With the folder into which it was laid last, of those that are not in the trash."""
    me, top = factories.principal(user), root_id(user)
    first, second = (folders.create(me, top, name)["id"] for name in ("first", "second"))
    held = study(user, "Abe", modalities_in_study="CT\\SR", series_count=2, instance_count=9, size=2**40, variant=1)
    file(first, held)
    file(second, held)
    [item] = logged_in.get("/api/studies").get_json()["items"]
    assert (item["id"], item["folder_id"], item["folder_name"]) == (str(held.id), str(second), "second")
    assert (item["ModalitiesInStudy"], item["size"], item["variant"]) == (["CT", "SR"], 2**40, 1)
    assert item["StudyInstanceUID"] == held.study_instance_uid
    trash.trash(me, [second], [])
    [item] = logged_in.get("/api/studies").get_json()["items"]
    assert item["folder_name"] == "first"


def test_pages(logged_in: FlaskClient, user: User) -> None:
    """Newest first, each once, whatever the size; equal and empty dates too."""
    for number in range(13):
        file(root_id(user), study(user, str(number), study_date=("20240101", "20240102", "")[number % 3]))
    whole = search(logged_in)
    dates = [item["StudyDate"] for item in logged_in.get("/api/studies").get_json()["items"]]
    assert dates == sorted(dates, reverse=True)
    for size in (1, 5, 12, 13, 14):
        found: list[str] = []
        cursor: str | None = ""
        while cursor is not None:
            query = {"limit": size, **({"cursor": cursor} if cursor else {})}
            page = logged_in.get("/api/studies", query_string=query).get_json()
            found += [item["PatientName"] for item in page["items"]]
            cursor = page["next_cursor"]
        assert found == whole


def test_bad_input(logged_in: FlaskClient) -> None:
    """422 or 400 with a sentence, never a server error."""
    for query in (
        {"study_date_from": "2024-01-01"},
        {"study_date_from": "202401"},
        {"study_date_to": "٢٠٢٤٠١٠١"},
        {"study_date_to": "20240101\n"},
        {"patient_name": "x" * 201},
        {"patient_name": "a\x00b"},
        {"patient_id": "x" * 65},
        {"limit": 501},
    ):
        assert logged_in.get("/api/studies", query_string=query).status_code == 422, query
    backwards = logged_in.get("/api/studies?study_date_from=20240301&study_date_to=20240201")
    assert backwards.get_json()["errors"] == {"study_date_to": ["The last day can't be before the first."]}
    for values in (["a"], ["a", "b"], [7, str(new_id())], ["a", 7], [None, str(new_id())]):
        answer = logged_in.get("/api/studies", query_string={"cursor": encode_cursor(values)})
        assert answer.status_code == 400, values
    assert search(logged_in, patient_name="\u202e\u0301\ufdfa") == []


def test_a_search_is_recorded_without_what_was_searched(logged_in: FlaskClient, user: User) -> None:
    """Which conditions, not which name; once, not for each page."""
    search(logged_in, patient_name="Müller", patient_id="4711")
    search(logged_in, patient_name="Müller", cursor=encode_cursor(["", str(new_id())]))
    [event] = AuditEvent.select().where(AuditEvent.action == "search:run")
    assert (event.actor, event.detail) == (f"user:{user.id}", {"conditions": ["patient_name", "patient_id"]})


def test_nobody_finds_anything(client: FlaskClient, user: User) -> None:
    """Without a session."""
    filed(user, "Abe")
    assert client.get("/api/studies").status_code == 401
    assert Study.select().count() == 1
