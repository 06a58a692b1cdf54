"""Content hashes: the same bytes give the same stamp on every machine."""

import hashlib
from collections.abc import Iterable


def sha256(content: bytes) -> str:
    """The SHA-256 of ``content`` in hexadecimal, 64 characters."""
    return hashlib.sha256(content).hexdigest()


def combined_hash(parts: Iterable[tuple[str, bytes]]) -> str:
    """One hash for several named contents, whatever order they come in."""
    digest = hashlib.sha256()
    for name, content in sorted(parts):
        digest.update(name.encode())
        digest.update(b"\0")
        digest.update(sha256(content).encode())
        digest.update(b"\n")
    return digest.hexdigest()
