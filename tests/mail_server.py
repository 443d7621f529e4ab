"""A real SMTP server to receive what Filmjacket sends, with answers that a test can choose."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from backend import config
from backend.jobs.models import Job
from backend.jobs.service import run_due
from tests.conftest import settings_for


@dataclass
class Received:
    """One mail as it came over the wire."""

    recipients: list[str]
    raw: bytes
    sender: str = ""
    options: list[str] = field(default_factory=list)

    @property
    def message(self) -> EmailMessage:
        """It, parsed."""
        return message_from_bytes(self.raw, policy=policy.default)

    @property
    def subject(self) -> str:
        """Its subject."""
        return str(self.message["Subject"])

    @property
    def text(self) -> str:
        """Its plain text part."""
        return self._part("plain")

    @property
    def html(self) -> str:
        """Its HTML part."""
        return self._part("html")

    def _part(self, kind: str) -> str:
        part = self.message.get_body(preferencelist=(kind,))
        assert part is not None
        return str(part.get_content()).replace("\r\n", "\n")


def nothing() -> None:
    """Happens at moments of the conversation at which a test has no part."""


@dataclass
class MailServer:
    """What it has received, and what it answers to all or some; an answer of "" means: take it. `speaks_dsn`: it offers
    the extension of RFC 3461, which lets a sender say what a notice of failure is to hold.

    Moments at which a test may act, in the order of the conversation: before the greeting, the sender and the recipient
    are answered, when a mail is taken and its sender waits (`before_answer`), and when its sender has been told so and
    says farewell.
    """

    port: int
    mails: list[Received] = field(default_factory=list)
    answer_to_recipient: str = ""
    answer_to_data: str = ""
    answers_to: dict[str, str] = field(default_factory=dict)
    speaks_dsn: bool = False
    before_greeting: Callable[[], None] = nothing
    before_sender: Callable[[], None] = nothing
    before_recipient: Callable[[], None] = nothing
    before_answer: Callable[[], None] = nothing
    before_farewell: Callable[[], None] = nothing
    arrived: threading.Condition = field(default_factory=threading.Condition)

    async def handle_EHLO(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        """Say what it can do."""
        await asyncio.to_thread(self.before_greeting)
        session.host_name = hostname
        return [responses[0], *(["250-DSN"] if self.speaks_dsn else []), *responses[1:]]

    async def handle_MAIL(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a sender."""
        await asyncio.to_thread(self.before_sender)
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 Ok"

    async def handle_QUIT(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Say farewell."""
        await asyncio.to_thread(self.before_farewell)
        return "221 2.0.0 Bye"

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take or refuse a recipient."""
        await asyncio.to_thread(self.before_recipient)
        answer = self.answers_to.get(address) or self.answer_to_recipient
        if answer:
            return answer
        envelope.rcpt_options.extend(options)
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take or refuse a mail."""
        if self.answer_to_data:
            return self.answer_to_data
        assert isinstance(envelope.original_content, bytes)
        with self.arrived:
            self.mails.append(
                Received(
                    [str(each) for each in envelope.rcpt_tos],
                    envelope.original_content,
                    str(envelope.mail_from),
                    [*envelope.mail_options, *envelope.rcpt_options],
                )
            )
            self.arrived.notify_all()
        await asyncio.to_thread(self.before_answer)
        return f"250 2.0.0 Ok: queued as {len(self.mails)}"

    def wait_for(self, number: int) -> list[Received]:
        """Wait until so many mails have arrived from a worker that runs elsewhere; returns all of them."""
        self.wait_until(lambda: len(self.mails) >= number)
        return list(self.mails)

    def wait_until(self, enough: Callable[[], bool]) -> None:
        """Wait until what has arrived from a worker that runs elsewhere is enough."""
        with self.arrived:
            assert self.arrived.wait_for(enough, timeout=60), self.mails

    def to(self, recipient: str) -> list[Received]:
        """What came for one recipient."""
        return [mail for mail in self.mails if mail.recipients == [recipient]]


class _DsnSMTP(SMTP):
    """aiosmtpd, knowing the parameters of RFC 3461; whether it says so is the handler's choice."""

    def _getparams(self, params: Sequence[str]) -> dict[str, str | bool] | None:
        known: dict[str, str | bool] | None = super()._getparams(params)
        asks = () if not self.event_handler.speaks_dsn else ("RET", "ENVID", "NOTIFY", "ORCPT")
        return known and {name: value for name, value in known.items() if name not in asks}


class _Controller(Controller):
    def factory(self) -> SMTP:
        return _DsnSMTP(self.handler, **self.SMTP_kwargs)


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server on a port of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = MailServer(port)
    controller = _Controller(server, hostname="127.0.0.1", port=port)
    controller.start()
    yield server
    controller.stop()


@pytest.fixture
def settings(
    database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mail_server: MailServer
) -> config.Settings:
    """Settings whose mail server is the test's."""
    return settings_for(
        monkeypatch,
        database_url,
        tmp_path / "data",
        SMTP_PORT=mail_server.port,
        MAIL_SENDER="Filmjacket <no-reply@clinic.example>",
        INSTITUTION="St. Example's Hospital",
        HELP_LINE="+49 30 901820",
    )


def run_jobs() -> None:
    """Run every job that is due, as a worker would, and show what failed."""
    run_due()
    failed = [(job.task, job.error) for job in Job.select().where(Job.state == "failed")]
    assert not failed, failed


def make_due() -> None:
    """Let the waiting time of queued jobs pass."""
    from backend.db import utcnow

    Job.update(run_at=utcnow()).where((Job.state == "queued") & (Job.task == "mail:send")).execute()
