"""What the form "Share an Upload Folder" says, and whether it can be done."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TypeVar
from uuid import UUID

from backend.accounts import passwords
from backend.config import current
from backend.db import search_key
from backend.errors import Invalid
from backend.intake.policy import Accepts, Policy
from backend.links import expiry
from backend.mail import addresses
from backend.mail.addresses import Address
from backend.mail.errors import BadAddress

TITLE_MOST = 120
DESCRIPTION_MOST = 1000

#: Bidirectional classes (UAX 9) of what steers the direction of the writing that follows.
TURNING = frozenset({"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"})

#: So much of a wrong address is repeated in the answer.
SHOWN_MOST = 80

T = TypeVar("T")


@dataclass(frozen=True)
class NewLinks:
    """The form's values, well formed but not yet judged."""

    folder_id: UUID
    recipients: list[str]
    two_factor: bool | None
    password_by: str
    password_recipient: str | None
    language: str
    password: str
    title: str
    description: str
    expire_date: date
    time_zone: str
    accepts: Accepts | None = None  # None, here and below: as the installation has it
    files_most: int | None = None
    bytes_most: int | None = None
    notify: bool | None = None
    remind: bool | None = None
    ask_name: bool = False
    ask_note: bool = False
    may_see: bool = False
    may_download: bool = False
    expected_patient: dict[str, str] | None = None
    deidentified: bool = False


@dataclass(frozen=True)
class Judged:
    """The form's values as they are kept: one link will be made for each recipient."""

    recipients: list[Address]
    password_recipient: Address | None
    title: str
    description: str
    expires_at: datetime
    policy: Policy
    two_factor: bool
    notify: bool
    remind: bool


class _Judgement:
    """Gathers what is wrong with each field, so that a person mends everything at once."""

    def __init__(self) -> None:
        self.fields: dict[str, str] = {}
        self.params: dict[str, str] = {}

    def of(self, check: Callable[[], T]) -> T | None:
        try:
            return check()
        except Invalid as error:
            self.fields |= {name: texts[0] for name, texts in error.extra["errors"].items()}
            self.params |= error.params
            return None

    def pronounce(self) -> None:
        if self.fields:
            raise Invalid(self.fields, **self.params)


def judge(form: NewLinks) -> Judged:
    """Check everything that the form says; raises Invalid with one sentence for each field that is wrong."""
    judgement = _Judgement()
    recipients = judgement.of(lambda: _recipients(form.recipients)) or []
    password_recipient = judgement.of(
        lambda: password_recipient_of(form.password_by, form.password_recipient, recipients)
    )
    title = judgement.of(lambda: title_of(form.title)) or ""
    description = judgement.of(lambda: description_of(form.description)) or ""
    expires_at = judgement.of(lambda: expires_at_of(form.expire_date, form.time_zone))
    policy = _policy(form)
    two_factor = _or_default(form.two_factor, current().link_two_factor != "off")
    judgement.of(lambda: require_two_factor(two_factor))
    judgement.of(lambda: require_may_be_seen(form.may_see, form.may_download))
    judgement.of(lambda: require_sight_for_download(form.may_see, form.may_download))
    judgement.of(lambda: require_within_installation(policy))
    judgement.of(lambda: require_deidentifiable(policy))
    judgement.of(lambda: require_good_password(form.password, _known_words(form)))
    judgement.pronounce()
    assert expires_at is not None
    notify = _or_default(form.notify, current().link_notify)
    remind = _or_default(form.remind, current().link_remind)
    return Judged(recipients, password_recipient, title, description, expires_at, policy, two_factor, notify, remind)


def filter_text_of(recipient: str, title: str) -> str:
    """What "find a link" looks in: without accents, capitals and the like."""
    return search_key(f"{recipient} {title}")


def require_within_installation(policy: Policy) -> None:
    """Raise Invalid for limits beyond what the installation takes in one delivery."""
    settings = current()
    if policy.files_most > settings.delivery_files_most:
        raise Invalid({"files_most": "At most %(most)d files can be sent at once."}, most=settings.delivery_files_most)
    if policy.bytes_most > settings.delivery_bytes_most:
        gigabytes = f"{settings.delivery_bytes_most / 1e9:.3g}"
        raise Invalid({"bytes_most": "At most %(gigabytes)s GB can be sent at once."}, gigabytes=gigabytes)


def require_deidentifiable(policy: Policy) -> None:
    """Raise Invalid for a wish to leave out who the patient is where something would say it after all."""
    if policy.deidentified and policy.accepts != "dicom":
        raise Invalid({"deidentified": "Only DICOM can be de-identified. Accept DICOM only, or untick this."})
    if policy.deidentified and policy.expected_patient is not None:
        raise Invalid({"deidentified": "De-identified images can't be compared with an expected patient."})


def require_two_factor(two_factor: bool) -> None:
    """Raise Invalid for a link without codes where the installation wants them of every guest."""
    if current().link_two_factor == "required" and not two_factor:
        raise Invalid({"two_factor": "Here every guest must also enter a one-time code."})


