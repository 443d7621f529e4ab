"""Every kind of mail, in every language."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from backend import config, crypto
from backend.mail.rendering import render
from tests.conftest import settings_for

FACTS = {
    "sharer": "Dr. <b>Ana</b> Weber",
    "title": "Upload & more <script>alert(1)</script>",
    "url": "https://localhost/u/token",
    "password": "a<b>&c",
    "password_by": "told",
    "two_factor": True,
    "expire_date": date(2026, 12, 8),
    "time_zone": "Europe/Berlin",
    "recipient": "guest@example.org",
    "owner": "Dr. Ana Weber",
    "number": "4F7K-29QX",
    "received_count": 1200,
    "received_bytes": 1_234_567_890,
    "refused_count": 1,
    "unsent_count": 2,
    "closed_by": "idle",
    "code": "123 456",
    "minutes": 10,
    "percent": 62,
    "hours": 24,
}
KINDS = [
    "upload_link",
    "upload_link_only",
    "reminder",
    "upload_stopped",
    "password_only",
    "code",
    "delivery_received",
    "guessing",
]


@pytest.fixture(autouse=True)
def branding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for an operator's own templates."""
    settings = settings_for(monkeypatch, "sqlite:///unused", tmp_path, INSTITUTION="St. Example's", HELP_LINE="030 1")
    config.use(settings)
    crypto.init(settings.secret_key)
    folder = tmp_path / "templates" / "mail"
    folder.mkdir(parents=True)
    return folder


@pytest.mark.parametrize("language", config.LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_whole(kind: str, language: str) -> None:
    mail = render(kind, language, FACTS)
    assert "\n" not in mail.subject
    assert mail.subject
    assert "St. Example" in mail.text
    assert "030 1" in mail.text
    assert "%(" not in mail.subject + mail.text + mail.html
    assert f'lang="{language}"' in mail.html
    assert f'dir="{"rtl" if language == "ar" else "ltr"}"' in mail.html
    assert "<script>" not in mail.html
    assert "<b>" not in mail.html
    assert "http://" not in mail.html.replace("https://", "")


@pytest.mark.parametrize("language", [name for name in config.LANGUAGES if name != "en"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_mail_is_in_the_links_language(kind: str, language: str) -> None:
    assert render(kind, language, FACTS).subject != render(kind, "en", FACTS).subject


def test_the_password_is_only_where_it_belongs() -> None:
    assert "a<b>&c" in render("upload_link", "en", FACTS).text
    assert "a&lt;b&gt;&amp;c" in render("upload_link", "en", FACTS).html
    only = render("upload_link_only", "en", FACTS)
    assert "a<b>&c" not in only.text
    password = render("password_only", "en", FACTS)
    assert "/u/token" not in password.text + password.html


def test_expiry_is_told_with_its_time_zone() -> None:
    text = render("upload_link", "de", FACTS).text
    assert "Dienstag, 8. Dezember 2026" in text
    assert "Mitteleuropäische Zeit" in text


def test_numbers_follow_the_language() -> None:
    assert "1,200 files, 1.2 GB" in render("delivery_received", "en", FACTS).text
    assert "1.200 Dateien, 1,2 GB" in render("delivery_received", "de", FACTS).text


def test_a_telephone_number_keeps_its_order_amid_arabic() -> None:
    mail = render("upload_link", "ar", FACTS)
    assert "\u2068030 1\u2069" in mail.text
    assert "\u2068030 1\u2069" in mail.html
    assert "\u2068" not in mail.subject
    for copied in (FACTS["url"], FACTS["password"]):
        assert f"\n{copied}\n" in mail.text
    assert "\u2068" not in render("upload_link", "de", FACTS).text


def test_an_operator_brands_a_mail_by_a_file_of_the_same_name(branding: Path) -> None:
    (branding / "code.txt").write_text("{{ institution }}: code\n\n{{ code }}")
    mail = render("code", "en", FACTS)
    assert (mail.subject, mail.text) == ("St. Example's: code", "123 456\n")


def test_an_operators_colour_and_links_are_in_every_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    links = {"PRIVACY_URL": "https://clinic.example/privacy", "IMPRINT_URL": "https://clinic.example/imprint"}
    config.use(settings_for(monkeypatch, "sqlite:///unused", tmp_path, BRAND_COLOR="#7A1F5C", **links))
    mail = render("upload_link", "de", FACTS)
    assert 'bgcolor="#7a1f5c"' in mail.html
    for url in links.values():
        assert f'href="{url}"' in mail.html
        assert url in mail.text
    assert "Datenschutz" in mail.text


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("BRAND_COLOR", "#ffcc00", "too light"),
        ("BRAND_COLOR", "red", "must look like"),
        ("BRAND_COLOR", "#0b5cad;}", "must look like"),
        ("IMPRINT_URL", "javascript:alert(1)", "https://"),
        ("PRIVACY_URL", "clinic.example", "https://"),
    ],
)
def test_branding_that_can_not_be_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, says: str
) -> None:
    with pytest.raises(config.ConfigurationError, match=says):
        settings_for(monkeypatch, "sqlite:///unused", tmp_path, **{name: value})


def test_contrast_is_what_wcag_says() -> None:
    assert config.contrast_with_white("#000000") == pytest.approx(21)
    assert config.contrast_with_white("#ffffff") == pytest.approx(1)
    assert config.contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
