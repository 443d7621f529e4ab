"""E-mail addresses: which can be written to, how they look, and how they go over the wire.

Syntax: RFC 5321 section 4.1.2, the dot-string form only (nobody has a quoted one, and attackers love them). Domains:
IDNA 2008 with the mapping of UTS 46, because the standard library's IDNA 2003 sends a mail for straße.example to
strasse.example, which may belong to somebody else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import idna

from backend.mail.errors import AddressNotAscii, BadAddress

#: RFC 5321 section 4.5.3.1: octets.
LOCAL_MOST = 64
ADDRESS_MOST = 254

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9-]{0,61}[a-z][a-z0-9-]{0,61}")
_SPECIALS = frozenset('()<>[]:;@\\,"')


@dataclass(frozen=True)
class Address:
    """One mailbox. `text` is for people (Unicode domain), `wire` for SMTP (ASCII)."""

    text: str
    wire: str

    @property
    def key(self) -> str:
        """Equal for two ways of writing one mailbox: no server in use tells capital letters apart."""
        return self.wire.casefold()


def parse(text: str) -> Address:
    """Read what a person typed; raises BadAddress.

    Nothing that could begin another header or another SMTP command passes: no white space, no control characters.
    """
    local, at, domain = text.strip().rpartition("@")
    if not at or len(local.encode()) > LOCAL_MOST:
        raise BadAddress
    if not _LOCAL.fullmatch(local):
        raise AddressNotAscii if _LOCAL.fullmatch(re.sub(r"[^\W\d_]", "a", local)) else BadAddress
    ascii_domain = _ascii(domain)
    wire = f"{local}@{ascii_domain}"
    if len(wire) > ADDRESS_MOST:
        raise BadAddress
    return Address(text=f"{local}@{idna.decode(ascii_domain)}", wire=wire)


def display_name(text: str) -> str:
    """A name as it may stand before an address: without what would need quotes there (RFC 5322 section 3.2.3).

    Python's header folding loses the quotes of long names, and then a comma in one makes two addresses.
    """
    return " ".join("".join(" " if char in _SPECIALS or not char.isprintable() else char for char in text).split())


def masked(text: str) -> str:
    """An address as it may be shown to whoever holds only half of the proof: j•••@example.org."""
    local, _, domain = text.rpartition("@")
    return f"{local[:1]}•••@{domain}"


def _ascii(domain: str) -> str:
    try:
        encoded = idna.encode(domain, uts46=True, std3_rules=True, transitional=False).decode()
    except (idna.IDNAError, UnicodeError) as error:
        raise BadAddress from error
    if not _DOMAIN.fullmatch(encoded):
        raise BadAddress
    return encoded
