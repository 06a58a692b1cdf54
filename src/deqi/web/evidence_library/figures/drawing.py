"""A small pencil for SVG: text, lines, boxes, in a handful of named inks.

The policy of the site allows no inline style, so each mark has plain attributes (for a file, and for
paper) and a class (so that the style sheet can follow the page's theme).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape

INKS = {
    "ink": "#1f1b16",
    "soft": "#574e45",
    "faint": "#d8cdbd",
    "strong": "#85796b",
    "accent": "#a92f1b",
    "wash": "#f1e9dc",
    "paper": "#fffdf8",
    "cold": "#2f6f63",
}
"""Name of an ink to its colour on light paper; the style sheet gives the colour on dark paper."""
SANS = "'Atkinson Hyperlegible Next', 'DejaVu Sans', Arial, sans-serif"
DIGITS = "'DejaVu Sans Mono', ui-monospace, Menlo, Consolas, monospace"


@dataclass
class Drawing:
    """Marks in the order in which they are drawn; ``width`` and ``height`` in user units."""

    width: float
    height: float
    marks: list[str] = field(default_factory=list)

    def text(  # noqa: PLR0913 - what a word on paper has
        self,
        x: float,
        y: float,
        words: str,
        *,
        anchor: str = "start",
        size: float = 13,
        ink: str = "ink",
        bold: bool = False,
        digits: bool = False,
    ) -> None:
        """A line of words with its baseline at ``y``; ``digits`` sets it in figures of one width."""
        if not words:
            return
        more = ' font-weight="600"' if bold else ""
        more += f' font-family="{DIGITS}"' if digits else ""
        kind = " digits" if digits else ""
        self.marks.append(
            f'<text class="f-{ink}{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" '
            f'font-size="{size:g}" fill="{INKS[ink]}"{more}>{escape(words)}</text>'
        )

    def digits(
        self, x: float, y: float, words: str, *, size: float = 12.5, ink: str = "ink", bold: bool = False
    ) -> None:
        """Numbers in figures of one width, set flush right at ``x``."""
        self.text(x, y, words, anchor="end", size=size, ink=ink, bold=bold, digits=True)

    def arrow(self, x: float, y: float, *, left: bool) -> None:
        """A small arrow whose tip is at ``x``; drawn, because not every font has one."""
        way = 1 if left else -1
        self.line(x + 2 * way, y, x + 14 * way, y, width=1.2)
        self.shape([(x, y), (x + 6 * way, y - 3.5), (x + 6 * way, y + 3.5)])

    def line(  # noqa: PLR0913 - two ends and a pen
        self,
        x1: float,
        y1: float,
        x2: float,
        y2: float,
        *,
        ink: str = "ink",
        width: float = 1,
        dash: str = "",
    ) -> None:
        """A straight line."""
        dashes = f' stroke-dasharray="{dash}"' if dash else ""
        self.marks.append(
            f'<path class="s-{ink}" d="M{x1:.1f} {y1:.1f}L{x2:.1f} {y2:.1f}" fill="none" '
            f'stroke="{INKS[ink]}" stroke-width="{width:g}"{dashes}/>'
        )

    def box(
        self, x: float, y: float, width: float, height: float, *, ink: str = "ink", round_: float = 0
    ) -> None:
        """A filled rectangle."""
        corner = f' rx="{round_:g}"' if round_ else ""
        self.marks.append(
            f'<rect class="f-{ink}" x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
            f'{corner} fill="{INKS[ink]}"/>'
        )

    def square(self, x: float, y: float, side: float, *, ink: str = "ink") -> None:
        """A filled square with its middle at (x, y)."""
        self.box(x - side / 2, y - side / 2, side, side, ink=ink)

    def shape(self, corners: Iterable[tuple[float, float]], *, ink: str = "ink") -> None:
        """A filled polygon."""
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in corners)
        self.marks.append(f'<polygon class="f-{ink}" points="{points}" fill="{INKS[ink]}"/>')

    def circle(self, x: float, y: float, radius: float, *, ink: str = "ink", open_: bool = False) -> None:
        """A disc, or a ring when ``open_``."""
        paint = (
            f'class="f-paper s-{ink}" fill="{INKS["paper"]}" stroke="{INKS[ink]}" stroke-width="1.5"'
            if open_
            else f'class="f-{ink}" fill="{INKS[ink]}"'
        )
        self.marks.append(f'<circle {paint} cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>')

    def svg(self, *, key: str, title: str, description: str, kind: str = "", paper: bool = False) -> str:
        """The whole picture as text; ``key`` makes its ids unique, ``paper`` paints a background."""
        ground = (
            f'<rect width="{self.width:g}" height="{self.height:g}" fill="{INKS["paper"]}"/>' if paper else ""
        )
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" class="plot {kind}" viewBox="0 0 {self.width:g} '
            f'{self.height:g}" width="{self.width:g}" height="{self.height:g}" role="img" '
            f'aria-labelledby="{key}-title {key}-desc" font-family="{SANS}">'
            f'<title id="{key}-title">{escape(title)}</title>'
            f'<desc id="{key}-desc">{escape(description)}</desc>{ground}{"".join(self.marks)}</svg>'
        )
