"""What the form may say: every bad input gets a sentence at its field, and makes nothing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend.links.expiry import today
from backend.links.models import Link
from tests.links.steps import PASSWORD, ZONE, form, new_folder, post


@pytest.fixture
def database_url(sqlite_template: Any, tmp_path: Any) -> str:
    """What is judged before anything is stored is alike on both databases: one is enough."""
    import shutil

    shutil.copy(sqlite_template, tmp_path / "filmjacket.sqlite")
    return f"sqlite:///{tmp_path / 'filmjacket.sqlite'}"


@pytest.fixture
def folder(logged_in: FlaskClient) -> str:
    """A folder to share."""
    return new_folder(logged_in)


def day(ahead: int) -> str:
    return (today(ZONE) + timedelta(days=ahead)).isoformat()


BAD_VALUES: list[tuple[str, dict[str, Any]]] = [
    ("recipients", {"recipients": []}),
    ("recipients", {"recipients": ["not an address"]}),
    ("recipients", {"recipients": ["ok@example.org", "two@example.org, three@example.org"]}),
    ("recipients", {"recipients": ["a@example.org\r\nBcc: eve@example.org"]}),
    ("recipients", {"recipients": ["a@example.org\nSubject: x"]}),
    ("recipients", {"recipients": ["Ann <ann@example.org>"]}),
    ("recipients", {"recipients": [f"u{number}@example.org" for number in range(51)]}),
    ("recipients", {"recipients": [""]}),
    ("recipients", {"recipients": "a@example.org"}),
    ("password", {"password": ""}),
    ("password", {"password": "short1!"}),
    ("password", {"password": "passwordpassword"}),
    ("password", {"password": "guest@example.org"}),
    ("password", {"password": "uploadforexample", "title": "upload for example"}),
    ("password", {"password": f" {PASSWORD}"}),
    ("title", {"title": ""}),
    ("title", {"title": "   "}),
    ("title", {"title": "x" * 121}),
    ("title", {"title": "x" * 10_000}),
    ("title", {"title": "two\nlines"}),
    ("title", {"title": "two\u2028lines"}),
    ("title", {"title": "nul\0"}),
    ("description", {"description": "x" * 1001}),
    ("description", {"description": "bell\x07"}),
    ("expire_date", {"expire_date": day(-1)}),
    ("expire_date", {"expire_date": day(366)}),
    ("expire_date", {"expire_date": "9999-12-31"}),
    ("expire_date", {"expire_date": "0001-01-01"}),
    ("expire_date", {"expire_date": "2026-02-30"}),
    ("expire_date", {"expire_date": "tomorrow"}),
    ("time_zone", {"time_zone": "Europe/Atlantis"}),
    ("time_zone", {"time_zone": "../../etc/passwd"}),
    ("time_zone", {"time_zone": ""}),
    ("language", {"language": "xx"}),
    ("password_by", {"password_by": "pigeon"}),
    ("password_recipient", {"password_by": "other_address"}),
    ("password_recipient", {"password_by": "other_address", "password_recipient": "nobody"}),
    ("password_recipient", {"password_by": "other_address", "password_recipient": "GUEST@example.org"}),
    ("folder_id", {"folder_id": "7"}),
    ("two_factor", {"two_factor": "perhaps"}),
    ("may_see", {"may_see": "perhaps"}),
    ("may_download", {"may_download": True}),
    ("passwort", {"passwort": "misspelt"}),
]


def test_a_bad_value_is_told_at_its_field(logged_in: FlaskClient, folder: str, subtests: pytest.Subtests) -> None:
    for field, values in BAD_VALUES:
        with subtests.test(f"{field}: {values}"):
            answer = post(logged_in, folder, **values)
            problem = answer.get_json()
            assert answer.status_code == 422
            assert answer.content_type == "application/problem+json"
            assert set(problem["errors"]) == {field}
            [sentence] = problem["errors"][field]
            assert isinstance(sentence, str)
            assert sentence.endswith((".", "?"))
            assert "\n" not in sentence
    assert Link.select().count() == 0


def test_a_missing_value_is_told_at_its_field(logged_in: FlaskClient, folder: str, subtests: pytest.Subtests) -> None:
    for missing in ("folder_id", "recipients", "password", "title", "expire_date", "time_zone", "language"):
        with subtests.test(missing):
            body = {name: value for name, value in form(folder).items() if name != missing}
            answer = logged_in.post("/api/links", json=body)
            assert answer.status_code == 422
            assert answer.get_json()["errors"] == {missing: ["Please fill this in."]}


def test_everything_that_is_wrong_is_told_at_once(logged_in: FlaskClient, folder: str) -> None:
    answer = post(logged_in, folder, recipients=["x"], title=" ", description="\x07", expire_date=day(-9), password="a")
    assert set(answer.get_json()["errors"]) == {"recipients", "title", "description", "expire_date", "password"}


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "“nobody” is not an e-mail address that can be written to."),
        ("de", "„nobody“ ist keine E-Mail-Adresse, an die man schreiben kann."),
    ],
)
def test_errors_come_in_the_clinicians_language(
    logged_in: FlaskClient, folder: str, language: str, sentence: str
) -> None:
    logged_in.patch("/api/me", json={"language": language})
    answer = post(logged_in, folder, recipients=["nobody"])
    assert answer.get_json()["errors"]["recipients"] == [sentence]


def test_what_is_malformed_is_told_in_the_clinicians_language_too(logged_in: FlaskClient, folder: str) -> None:
    logged_in.patch("/api/me", json={"language": "de"})
    body = {**form(folder), "two_factor": "perhaps", "recipients": [7], "title": "x" * 121}
    del body["language"]
    assert logged_in.post("/api/links", json=body).get_json()["errors"] == {
        "language": ["Bitte füllen Sie dies aus."],
        "two_factor": ["Dies muss entweder wahr oder falsch sein."],
        "recipients": ["Dies muss Text sein."],
        "title": ["Die Länge muss zwischen 1 und 120 liegen."],
    }


@pytest.mark.parametrize("ahead", [0, 365])
def test_the_first_and_the_last_day_are_allowed(logged_in: FlaskClient, folder: str, ahead: int) -> None:
    answer = post(logged_in, folder, expire_date=day(ahead))
    assert answer.status_code == 201
    [link] = answer.get_json()["links"]
    assert date.fromisoformat(link["expire_date"]) == date.fromisoformat(day(ahead))


def test_the_longest_texts_are_kept_whole(logged_in: FlaskClient, folder: str) -> None:
    title, description = "ü" * 120, "ä\n" * 499 + "ä"
    [link] = post(logged_in, folder, title=title, description=description).get_json()["links"]
    assert (link["title"], link["description"]) == (title, description)


def test_a_write_from_another_site_is_refused(logged_in: FlaskClient, folder: str) -> None:
    assert (
        logged_in.post("/api/links", json=form(folder), headers={"Origin": "https://evil.example"}).status_code == 403
    )
    logged_in.environ_base.pop("HTTP_X_REQUESTED_WITH")
    assert post(logged_in, folder).status_code == 403
    assert Link.select().count() == 0
