"""Is it the patient who is expected?"""

from __future__ import annotations

import pytest

from backend.intake import expected

STUDY = {"name": "Müller^Anna Maria^^Dr.", "patient_id": "PID-0815 ", "birth_date": "19710203"}


@pytest.mark.parametrize(
    ("awaited", "answer"),
    [
        ({"name": "anna muller"}, True),
        ({"name": "Müller, Anna"}, True),
        ({"name": "Anna Meier"}, False),
        ({"patient_id": "pid-0815"}, True),
        ({"patient_id": "PID-0816"}, False),
        ({"birth_date": "19710203"}, True),
        ({"birth_date": "19710204"}, False),
        ({"name": "Müller", "birth_date": "19710204"}, False),
        ({"name": "Müller", "birth_date": "19710203", "patient_id": "PID-0815"}, True),
        ({}, False),
    ],
)
def test_nothing_contradicts_and_something_agrees(awaited: dict[str, str], answer: bool) -> None:
    assert expected.agrees(awaited, **STUDY) is answer


@pytest.mark.parametrize(
    ("awaited", "answer"),
    [({"name": "Müller", "birth_date": "19710203"}, True), ({"birth_date": "19710203"}, False)],
)
def test_what_a_study_leaves_empty_contradicts_nothing(awaited: dict[str, str], answer: bool) -> None:
    assert expected.agrees(awaited, **{**STUDY, "birth_date": ""}) is answer


def test_ideographic_names_have_groups() -> None:
    name = "Yamada^Tarou=山田^太郎=やまだ^たろう"
    assert expected.agrees({"name": "山田 太郎"}, name=name, patient_id="", birth_date="")
    assert expected.agrees({"name": "Tarou Yamada"}, name=name, patient_id="", birth_date="")
