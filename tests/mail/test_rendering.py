"""Every kind of mail, in every language."""

from __future__ import annotations

import re
import zlib
from datetime import date
from pathlib import Path

import pytest

from backend import config, crypto
from backend.mail import preview
from backend.mail.preview import KINDS
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
    "may_see": True,
    "count": 5,
    "cause": "account",
    "recipients": ["a@example.org", "b@example.org"],
    "more": 2,
    "reason": "returned",
    "answer": "550 5.1.1 <b>No such user</b>",
    "may": "view",
    "until_date": None,
}


#: Whatever would be fetched as soon as somebody looks.
REMOTE = re.compile(r"<(img|link|script|iframe|object|video|audio|base)\b|@import|url\(|\bsrc=|background=")


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
    assert not REMOTE.search(mail.html)
    assert all(len(line) <= 76 or "://" in line for line in mail.text.splitlines())


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


def test_an_arabic_name_keeps_its_order_amid_english() -> None:
    mail = render("guessing", "en", {**FACTS, "owner": "د. آنا فيبر", "title": "صور 3 (12/2026)"})
    assert "Hello \u2068د. آنا فيبر\u2069," in mail.text
    assert "\u2068صور 3 (12/2026)\u2069" in mail.html
    assert "\u2068practice" not in mail.text


def test_a_secret_is_read_in_its_own_direction_whatever_the_mails() -> None:
    code = render("code", "ar", FACTS)
    assert "\n123\u00a0456\n" in code.text  # a plain space would let the halves change places
    assert re.search(r'<td [^>]*dir="ltr" align="right"[^>]*>123\u00a0456</td>', code.html)
    for language, align in (("ar", "right"), ("en", "left")):
        for password, direction in (("شمس قمر 84 نجم", "rtl"), ("granite 84 otter", "ltr"), ("84 !", "ltr")):
            html = render("upload_link", language, {**FACTS, "password": password}).html
            assert re.search(rf'<td [^>]*dir="{direction}" align="{align}"[^>]*>{password}</td>', html)


def test_a_share_is_written_as_the_language_does() -> None:
    assert "stopped at 62%." in render("upload_stopped", "en", FACTS).text
    assert "bei 62\u00a0% stehen geblieben" in render("upload_stopped", "de", FACTS).subject.replace(" %", "\u00a0%")


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


def test_a_logo_is_carried_by_the_mail(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config.use(settings_for(monkeypatch, "sqlite:///unused", tmp_path, LOGO=png(tmp_path / "logo.png", 880, 208)))
    html = render("code", "en", FACTS).html
    [source] = re.findall(r"<img[^>]*>", html)
    assert 'src="cid:logo"' in source
    assert 'width="220" height="52"' in source
    assert 'alt="St. Example' in source or 'alt="Filmjacket' in source


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "must be a PNG"),
        (b"GIF89a" + b"\0" * 40, "must be a PNG"),
        (b"\x89PNG\r\n\x1a\n", "must be a PNG"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\0\x40\0\0\0\x40" + b"\0" * (101 << 10), "100 KiB"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + b"\0\0\0\x08\0\0\0\x40", "8 x 64"),
        (None, "can't be read"),
    ],
)
def test_a_logo_that_can_not_be_stops_the_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes | None, says: str
) -> None:
    path = tmp_path / "logo.png"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(config.ConfigurationError, match=says):
        settings_for(monkeypatch, "sqlite:///unused", tmp_path, LOGO=path)


def test_no_more_reminders_is_offered_where_a_mail_was_not_asked_for() -> None:
    url = "https://localhost/reminders/1/signature"
    for language in config.LANGUAGES:
        mail = render("reminder", language, FACTS, reply_to="Dr. Ana Weber <a@x.example>", unsubscribe_url=url)
        assert f'href="{url}"' in mail.html
        assert f"\n{url}\n" in mail.text
    assert "reminders/" not in render("upload_link", "en", FACTS).html


def test_who_gets_the_answers_is_said() -> None:
    assert "your answer goes to Dr. <b>Ana</b> Weber" in render("code", "en", FACTS, reply_to="A <a@x.example>").text
    assert "written by a machine" in render("code", "en", FACTS).text


def test_a_password_keeps_its_line_however_long() -> None:
    password = "  ".join(["granite"] * 30)
    assert f"\n{password}\n" in render("upload_link", "en", {**FACTS, "password": password}).text


def test_a_title_steers_no_subject() -> None:
    subject = render("guessing", "ar", FACTS).subject + render("reminder", "ar", FACTS).subject
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", subject)


def test_every_kind_can_be_looked_at(tmp_path: Path) -> None:
    assert preview.write(tmp_path / "mails") == len(KINDS) * len(config.LANGUAGES)
    templates = {path.stem for path in Path(preview.__file__).with_name("templates").glob("*.html")}
    assert templates - {"base", "parts", "invitation"} == set(KINDS)
    assert (tmp_path / "mails" / "index.html").read_text().count("<li>") == len(KINDS) * len(config.LANGUAGES)


def png(path: Path, width: int, height: int) -> Path:
    """A picture of this size."""
    ihdr = width.to_bytes(4) + height.to_bytes(4) + b"\x08\0\0\0\0"
    rows = zlib.compress((b"\0" + b"\x7f" * width) * height)
    chunks = b"".join(
        len(data).to_bytes(4) + name + data + zlib.crc32(name + data).to_bytes(4)
        for name, data in ((b"IHDR", ihdr), (b"IDAT", rows), (b"IEND", b""))
    )
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + chunks)
    return path


def test_contrast_is_what_wcag_says() -> None:
    assert config.contrast_with_white("#000000") == pytest.approx(21)
    assert config.contrast_with_white("#ffffff") == pytest.approx(1)
    assert config.contrast_with_white("#767676") == pytest.approx(4.54, abs=0.01)
