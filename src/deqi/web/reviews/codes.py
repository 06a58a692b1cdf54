"""Visit codes: 100 random bits that a person can type, of which a hash alone is stored."""

import re
import secrets

from deqi.web.ask.models import hash_token

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's alphabet: no I, L, O or U, so that nothing is misread."""
LENGTH, GROUP = 20, 5
MISREAD = str.maketrans("ILO", "110")


def new_code() -> str:
    """A code in groups, such as ``7K2QF-...``: 20 letters of 32, so 100 bits."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(drawn[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def code_hash(typed: str) -> str:
    """What is stored and looked up. Spaces, hyphens, case, and I, L, O typed for 1 and 0 do not matter."""
    plain = re.sub(r"[\s\-]", "", typed[:200]).upper().translate(MISREAD)
    return hash_token(f"visit code {plain}")
