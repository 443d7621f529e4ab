"""Sending what waits in the outbox, from the worker."""

from __future__ import annotations

import smtplib
from uuid import UUID

from backend.jobs import service as jobs
from backend.mail import service, smtp


@jobs.task("mail:send", attempts=None)
def send(mail_id: str) -> None:
    """Send one mail, unless that is done. Whatever may pass by itself is tried again, without end."""
    mail = service.waiting(UUID(mail_id))
    if mail is None:
        return
    if service.is_stale(mail):
        service.expire(mail.id)
        return
    try:
        answer = smtp.send(mail, service.content(mail))
    except (smtplib.SMTPException, OSError) as error:
        words = _words(error)
        if not _is_final(error):
            service.delayed(mail.id, words)
            raise jobs.RetryLater(words) from error
        service.refused(mail.id, words)
    else:
        service.sent(mail.id, answer)


@jobs.task("mail:expire")
def expire(mail_id: str) -> None:
    """A password mail's day is over."""
    service.expire(UUID(mail_id))


def _is_final(error: Exception) -> bool:
    """Whether the server will never take this mail: a 5xx on its recipient or its content (RFC 5321 section 4.2.1).

    A 5xx on our log-in or sender is the operator's to mend, and loses no mail.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return all(500 <= code < 600 for code, _ in error.recipients.values())
    return isinstance(error, smtplib.SMTPDataError) and 500 <= error.smtp_code < 600


def _words(error: Exception) -> str:
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{code} {_text(words)}" for code, words in error.recipients.values())
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_text(error.smtp_error)}"
    return str(error) or type(error).__name__


def _text(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words
