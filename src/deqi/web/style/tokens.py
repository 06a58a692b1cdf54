"""Read the design tokens out of the style sheet that the site serves, and measure their contrast."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

SHEET = Path(__file__).resolve().parents[1] / "static" / "deqi" / "tokens.css"
THEMES = ("light", "dark")
TEXT, SHAPE = 4.5, 3.0
"""Least contrast for text and for shapes: WCAG 2.2, 1.4.3 and 1.4.11, level AA."""

PAIRS = (
    ("ink", "paper", TEXT),
    ("ink", "paper-raised", TEXT),
    ("ink", "paper-sunk", TEXT),
    ("ink", "cinnabar-wash", TEXT),
    ("ink", "amber-wash", TEXT),
    ("ink-soft", "paper", TEXT),
    ("ink-soft", "paper-raised", TEXT),
    ("ink-soft", "paper-sunk", TEXT),
    ("cinnabar", "paper", TEXT),
    ("cinnabar", "paper-raised", TEXT),
    ("cinnabar", "cinnabar-wash", TEXT),
    ("cinnabar-deep", "cinnabar-wash", TEXT),
    ("on-cinnabar", "cinnabar", TEXT),
    ("on-cinnabar", "cinnabar-deep", TEXT),
    ("line-strong", "paper", SHAPE),
    ("line-strong", "paper-raised", SHAPE),
    ("amber-line", "paper", SHAPE),
    ("focus", "paper", SHAPE),
    ("focus", "paper-raised", SHAPE),
    ("anyway", "paper-raised", SHAPE),
    ("visits", "paper-raised", SHAPE),
    ("place", "paper-raised", SHAPE),
    ("together", "paper-raised", SHAPE),
    ("not-better", "paper-raised", SHAPE),
    ("harm", "paper-raised", SHAPE),
)
"""Which token stands on which, and the contrast that it owes."""

_BLOCKS = {"light": r":root,\s*\.theme-light \{(.*?)\n\}", "dark": r"\n\.theme-dark \{(.*?)\n\}"}
_COLOUR = re.compile(r"#[0-9a-f]{3}(?:[0-9a-f]{3})?")


@dataclass(frozen=True)
class Contrast:
    """One colour on another in one theme."""

    above: str
    below: str
    theme: str
    ratio: float
    least: float

    @property
    def holds(self) -> bool:
        """Whether it is as much as it owes."""
        return self.ratio >= self.least


@cache
def tokens(theme: str) -> Mapping[str, str]:
    """Name to value; the dark theme holds colours alone."""
    block = re.search(_BLOCKS[theme], SHEET.read_text(encoding="utf-8"), re.DOTALL)
    text = block.group(1) if block else ""
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", text))


def colours(theme: str) -> Mapping[str, str]:
    """The tokens that are a colour."""
    return {name: value for name, value in tokens(theme).items() if _COLOUR.fullmatch(value)}


def contrasts() -> tuple[Contrast, ...]:
    """Every pair in both themes."""
    return tuple(
        Contrast(above, below, theme, contrast(colours(theme)[above], colours(theme)[below]), least)
        for above, below, least in PAIRS
        for theme in THEMES
    )


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21, as WCAG 2.2 defines it."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Relative luminance of ``#rgb`` or ``#rrggbb``, 0 to 1, as WCAG 2.2 defines it."""
    digits = colour.removeprefix("#")
    full = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    red, green, blue = (_linear(int(full[place : place + 2], 16) / 255) for place in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
