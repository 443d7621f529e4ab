"""From a kind and its facts to a subject, a text and an HTML body in one language. Knows neither Flask nor the outbox.

Each kind has two templates: `<kind>.txt`, whose first line is the subject, and `<kind>.html`. An operator lays files of
the same names into `<data dir>/templates/mail` to brand them.
"""

from __future__ import annotations

import functools
import re
import textwrap
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import jinja2
from babel.dates import format_date, get_timezone, get_timezone_name
from babel.numbers import format_decimal, format_percent
from babel.support import NullTranslations, Translations

from backend.config import current
from backend.mail import logo

HERE = Path(__file__).resolve().parent
CATALOGUES = HERE.parent / "translations"

RIGHT_TO_LEFT = frozenset({"ar"})

#: Facts that are written in whatever direction: between these two characters (UAX 9, FSI and PDI) a telephone number,
#: say, keeps its order amid text that runs from right to left, and so does an Arabic name amid English. Not what is
#: copied: an address, a password, a code.
ISOLATED = ("institution", "help_line", "sharer", "title", "owner", "recipient", "number")
ISOLATE, END_OF_ISOLATE = "\u2068", "\u2069"

#: Between the halves of a code, amid text that runs from right to left: a plain space lets them change places (UAX 9
#: rule W4: a common separator, which this is, between two European numbers is part of the number).
NO_BREAK = "\u00a0"

#: Marks, embeddings, overrides and isolates of UAX 9.
_STEERING = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")

#: Columns of a line of text (RFC 5322 section 2.1.1 wants at most 78), and characters of a subject.
WIDTH = 72
SUBJECT_MOST = 200

#: What begins a signature, with its space (RFC 3676 section 4.3).
SIGNATURE = "-- "

#: 'en' alone means American habits to CLDR.
FORMATS = {"en": "en_GB"}


@dataclass(frozen=True)
class Rendered:
    """A mail's content."""

    subject: str
    text: str
    html: str
    reply_to: str = ""  # "name <address>" of a person; nobody reads answers if empty
    unsubscribe_url: str = ""  # RFC 8058


def render(
    kind: str, language: str, context: dict[str, Any], *, reply_to: str = "", unsubscribe_url: str = ""
) -> Rendered:
    """Render one kind of mail. A fact that a template names and `context` lacks raises jinja2.UndefinedError.

    `reply_to` is the person named as `sharer` ("name <address>"), `unsubscribe_url` where a guest asks for no more
    reminders.
    """
    settings = current()
    facts = {
        "reply_to": reply_to,
        "unsubscribe_url": unsubscribe_url,
        "settings_url": "",
        "may_see": False,
        "logo": logo.shown(settings.logo_path),
        "institution": settings.institution,
        "help_line": settings.help_line,
        "privacy_url": settings.privacy_url,
        "imprint_url": settings.imprint_url,
        "language": language,
        **context,
    }
    facts |= {name: _isolated(facts[name], language) for name in ISOLATED if facts.get(name)}
    if language in RIGHT_TO_LEFT and "code" in facts:
        facts["code"] = facts["code"].replace(" ", NO_BREAK)
    environment = _environment(language, _branding(settings.data_dir), settings.brand_color)
    subject, _, text = environment.get_template(f"{kind}.txt").render(facts).partition("\n")
    html = environment.get_template(f"{kind}.html").render(facts)
    return Rendered(
        subject=_one_line(subject),
        text=_tidy(text, whole=str(facts.get("password", ""))),
        html=html,
        reply_to=_one_line(reply_to),
        unsubscribe_url=unsubscribe_url,
    )


def _isolated(fact: str, language: str) -> str:
    """What could turn around, or be turned around by, the text that it stands in."""
    if language in RIGHT_TO_LEFT or any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in fact):
        return f"{ISOLATE}{fact}{END_OF_ISOLATE}"
    return fact


def _direction(secret: str) -> str:
    """As its first letter is written: Arabic words from the right, Latin words and digits from the left."""
    strong = (way for letter in secret if (way := unicodedata.bidirectional(letter)) in {"L", "R", "AL"})
    return "ltr" if next(strong, "L") == "L" else "rtl"


def _one_line(subject: str) -> str:
    """Without line breaks, and without characters that steer the direction of writing: some programs show them as
    boxes in a list of mails, and in others they would turn around what a person reads.
    """
    return " ".join(_STEERING.sub("", subject).split())[:SUBJECT_MOST]


def _tidy(text: str, *, whole: str) -> str:
    """Paragraphs one empty line apart, whatever the template's tags have left behind, in lines that fit a terminal.
    What is copied keeps its line: an address, as it has no spaces, and the password (`whole`).
    """
    lines = re.sub(r"\n{3,}", "\n\n", text.strip()).split("\n")
    return "\n".join(line if line in (SIGNATURE, whole) else _wrapped(line) for line in lines) + "\n"


def _wrapped(line: str) -> str:
    return textwrap.fill(line, WIDTH, break_long_words=False, break_on_hyphens=False)


def _branding(data_dir: Path) -> tuple[Path, ...]:
    """The operator's own templates, once there are any."""
    folder = data_dir / "templates" / "mail"
    return (folder,) if folder.is_dir() else ()


@functools.cache
def _environment(language: str, branding: tuple[Path, ...], color: str) -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.FileSystemLoader([*branding, HERE / "templates"]),
        autoescape=jinja2.select_autoescape(["html"], default_for_string=False, default=False),
        undefined=jinja2.StrictUndefined,
        extensions=["jinja2.ext.i18n"],
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.policies["ext.i18n.trimmed"] = True
    environment.install_gettext_translations(_translations(language), newstyle=True)  # type: ignore[attr-defined]  # the extension adds it
    environment.globals |= {"brand_color": color, "direction": "ltr", "start": "left", "end": "right"}
    if language in RIGHT_TO_LEFT:
        environment.globals |= {"direction": "rtl", "start": "right", "end": "left"}
    formats = FORMATS.get(language, language)
    environment.filters["day"] = functools.partial(_day, formats)
    environment.filters["zone"] = functools.partial(_zone, formats)
    environment.filters["size"] = functools.partial(_size, formats)
    environment.filters["direction"] = _direction
    environment.filters["percent"] = functools.partial(_percent, formats)
    environment.filters["count"] = functools.partial(_count, formats)
    return environment


def _translations(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, [language])


def _day(formats: str, day: date) -> str:
    return format_date(day, "full", locale=formats)


def _zone(formats: str, name: str) -> str:
    return get_timezone_name(get_timezone(name), locale=formats)


def _count(formats: str, number: int) -> str:
    return format_decimal(number, locale=formats)


def _percent(formats: str, number: int) -> str:
    """Of 100, with the sign where the language has it, and on its line."""
    return format_percent(number / 100, locale=formats)


def _size(formats: str, size: int) -> str:
    """Bytes in the unit that leaves at most three digits before the point (powers of 1,000, as file managers do)."""
    amount, units = float(size), ["B", "kB", "MB", "GB", "TB"]
    while amount >= 1000 and len(units) > 1:
        amount /= 1000
        units.pop(0)
    unit = units[0]
    number = format_decimal(amount, format="#,##0" if amount >= 10 or unit == "B" else "#,##0.0", locale=formats)
    return f"{number} {unit}"
