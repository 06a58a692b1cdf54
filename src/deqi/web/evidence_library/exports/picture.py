"""A selection's forest plot as a picture that stands alone."""

import textwrap

import vl_convert
from django.conf import settings

from deqi.web.evidence_library.exports.parcel import Parcel
from deqi.web.evidence_library.figures.drawing import Drawing
from deqi.web.evidence_library.presenters import sentences
from deqi.web.evidence_library.presenters.charts import forest_drawing

PNG_SCALE = 2.0
FONTS = settings.WEB_ROOT / "ask" / "pdf" / "fonts"
MARGIN = 24.0
vl_convert.register_font_directory(str(FONTS))


def as_svg(parcel: Parcel) -> str:
    """The forest plot with a margin, on paper, with the citation below it."""
    drawing = _empty(parcel) if parcel.analysis.pooled is None else forest_drawing(parcel.analysis)
    said = parcel.citation.removesuffix(parcel.address).strip()
    lines = [*textwrap.wrap(said, 150), *_cut(parcel.address)]
    height = drawing.height + 16 * len(lines)
    for place, line in enumerate(lines):
        drawing.text(0, drawing.height + 12 + 15 * place, line, size=10.5, ink="soft")
    framed = Drawing(drawing.width + 2 * MARGIN, height + 2 * MARGIN, [_shifted(drawing)])
    return framed.svg(
        key="forest",
        title=sentences.title(parcel.analysis.query),
        description=sentences.described(parcel.analysis) or sentences.nothing(),
        paper=True,
    )


def as_png(parcel: Parcel) -> bytes:
    """The same as pixels, twice the size."""
    return bytes(vl_convert.svg_to_png(as_svg(parcel), scale=PNG_SCALE))


def _shifted(drawing: Drawing) -> str:
    return f'<g transform="translate({MARGIN:g} {MARGIN:g})">{"".join(drawing.marks)}</g>'


def _empty(parcel: Parcel) -> Drawing:
    drawing = Drawing(920, 90)
    drawing.text(0, 18, sentences.title(parcel.analysis.query), size=17, bold=True)
    drawing.text(0, 40, sentences.subtitle(parcel.analysis.query), ink="soft")
    drawing.text(0, 70, parcel.analysis.why_not or sentences.nothing())
    return drawing


def _cut(address: str, length: int = 140) -> list[str]:
    """An address in pieces that fit, cut before a name."""
    lines = [""]
    for piece in address.replace("&", "\0&").split("\0"):
        if len(lines[-1]) + len(piece) > length:
            lines.append("")
        lines[-1] += piece
    return lines
