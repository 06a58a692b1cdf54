"""A forest plot as a table and as text. The numbers come from ``deqi.evidence``; this only draws."""

from collections.abc import Iterator

from deqi.evidence import Forest, PooledEstimate

UNIT = "points of 100 of the scale; left of 0 favours acupuncture"
COLUMNS = 61


def table(title: str, forest: Forest | None, why_not: str) -> Iterator[str]:
    """Study, effect, limits and weight; then the pooled effect with its prediction interval."""
    yield title
    if forest is None:
        yield why_not
        return
    yield f"{'':<28}{'effect':>8}  {'interval':<18}{'weight':>8}"
    for row in forest.rows:
        yield f"{row.label:<28}{row.effect:>8.1f}  {limits(row.ci_low, row.ci_high):<18}{row.weight:>7.1f}%"
    pooled = forest.pooled
    yield f"{'pooled':<28}{pooled.estimate:>8.1f}  {limits(pooled.ci_low, pooled.ci_high):<18}"
    yield f"{'in a new setting':<28}{'':>8}  {prediction(pooled):<18}"
    tau2 = f"tau2 {pooled.tau2:.2f} ({pooled.tau2_method})"
    yield f"k {pooled.k}, {tau2}, I2 {pooled.i2:.0f}%, Q {pooled.q:.2f}"
    yield f"Limits: {pooled.level:.0%}, {pooled.interval}. Prediction: {pooled.prediction_words}."
    yield f"Unit: {UNIT}."
    yield from pooled.notes


def text(title: str, forest: Forest | None, why_not: str) -> Iterator[str]:
    """The table with each interval drawn as a line of characters below it."""
    yield from table(title, forest, why_not)
    if forest is None:
        return
    low, high = axis_ends(forest)
    yield ""
    yield f"{'':<28}{low:<8.0f}{'':<{COLUMNS - 16}}{high:>8.0f}"
    for row in forest.rows:
        yield f"{row.label:<28}{_line(row.ci_low, row.effect, row.ci_high, low, high, '■')}"
    pooled = forest.pooled
    yield f"{'pooled':<28}{_line(pooled.ci_low, pooled.estimate, pooled.ci_high, low, high, '◆')}"


def axis_ends(forest: Forest) -> tuple[float, float]:
    """The axis: every limit and zero, with a little room."""
    pooled = forest.pooled
    ends = [0.0, pooled.ci_low, pooled.ci_high]
    ends += [end for end in (pooled.prediction_low, pooled.prediction_high) if end is not None]
    ends += [end for row in forest.rows for end in (row.ci_low, row.ci_high)]
    room = 0.03 * (max(ends) - min(ends)) or 1.0
    return min(ends) - room, max(ends) + room


def _line(left: float, middle: float, right: float, low: float, high: float, mark: str) -> str:
    def column(value: float) -> int:
        return round((value - low) / (high - low) * (COLUMNS - 1))

    signs = [" "] * COLUMNS
    for place in range(column(left), column(right) + 1):
        signs[place] = "─"
    if signs[column(0)] == " ":
        signs[column(0)] = "┊"
    signs[column(middle)] = mark
    return "".join(signs).rstrip()


def limits(low: float, high: float) -> str:
    """An interval in words."""
    return f"({low:.1f} to {high:.1f})"


def prediction(pooled: PooledEstimate) -> str:
    """The prediction interval in words."""
    if pooled.prediction_low is None or pooled.prediction_high is None:
        return "not known"
    return limits(pooled.prediction_low, pooled.prediction_high)
