"""The conversation with the mail server, by Flask-Mail, with what it leaves out: time limits, a verified certificate,
a body that any server may carry, and a farewell whose failure doesn't undo what was accepted."""

from __future__ import annotations

import smtplib
import ssl
from datetime import UTC
from email import charset, policy
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.image import MIMEImage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import parseaddr
from typing import cast

import flask_mail
from flask import Flask

from backend.config import current
from backend.mail import addresses, logo
from backend.mail.models import OutboxMail
from backend.mail.rendering import Rendered

#: Seconds. RFC 5321 section 4.5.3.2 allows minutes; a worker has other mails to send.
PATIENCE = 30

#: RFC 8058 section 3.1.
ONE_CLICK = "List-Unsubscribe=One-Click"

#: Base64 or quoted-printable instead of 8 bit: not every server offers 8BITMIME, and lines stay short.
_CHARSET = charset.Charset("utf-8")
_CHARSET.body_encoding = charset.QP

#: The newer policy, which Flask-Mail sets, takes long headers apart and folds them anew, but wrongly: a subject begins
#: with a space then, a quoted name loses its quotes, and List-Unsubscribe is encoded, which no mail program reads.
_FOLDING = policy.compat32.clone(linesep="\r\n")

_app: Flask | None = None


def init(app: Flask) -> None:
    """Prepare `app` for sending. MAIL_SUPPRESS_SEND is off: also tests speak to a real server."""
    global _app
    settings = current()
    app.config.update(
        MAIL_SERVER=settings.smtp_host,
        MAIL_PORT=settings.smtp_port,
        MAIL_USERNAME=settings.smtp_username,
        MAIL_PASSWORD=settings.smtp_password,
        MAIL_USE_TLS=settings.smtp_use_tls,
        MAIL_DEFAULT_SENDER=settings.mail_sender,
        MAIL_SUPPRESS_SEND=False,
    )
    flask_mail.Mail(app)
    _app = app


def send(mail: OutboxMail, content: Rendered) -> str:
    """Hand one mail to the mail server; returns its words on accepting.

    Raises smtplib.SMTPException or OSError. Pushes an app context itself: a worker's threads have none.
    """
    if _app is None:
        raise RuntimeError("mail.smtp.init() has not been called")
    with _app.app_context(), _Connection(_app.extensions["mail"]) as connection:
        message = _message(mail, content)
        if connection.returns_notices:
            message.mail_options = ["RET=HDRS", f"ENVID={mail.id.hex}"]
            message.rcpt_options = ["NOTIFY=FAILURE,DELAY"]
        connection.send(message, envelope_from=current().mail_bounces)
        return connection.answer


def _message(mail: OutboxMail, content: Rendered) -> flask_mail.Message:
    settings = current()
    name, sender = parseaddr(settings.mail_sender)
    headers = {"Auto-Submitted": "auto-generated", "Content-Language": mail.language}  # RFC 3834 section 5
    if content.unsubscribe_url:
        headers |= {"List-Unsubscribe": f"<{content.unsubscribe_url}>", "List-Unsubscribe-Post": ONE_CLICK}
    message = _Message(
        subject=content.subject,
        sender=(addresses.display_name(name or settings.institution), sender),
        reply_to=parseaddr(content.reply_to) if content.reply_to else None,
        recipients=[addresses.parse(mail.recipient).wire],
        body=content.text,
        html=content.html,
        date=mail.created_at.replace(tzinfo=UTC).timestamp(),
        extra_headers=headers,
    )
    if settings.logo_path is not None and f"cid:{logo.CONTENT_ID}" in content.html:
        message.logo = logo.content(settings.logo_path)
    message.msgId = mail.message_id
    return message


class _Message(flask_mail.Message):
    logo = b""

    def _message(self) -> MIMEBase:
        """The same content twice, as text and as HTML, the latter with the picture that it shows (RFC 2387)."""
        message = super()._message()
        [alternative] = cast(list[MIMEBase], message.get_payload())
        text, html = cast(list[MIMEBase], alternative.get_payload())
        if self.logo:
            picture = MIMEImage(self.logo, "png")
            picture.add_header("Content-ID", f"<{logo.CONTENT_ID}>")
            picture.add_header("Content-Disposition", "inline", filename="logo.png")
            related = MIMEMultipart("related", type="text/html")
            related.attach(html)
            related.attach(picture)
            html = related
        message.set_payload([text, html])
        message.set_type("multipart/alternative")
        message.policy = _FOLDING
        del message["Subject"]
        message["Subject"] = Header(self.subject, header_name="Subject")  # type: ignore[assignment]  # as typeshed has it
        return message

    def _mimetext(self, text: str | None, subtype: str = "plain") -> MIMEText:
        return MIMEText(text or "", subtype, _CHARSET)  # type: ignore[arg-type]  # typeshed lacks Charset here


class _Smtp(smtplib.SMTP):
    """Remembers what the server said when it took the mail, which smtplib throws away."""

    accepted = ""

    def data(self, msg: object) -> tuple[int, bytes]:
        code, words = super().data(msg)  # type: ignore[arg-type]  # a buffer, passed on
        self.accepted = f"{code} {words.decode('utf-8', 'replace')}"
        return code, words


class _Connection(flask_mail.Connection):
    def configure_host(self) -> smtplib.SMTP:
        host = _Smtp(self.mail.server, self.mail.port, timeout=PATIENCE)
        if self.mail.use_tls:
            host.starttls(context=ssl.create_default_context())
        if self.mail.username and self.mail.password:
            host.login(self.mail.username, self.mail.password)
        return host

    @property
    def returns_notices(self) -> bool:
        """Whether the server knows RFC 3461: then what comes back names our id, and holds no link and no password."""
        if not isinstance(self.host, _Smtp):
            return False
        self.host.ehlo_or_helo_if_needed()
        return bool(self.host.has_extn("dsn"))

    @property
    def answer(self) -> str:
        """The server's words on accepting the last mail."""
        return self.host.accepted if isinstance(self.host, _Smtp) else ""

    def __exit__(self, *failure: object) -> None:
        if self.host is None:
            return
        try:
            self.host.quit()
        except (smtplib.SMTPException, OSError):
            self.host.close()  # what was accepted stays accepted
