"""The seal: hides what was chosen from whoever has the database, and for ever once the round is closed.

Databases keep what they have deleted: in their log, in copies, in backups. So a score is stored sealed, with a key
that lies in a file beside the database, never in it, and is overwritten and removed at the close. What is left of a
ballot anywhere is then noise.

A score is one byte, hidden by one byte of keyed BLAKE2b (RFC 7693, a pseudorandom function) over a nonce that is
used once: a one-time pad.
"""

import hashlib
import os
import secrets
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from flask import current_app

NONCE_BYTES = 15
BYTE_OF_DONT_KNOW = 6


class RoundKey(NamedTuple):
    """The secret of one round."""

    of_ballots: bytes  # 32 bytes
    of_commands: bytes  # 32 bytes: without them the hashes of its vote commands mean nothing


def make_key(round_id: UUID) -> None:
    """Write the key of a new round to disk, for this server's account alone."""
    file = Path(_file(round_id))
    file.parent.mkdir(mode=0o700, exist_ok=True)
    with os.fdopen(os.open(file, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600), "wb") as out:
        out.write(secrets.token_bytes(64))
        out.flush()
        os.fsync(out.fileno())
    _sync_folder(file.parent)


def key_of(round_id: UUID) -> RoundKey | None:
    """The key of an open round; none once it is destroyed."""
    try:
        descriptor = os.open(_file(round_id), os.O_RDONLY)  # each vote asks: Path.read_bytes() takes ten times as long
    except FileNotFoundError:
        return None
    try:
        key = os.read(descriptor, 64)
    finally:
        os.close(descriptor)
    return RoundKey(key[:32], key[32:]) if len(key) == 64 else None


def destroy_key(round_id: UUID) -> None:
    """From now on nobody can open the round's ballots, wherever a copy of them lies."""
    file = Path(_file(round_id))
    try:
        with file.open("r+b") as out:
            out.write(bytes(64))
            out.flush()
            os.fsync(out.fileno())
        file.unlink()
    except FileNotFoundError:
        return
    _sync_folder(file.parent)


def sealed(key: RoundKey, score: int | None) -> bytes:
    """The score, or "don't know", as it is stored: no two alike."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return nonce + bytes([_pad(key, nonce) ^ (BYTE_OF_DONT_KNOW if score is None else score)])


def opened(key: RoundKey, stored: bytes) -> int | None:
    """The score that was sealed."""
    score = stored[NONCE_BYTES] ^ _pad(key, stored[:NONCE_BYTES])
    return None if score == BYTE_OF_DONT_KNOW else score


def _pad(key: RoundKey, nonce: bytes) -> int:
    return hashlib.blake2b(nonce, digest_size=1, key=key.of_ballots).digest()[0]


def _file(round_id: UUID) -> str:
    return f"{current_app.config['INSTANCE']}/rounds/{round_id}.key"


def _sync_folder(folder: Path) -> None:
    """Have the folder itself on disk: else a power cut could bring a removed file back, or lose a new one."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
