"""Secrets that people carry: session tokens, join codes, PINs, rescue codes. Only hashes of tokens are stored."""

import hashlib
import hmac
import secrets
from uuid import UUID

# 31 signs that nobody mistakes for one another when they are read aloud or copied by hand.
SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 8
PIN_LENGTH = 6
RESCUE_LENGTH = 12


def new_token() -> str:
    """256 random bits for a session or a link."""
    return secrets.token_urlsafe(32)


def new_screen_token() -> str:
    """128 random bits that open the shared screen."""
    return secrets.token_urlsafe(16)


def hash_token(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_code(length: int = CODE_LENGTH) -> str:
    """Random signs to be typed by hand: 8 of 31 are about 40 bits."""
    return "".join(secrets.choice(SIGNS) for _ in range(length))


def typed_code(text: str) -> str:
    """A code as somebody typed it: spaces, dashes and small letters do not matter."""
    return "".join(sign for sign in text.upper() if sign in SIGNS)


def derived_code(secret: str, purpose: str, subject: UUID, version: int, length: int) -> str:
    """A code that follows from the installation's secret and is stored nowhere; a new version makes a new one."""
    message = f"{purpose}:{subject}:{version}".encode()
    digest = int.from_bytes(hmac.digest(secret.encode(), message, "sha256"))
    signs = []
    for _ in range(length):
        digest, sign = divmod(digest, len(SIGNS))
        signs.append(SIGNS[sign])
    return "".join(signs)


def same(one: str, other: str) -> bool:
    """Compare without telling by the time it takes how much of it was right."""
    return hmac.compare_digest(*(text.encode(errors="surrogatepass") for text in (one, other)))
