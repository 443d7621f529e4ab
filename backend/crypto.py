"""Keys derived from the one secret of the installation, each for one purpose, and what is done with them."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

from cryptography.fernet import Fernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

_secret: bytes | None = None


def init(secret_key: str) -> None:
    """Set the installation's secret; called once by whoever starts a process."""
    global _secret
    _secret = secret_key.encode()


def derive(purpose: str, length: int = 32) -> bytes:
    """A key of `length` bytes for one purpose (HKDF-SHA256, RFC 5869)."""
    if _secret is None:
        raise RuntimeError("crypto.init() has not been called")
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=purpose.encode()).derive(_secret)


def keyed_token(purpose: str, *parts: object) -> str:
    """base64url(HMAC-SHA256) of the parts: 256 bits that can be derived again, so that only a hash is stored."""
    message = "\x1f".join(str(part) for part in parts).encode()
    return _b64url(hmac.new(derive(purpose), message, hashlib.sha256).digest())


def random_token() -> str:
    """256 random bits, base64url."""
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> str:
    """SHA-256 (hex) under which a 256-bit token is stored; such tokens need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()


def seal(text: str, purpose: str) -> bytes:
    """Encrypt and authenticate a text at rest."""
    return _fernet(purpose).encrypt(text.encode())


def unseal(sealed: bytes, purpose: str) -> str:
    """The inverse of `seal`; raises cryptography.fernet.InvalidToken for another key or altered bytes."""
    return _fernet(purpose).decrypt(sealed).decode()


def _fernet(purpose: str) -> Fernet:
    return Fernet(base64.urlsafe_b64encode(derive(f"seal:{purpose}")))


def _b64url(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
