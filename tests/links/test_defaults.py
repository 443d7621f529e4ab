"""What an administrator sets for new links: told to the form, taken where it says nothing, and enforced."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from backend import config
from backend.links.expiry import today
from backend.links.models import Link
from tests.conftest import settings_for
from tests.links.steps import ZONE, new_folder, post, share
from tests.mail.test_rendering import png


@pytest.fixture
def database_url(sqlite_template: Path, tmp_path: Path) -> str:
    """It is alike on both databases."""
    path = tmp_path / "filmjacket.sqlite"
    path.write_bytes(sqlite_template.read_bytes())
    return f"sqlite:///{path}"


@pytest.fixture
def folder(logged_in: FlaskClient) -> str:
    """A folder to share."""
    return new_folder(logged_in)


def set_defaults(**changes: Any) -> None:
    config.use(replace(config.current(), **changes))


def test_the_form_is_told(client: FlaskClient) -> None:
    set_defaults(
        link_accepts="dicom", link_files_most=7, link_bytes_most=9, link_notify=False, link_remind=False,
        link_two_factor="on", link_may_see=False, link_may_download=False, link_days_default=3,
    )  # fmt: skip
    told = client.get("/api/installation").get_json()
    assert {name: told[name] for name in told if name.startswith("link_")} == {
        "link_accepts_default": "dicom", "link_files_most_default": 7, "link_bytes_most_default": 9,
        "link_notify_default": False, "link_remind_default": False, "link_two_factor": "on", "link_may_see": False,
        "link_may_download": False, "link_days_default": 3, "link_days_most": 365,
    }  # fmt: skip


def test_what_a_form_does_not_say_is_as_the_installation_has_it(logged_in: FlaskClient, folder: str) -> None:
    set_defaults(
        link_accepts="anything", link_files_most=7, link_bytes_most=9, link_notify=False, link_remind=False,
        link_two_factor="on",
    )  # fmt: skip
    plain = share(logged_in, folder, password_by="told")
    assert plain["policy"] == {**plain["policy"], "accepts": "anything", "files_most": 7, "bytes_most": 9}
    assert (plain["notify"], plain["remind"], plain["two_factor"]) == (False, False, True)
    said = share(
        logged_in, folder, password_by="told", notify=True, remind=True, two_factor=False, files_most=8,
        accepts="dicom",
    )  # fmt: skip
    assert (said["notify"], said["remind"], said["two_factor"]) == (True, True, False)
    assert (said["policy"]["files_most"], said["policy"]["accepts"]) == (8, "dicom")


RULES: list[tuple[dict[str, Any], dict[str, Any], str]] = [
    ({"link_two_factor": "required"}, {"two_factor": False}, "two_factor"),
    ({"link_may_see": False}, {"may_see": True}, "may_see"),
    ({"link_may_download": False}, {"may_see": True, "may_download": True}, "may_download"),
    ({"delivery_files_most": 10}, {"files_most": 11}, "files_most"),
    ({"delivery_bytes_most": 10}, {"bytes_most": 11}, "bytes_most"),
    ({"link_days_most": 5}, {"expire_date": (today(ZONE) + timedelta(days=6)).isoformat()}, "expire_date"),
]


def test_a_rule_holds_for_new_links_and_for_changes(
    logged_in: FlaskClient, folder: str, subtests: pytest.Subtests
) -> None:
    link, settings = share(logged_in, folder, password_by="told"), config.current()
    for rule, wish, field in RULES:
        with subtests.test(field):
            config.use(replace(settings, **{"link_files_most": 1, "link_bytes_most": 1, **rule}))
            for answer in (post(logged_in, folder, **wish), logged_in.patch(f"/api/links/{link['id']}", json=wish)):
                assert answer.status_code == 422, answer.get_json()
                [sentence] = answer.get_json()["errors"][field]
                assert sentence.endswith(".")
                assert "%(" not in sentence
    assert Link.select().count() == 1


def test_a_link_under_a_stricter_rule_can_still_be_changed_otherwise(logged_in: FlaskClient, folder: str) -> None:
    link = share(logged_in, folder, password_by="told", may_see=True)
    set_defaults(link_may_see=False, link_two_factor="required")
    assert logged_in.patch(f"/api/links/{link['id']}", json={"title": "Another"}).status_code == 200
    answer = logged_in.patch(f"/api/links/{link['id']}", json={"may_see": False, "two_factor": True}).get_json()
    assert (answer["may_see"], answer["two_factor"]) == (False, True)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LINK_TWO_FACTOR", "perhaps"), ("LINK_ACCEPTS", "all"), ("LINK_FILES_MOST", "0"), ("LINK_FILES_MOST", "50001"),
        ("LINK_BYTES_MOST", str(1 << 60)), ("LINK_DAYS_DEFAULT", "400"), ("LINK_REMIND_DAYS", "0"),
        ("LINK_STALLED_MINUTES", "-1"), ("LINK_STOPPED_HOURS", "x"), ("LINK_NOTIFY", "perhaps"),
        ("MAIL_BOUNCES", "no address"), ("MAIL_BOUNCES", "a@b.example\r\nBcc: c@d.example"),
    ],
)  # fmt: skip
def test_a_wrong_setting_stops_the_start(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, value: str
) -> None:
    with pytest.raises(config.ConfigurationError, match=name):
        settings_for(monkeypatch, "sqlite:///unused", tmp_path, **{name: value})


def test_the_logo_is_served_and_nothing_in_it_can_run(client: FlaskClient, tmp_path: Path) -> None:
    assert client.get("/api/installation/logo").status_code == 404
    assert client.get("/api/installation").get_json()["logo_url"] is None
    set_defaults(logo_path=png(tmp_path / "logo.png", 200, 80))
    url = client.get("/api/installation").get_json()["logo_url"]
    answer = client.get(url)
    assert answer.data == (tmp_path / "logo.png").read_bytes()
    assert answer.content_type == "image/png"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Cache-Control"] == "public, max-age=3600"
    assert client.get(url, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