def require_may_be_seen(may_see: bool, may_download: bool) -> None:
    """Raise Invalid for what the installation lets no guest do."""
    if may_see and not current().link_may_see:
        raise Invalid({"may_see": "Here no guest may see what is in a folder."})
    if may_download and not current().link_may_download:
        raise Invalid({"may_download": "Here no guest may download from a folder."})


def require_sight_for_download(may_see: bool, may_download: bool) -> None:
    """Raise Invalid for a folder that could be downloaded, but not be seen."""
    if may_download and not may_see:
        raise Invalid({"may_download": "To let the recipient download, let them see the folder as well."})


def expected_patient_of(given: dict[str, str] | None) -> dict[str, str] | None:
    """The expected patient as it is kept: what was filled in, a birth date as YYYYMMDD; None if nothing was."""
    stripped = {name: " ".join(str(value).split()) for name, value in (given or {}).items() if value}
    if "birth_date" in stripped:
        stripped["birth_date"] = stripped["birth_date"].replace("-", "")
    return {name: value for name, value in stripped.items() if value} or None


def _policy(form: NewLinks) -> Policy:
    settings = current()
    return Policy(
        form.accepts or settings.link_accepts,
        settings.link_files_most if form.files_most is None else form.files_most,
        settings.link_bytes_most if form.bytes_most is None else form.bytes_most,
        expected_patient_of(form.expected_patient),
        form.deidentified,
    )


def _or_default(wish: bool | None, default: bool) -> bool:
    return default if wish is None else wish


def _recipients(texts: list[str]) -> list[Address]:
    """In their order, each mailbox once."""
    found: dict[str, Address] = {}
    for text in texts:
        try:
            address = addresses.parse(text)
        except BadAddress as error:
            shown = "".join(char if char.isprintable() else " " for char in text.strip())[:SHOWN_MOST]
            raise Invalid(
                {"recipients": "“%(address)s” is not an e-mail address that can be written to."}, address=shown
            ) from error
        found.setdefault(address.key, address)
    return list(found.values())


def password_recipient_of(way: str, text: str | None, recipients: list[Address]) -> Address | None:
    """Where the password goes, if to an address of its own; raises Invalid."""
    if way != "other_address":
        return None
    if not (text or "").strip():
        raise Invalid({"password_recipient": "Please enter the address that gets the password."})
    try:
        address = addresses.parse(text or "")
    except BadAddress as error:
        raise Invalid({"password_recipient": error.title}) from error
    if address.key in {recipient.key for recipient in recipients}:
        raise Invalid({"password_recipient": "The password must go to another address than the link."})
    return address


def title_of(text: str) -> str:
    """The title as it is kept; raises Invalid."""
    text = text.strip()
    if not text:
        raise Invalid({"title": "Please enter a title."})
    if any(unicodedata.category(char) in ("Cc", "Zl", "Zp", "Cs") for char in text):
        raise Invalid({"title": "The title must be one line of plain text."})
    if _turns_writing_around(text):
        raise Invalid({"title": "Please leave out the invisible characters that turn around the direction of writing."})
    if len(text) > TITLE_MOST:
        raise Invalid({"title": "The title may have at most 120 characters."})
    return text


def description_of(text: str) -> str:
    """The description as it is kept; raises Invalid."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    if any(unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" for char in text):
        raise Invalid({"description": "The description must be plain text."})
    if _turns_writing_around(text):
        raise Invalid(
            {"description": "Please leave out the invisible characters that turn around the direction of writing."}
        )
    if len(text) > DESCRIPTION_MOST:
        raise Invalid({"description": "The description may have at most 1,000 characters."})
    return text


def _turns_writing_around(text: str) -> bool:
    """Whether it holds embeddings, overrides or isolates (UAX 9), with which "exe.dcm" reads as "mcd.exe". The marks
    with which right-to-left texts put punctuation in its place are fine.
    """
    return any(unicodedata.bidirectional(char) in TURNING for char in text)


def expires_at_of(day: date, zone: str) -> datetime:
    """The first moment (UTC) after the last day; raises Invalid for a day that has passed or is too far ahead."""
    if not expiry.is_time_zone(zone):
        raise Invalid({"time_zone": "This time zone is not known here."})
    today = expiry.today(zone)
    if day < today:
        raise Invalid({"expire_date": "The expire date has passed. Choose today or a later day."})
    if day > today + timedelta(days=current().link_days_most):
        raise Invalid(
            {"expire_date": "The expire date may be at most %(days)d days ahead."}, days=current().link_days_most
        )
    return expiry.end_of_day(day, zone)


def require_good_password(password: str, known_words: list[str]) -> None:
    """Raise Invalid unless the password is strong; `known_words` are what somebody who guesses would try first."""
    if password != password.strip():
        raise Invalid({"password": "The password must not begin or end with a space."})
    passwords.require_strong(password, known_words)


def _known_words(form: NewLinks) -> list[str]:
    return [*form.recipients, form.password_recipient or "", form.title, current().institution]
