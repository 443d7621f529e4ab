"""A delivery's number: short enough to say on the phone, random so that it tells nothing."""

from __future__ import annotations

import secrets

#: Crockford's base 32: no I, L, O (they look like 1 and 0) and no U.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_number() -> str:
    """40 random bits, as 4F7K-29QX; the caller makes sure that it is not taken."""
    symbols = "".join(secrets.choice(ALPHABET) for _ in range(8))
    return f"{symbols[:4]}-{symbols[4:]}"
