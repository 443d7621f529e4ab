"""Why a log-in, or a change of an account, is refused."""

from __future__ import annotations

from backend.errors import DomainError


class WrongCredentials(DomainError):
    """The address is unknown, the password is wrong, or the account is off: never told apart."""

    status = 401
    code = "wrong_credentials"
    title = "This e-mail address and password don't belong together."


class TooManyAttempts(DomainError):
    """Several log-ins have failed; how long to wait grows with them."""

    status = 429
    code = "too_many_attempts"
    title = "Too many failed attempts. Please try again in %(seconds)s s."

    def __init__(self, seconds: int) -> None:
        super().__init__(retry_after=seconds, seconds=seconds)


class Busy(DomainError):
    """As many passwords are being checked as the machine has cores."""

    status = 503
    code = "busy"
    title = "The server is busy. Please try again in a moment."


class AddressTaken(DomainError):
    """E-mail addresses are unique without regard to case."""

    status = 409
    code = "address_taken"
    title = "There already is an account with this e-mail address."


class LastAdministrator(DomainError):
    """Somebody must be left who can look after the installation."""

    status = 409
    code = "last_administrator"
    title = "This is the only administrator. Make another one first."
