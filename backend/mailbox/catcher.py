"""The SMTP side: takes every mail for whomever, and puts it on the shelf."""

from __future__ import annotations

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from .shelf import Shelf

LOOPBACK = "127.0.0.1"

#: Bytes. Mails with a receipt attached are far smaller; a larger one is a mistake worth seeing.
LARGEST_MAIL = 32 << 20


class _PutOnShelf:
    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """aiosmtpd's hook, named by it; returns the reply to DATA (RFC 5321 section 4.2)."""
        content = envelope.original_content
        if content is None:
            return "554 5.6.0 There was no content"
        self._shelf.put(content, envelope.mail_from or "", envelope.rcpt_tos)
        return "250 2.0.0 Caught"


def make_catcher(shelf: Shelf, port: int) -> Controller:
    """A server, not yet started, that speaks SMTP on the loopback address in a thread of its own."""
    return Controller(
        _PutOnShelf(shelf), hostname=LOOPBACK, port=port, data_size_limit=LARGEST_MAIL, enable_SMTPUTF8=True
    )
