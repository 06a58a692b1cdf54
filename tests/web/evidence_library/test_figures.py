"""Charts: what is drawn stands where its number is, and says it in words as well."""

import re
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deqi.evidence import cumulative, forest_rows, funnel, leave_one_out, pool
from deqi.web.evidence_library.figures import steps
from deqi.web.evidence_library.figures.drawing import INKS, Drawing
from deqi.web.evidence_library.figures.forest import NARROW, WIDE, Captions, Line, forest_plot
from deqi.web.evidence_library.figures.funnel import funnel_plot
from deqi.web.evidence_library.figures.scale import fitting
from deqi.web.evidence_library.figures.words import interval, number, p_value

EFFECTS, VARIANCES = [-10.0, -2.0, -6.0, 4.0], [4.0, 9.0, 1.0, 25.0]
WORDS = Captions("Needles <& sham>", "chronic", "favours acupuncture", "favours sham", "points")
Y = r"[-\d.]+"


def drawn(effects=EFFECTS, variances=VARIANCES, layout=WIDE):
    pooled = pool(effects, variances)
    names = [f"Trial {n}" for n in range(len(effects))]
    lines = [Line(name, "50", row) for name, row in zip(names, forest_rows(pooled, names).rows, strict=True)]
    return pooled, forest_plot(lines, pooled, WORDS, layout)


def svg(drawing: Drawing) -> ET.Element:
    return ET.fromstring(drawing.svg(key="x", title="t", description="d"))  # noqa: S314 - our own picture


def places(drawing: Drawing) -> dict[float, float]:
    """Labels of the axis and where they stand."""
    labels = {}
    for node in svg(drawing).iter("{http://www.w3.org/2000/svg}text"):
        words = (node.text or "").replace("−", "-")
        if node.get("text-anchor") == "middle" and re.fullmatch(r"-?\d+(\.\d+)?", words):
            labels[float(words)] = float(node.get("x"))
    return labels


@pytest.mark.parametrize("layout", [WIDE, NARROW])
def test_squares_and_diamond_stand_at_their_numbers(layout):
    pooled, drawing = drawn(layout=layout)
    ticks = places(drawing)
    (low, x_low), (high, x_high) = min(ticks.items()), max(ticks.items())

    def value(x: float) -> float:
        return low + (x - x_low) / (x_high - x_low) * (high - low)

    squares = [
        (float(x), float(side))
        for x, side in re.findall(
            rf'<rect class="f-ink" x="({Y})" y="{Y}" width="({Y})"', "".join(drawing.marks)
        )
    ]
    assert [value(x + side / 2) for x, side in squares] == pytest.approx(EFFECTS, abs=0.15)
    assert sorted(range(4), key=lambda i: squares[i][1]) == sorted(range(4), key=lambda i: -VARIANCES[i])
    diamonds = re.findall(
        rf'<polygon class="f-accent" points="({Y}),({Y}) ({Y}),{Y} ({Y}),', "".join(drawing.marks)
    )
    left, _y, middle, right = (float(part) for part in diamonds[0])
    assert [value(left), value(middle), value(right)] == pytest.approx(
        [pooled.ci_low, pooled.estimate, pooled.ci_high], abs=0.15
    )


@given(st.lists(st.floats(-99, 99), min_size=1, max_size=12), st.integers(3, 8))
def test_an_axis_holds_every_value_and_its_labels_tell_the_truth(values, about):
    scale = fitting([0.0, *values], 10, 410, about=about)
    assert scale.low <= min([0.0, *values])
    assert scale.high >= max([0.0, *values])
    gaps = [b - a for a, b in zip(scale.ticks, scale.ticks[1:], strict=False)]
    assert max(gaps) - min(gaps) < 1e-6 * max(gaps)
    for tick in scale.ticks:
        assert float(number(tick, scale.decimals).replace("−", "-")) == pytest.approx(tick, abs=1e-9)
    assert scale.at(scale.low) == 10
    assert scale.at(scale.high) == pytest.approx(410)


def test_a_limit_beyond_the_chart_ends_in_an_arrow():
    _pooled, narrow_limits = drawn([-5.0, -4.0], [1.0, 1.0])
    _pooled, wide_limits = drawn([-5.0, 40.0], [1.0, 1.0])
    count = [sum("polygon" in mark for mark in drawing.marks) for drawing in (narrow_limits, wide_limits)]
    assert count[1] > count[0]


def test_words_are_escaped_and_marks_carry_no_style():
    _pooled, drawing = drawn()
    picture = drawing.svg(key="k", title="a < b", description='"d" & e')
    assert "Needles &lt;&amp; sham&gt;" in picture
    assert "<title" in picture
    assert "a &lt; b" in picture
    assert "style=" not in picture
    assert set(re.findall(r'"(#[0-9a-f]{6})"', picture)) <= set(INKS.values())


def test_one_trial_has_no_prediction_and_says_that_nothing_was_pooled():
    _pooled, drawing = drawn([-5.0], [4.0])
    text = "".join(drawing.marks)
    assert "nothing to pool" in text
    assert "Prediction" not in text


def test_steps_have_a_dot_each():
    pooled = pool(EFFECTS, VARIANCES)
    for made in (leave_one_out(EFFECTS, VARIANCES), cumulative(EFFECTS, VARIANCES)):
        for layout in (steps.WIDE, steps.NARROW):
            drawing = steps.steps_plot([(step.label, step) for step in made], pooled, "points", layout)
            assert sum("<circle" in mark for mark in drawing.marks) == len(EFFECTS)
            svg(drawing)


@pytest.mark.parametrize("width", [360.0, 760.0])
def test_a_funnel_keeps_its_points_inside(width):
    effects = [-10.0, -8, -6, -12, -3, -7, -9, -2, -11, -5, -30]
    variances = [1.0, 2, 3, 4, 9, 16, 25, 36, 9, 4, 49]
    drawing = funnel_plot(funnel(effects, variances), pool(effects, variances), width, "points")
    circles = re.findall(rf'cx="({Y})" cy="({Y})"', "".join(drawing.marks))
    assert len(circles) == len(effects)
    assert all(0 < float(x) < width and 0 < float(y) < drawing.height for x, y in circles)
    assert float(circles[0][1]) < float(circles[-1][1])  # the precise one stands above the vague one


@pytest.mark.parametrize(
    ("value", "words"), [(-4.84, "−4.8"), (-0.04, "0.0"), (0.0, "0.0"), (12.25, "12.2"), (3.0, "3.0")]
)
def test_numbers_have_a_real_minus_and_never_one_before_zero(value, words):
    assert number(value) == words


def test_intervals_and_p_values():
    assert interval(-9.14, -0.46) == "[−9.1, −0.5]"
    assert [p_value(p) for p in (0.0004, 0.0123, 0.25)] == ["p < 0.001", "p = 0.012", "p = 0.25"]
