"""What is wrong with an e-mail address."""

from __future__ import annotations

from backend.errors import DomainError


class BadAddress(DomainError):
    """It can't be written to."""

    status = 422
    code = "bad_address"
    title = "This is not an e-mail address. It should look like name@example.org."


class AddressNotAscii(BadAddress):
    """RFC 6531 would allow it; hardly any mail server does."""

    code = "address_not_ascii"
    title = "Mail servers can't deliver to letters like these before the @. Please ask for another address."
