"""Every kind of mail with made-up facts, for whoever brands an installation, translates, or tests."""

from __future__ import annotations

import html
from datetime import date
from pathlib import Path
from typing import Any

from backend.config import LANGUAGES, current
from backend.mail import logo
from backend.mail.rendering import Rendered, render

#: Every kind that there is.
KINDS = (
    "upload_link",
    "upload_link_only",
    "reminder",
    "upload_stopped",
    "password_only",
    "code",
    "delivery_received",
    "guessing",
    "undelivered",
    "links_stopped",
    "account_closed",
    "folder_shared",
)

_FACTS: dict[str, Any] = {
    "sharer": "Dr. Ana Weber",
    "title": "Upload for your appointment on Monday",
    "password": "granite otter violin 84 lantern",
    "password_by": "separate_mail",
    "two_factor": True,
    "may_see": True,
    "expire_date": date(2026, 12, 8),
    "time_zone": "Europe/Berlin",
    "recipient": "practice@example.org",
    "recipients": ["practice@example.org", "lena@example.net"],
    "more": 3,
    "owner": "Dr. Ana Weber",
    "number": "4F7K-29QX",
    "received_count": 1204,
    "received_bytes": 1_234_567_890,
    "refused_count": 1,
    "unsent_count": 2,
    "closed_by": "idle",
    "code": "123 456",
    "minutes": 10,
    "percent": 62,
    "hours": 24,
    "count": 5,
    "cause": "folder",
    "reason": "returned",
    "answer": "550 5.1.1 <practice@example.org>: Recipient address rejected: User unknown in virtual mailbox table",
    "may": "view",
    "until_date": date(2026, 12, 24),
}

GUESTS = ("upload_link", "upload_link_only", "reminder", "upload_stopped", "password_only")
REMINDERS = ("reminder", "upload_stopped")
OWNERS = ("delivery_received",)


def example(kind: str, language: str) -> Rendered:
    """A mail of this kind."""
    base = current().public_url
    facts = {**_FACTS, "url": f"{base}/u/Zk3nQ0pXw8c1yT5vR7bJ2mLh4sGd6fAe9uKi0oPxWqE"}
    if kind not in GUESTS:
        facts["url"] = f"{base}/folders/0199" if kind in OWNERS else f"{base}/links/0199"
    if kind in OWNERS:
        facts["settings_url"] = f"{base}/links/0199"
    return render(
        kind,
        language,
        facts,
        reply_to="Dr. Ana Weber <ana.weber@clinic.example>" if kind in GUESTS else "",
        unsubscribe_url=f"{base}/reminders/0199/x3nQ0pXw8c1yT5v" if kind in REMINDERS else "",
    )


def write(folder: Path) -> int:
    """Write them all into a folder, with a page that lists them; returns how many."""
    folder.mkdir(parents=True, exist_ok=True)
    path = current().logo_path
    if path is not None:
        (folder / "logo.png").write_bytes(logo.content(path))
    rows = [_write(folder, kind, language) for kind in KINDS for language in LANGUAGES]
    (folder / "index.html").write_text(
        f'<!DOCTYPE html><meta charset="utf-8"><title>Mails</title><ul>{"".join(rows)}</ul>\n', encoding="utf-8"
    )
    return len(rows)


def _write(folder: Path, kind: str, language: str) -> str:
    mail, name = example(kind, language), f"{kind}.{language}"
    (folder / f"{name}.html").write_text(mail.html.replace(f"cid:{logo.CONTENT_ID}", "logo.png"), encoding="utf-8")
    (folder / f"{name}.txt").write_text(f"Subject: {mail.subject}\n\n{mail.text}", encoding="utf-8")
    return f'<li><a href="{name}.html">{html.escape(mail.subject)}</a> (<a href="{name}.txt">text</a>)</li>'
