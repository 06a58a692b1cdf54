"""Text for a terminal: one line, printable, not too long."""

LONGEST = 400


def one_line(text: str) -> str:
    """``text`` with control characters written out, so that no input can steer the terminal."""
    shown = "".join(sign if sign.isprintable() else sign.encode("unicode_escape").decode() for sign in text)
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 3]}..."
