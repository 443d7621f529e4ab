"""What keeps a guest out for now, and the way on."""

from __future__ import annotations

from backend.errors import DomainError


class LinkNotOpened(DomainError):
    """This browser has not opened the link, or its session is over, or the link has a new address."""

    status = 401
    code = "link_not_opened"
    title = "Please open the link from your mail again."


class ProofNeeded(DomainError):
    """This browser has opened the link, but not proved password (and code)."""

    status = 401
    code = "proof_needed"
    title = "Please enter the folder password first."


class PasswordWrong(DomainError):
    """Not the folder password."""

    status = 422
    code = "password_wrong"
    title = "This is not the folder password. Please check it letter by letter; capital and small letters differ."


class TooManyGuesses(DomainError):
    """A growing wait; never for good. Retry-After says how long."""

    status = 429
    code = "too_many_guesses"
    title = "There were too many wrong tries. Please wait a little before you try again."


class CodeFirst(DomainError):
    """After many wrong passwords in a day a browser that never gave the right one begins with a code."""

    status = 403
    code = "code_first"
    title = (
        "Many wrong passwords were entered for this link today. Please first enter the code "
        "that is mailed to the address that got the link."
    )


class CodeNotNeeded(DomainError):
    """At this stage no code is asked for."""

    status = 409
    code = "code_not_needed"
    title = "No code is needed now. Please reload the page."


class CodeTooSoon(DomainError):
    """A code went out a moment ago. Retry-After says when another may."""

    status = 429
    code = "code_too_soon"
    title = "A code was mailed a moment ago. Please wait a little before you ask for another."


class CodeWrong(DomainError):
    """Not the code of the newest mail."""

    status = 422
    code = "code_wrong"
    title = "This is not the code from the newest mail. Please check it."


class CodeSpent(DomainError):
    """No code is waiting: it is used, too old, or was entered wrongly too often."""

    status = 422
    code = "code_spent"
    title = "This code is no longer valid. Please ask for a new one."
