"""Mails as files: one .eml for each, named so that the names sort by time of arrival."""

from __future__ import annotations

import re
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import getaddresses
from pathlib import Path

_NAME = re.compile(r"[0-9]{20}-[0-9a-f]{8}")
ENVELOPE_TO = "X-Envelope-To"
ENVELOPE_FROM = "X-Envelope-From"


@dataclass(frozen=True)
class Mail:
    """One caught mail: its id (the file's name without .eml) and its parsed content."""

    id: str
    message: EmailMessage

    @property
    def received_at(self) -> datetime:
        """When it arrived (UTC), from its name, which counts nanoseconds since 1970."""
        return datetime.fromtimestamp(int(self.id.split("-")[0]) / 1e9, UTC)

    @property
    def subject(self) -> str:
        """The subject line; empty if there is none."""
        return str(self.message.get("Subject", ""))

    @property
    def sender(self) -> str:
        """The From header, with its display name."""
        return str(self.message.get("From", ""))

    @property
    def recipients(self) -> list[str]:
        """Who gets it by the SMTP envelope: this alone decides, whatever the To header says."""
        return [address for _, address in getaddresses(self.message.get_all(ENVELOPE_TO, []))]

    @property
    def text(self) -> str:
        """The plain text part; empty if there is none."""
        return self._body("plain")

    @property
    def html(self) -> str:
        """The HTML part; empty if there is none."""
        return self._body("html")

    def _body(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        return "" if part is None else str(part.get_content())

    @property
    def attachments(self) -> list[EmailMessage]:
        """Every part that is neither the text nor the HTML body, inline images included."""
        bodies = [self.message.get_body(preferencelist=(kind,)) for kind in ("plain", "html")]
        leaves = [part for part in self.message.walk() if not part.is_multipart()]
        return [part for part in leaves if isinstance(part, EmailMessage) and part not in bodies]


class Shelf:
    """The directory that holds the mails."""

    def __init__(self, directory: Path) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory

    def put(self, content: bytes, sender: str, recipients: list[str]) -> str:
        """Store one mail as it came, its envelope written before it as two headers; returns its id."""
        name = f"{time.time_ns():020d}-{secrets.token_hex(4)}"
        envelope = f"{ENVELOPE_FROM}: {sender}\r\n{ENVELOPE_TO}: {', '.join(recipients)}\r\n"
        unfinished = self._directory / f"{name}.part"
        unfinished.write_bytes(envelope.encode("utf-8") + content)
        unfinished.rename(self._directory / f"{name}.eml")  # a reader sees whole mails only
        return name

    def get(self, mail_id: str) -> Mail | None:
        """The mail with that id, or None."""
        path = self._directory / f"{mail_id}.eml"
        if not _NAME.fullmatch(mail_id) or not path.is_file():
            return None
        message = message_from_bytes(path.read_bytes(), policy=policy.default)
        assert isinstance(message, EmailMessage)  # what policy.default makes
        return Mail(mail_id, message)

    def newest_first(self, recipient: str | None = None) -> Iterator[Mail]:
        """All mails, or those to one recipient (upper and lower case alike)."""
        for path in sorted(self._directory.glob("*.eml"), reverse=True):
            mail = self.get(path.stem)
            if mail is not None and (recipient is None or recipient.casefold() in map(str.casefold, mail.recipients)):
                yield mail
