"""Numbers as they stand beside a chart: a real minus sign, one decimal, the same width in a column."""

from django.utils.translation import gettext as _

from deqi.evidence import PooledEstimate

MINUS = "\N{MINUS SIGN}"


def number(value: float, decimals: int = 1) -> str:
    """For example ``−4.8``; never a minus before zero."""
    text = f"{value:.{decimals}f}"
    if float(text) == 0.0:
        text = text.removeprefix("-")
    return text.replace("-", MINUS)


def interval(low: float, high: float, decimals: int = 1) -> str:
    """For example ``[−9.1, −0.5]``."""
    return f"[{number(low, decimals)}, {number(high, decimals)}]"


def spoken(low: float, high: float, decimals: int = 1) -> str:
    """For example "−9.1 to −0.5", for sentences."""
    return _("%(low)s to %(high)s") % {"low": number(low, decimals), "high": number(high, decimals)}


def p_value(p: float) -> str:
    """For example ``p = 0.03`` or ``p < 0.001``."""
    return "p < 0.001" if p < 0.001 else f"p = {p:.3f}" if p < 0.1 else f"p = {p:.2f}"


def percent(level: float) -> str:
    """A level such as 0.95 as ``95%``."""
    return f"{100 * level:g}%"


def heterogeneity(pooled: PooledEstimate) -> str:
    """One line for below a forest plot."""
    if pooled.q_p is None or pooled.tau2_low is None or pooled.tau2_high is None:
        return _("One trial: how much trials differ cannot be told.")
    return (
        f"τ² = {number(pooled.tau2)} ({number(pooled.tau2_low)} – {number(pooled.tau2_high)}),  "
        f"I² = {pooled.i2:.0f}%,  Q = {number(pooled.q, 2)}, df = {pooled.q_df}, {p_value(pooled.q_p)}"
    )


def method(pooled: PooledEstimate) -> str:
    """How the estimate was made, in the field's terms."""
    tau2 = _("common effect") if pooled.tau2_method == "FE" else f"τ²: {pooled.tau2_method}"
    limits = _("Hartung-Knapp") if pooled.interval == "hksj" else _("normal")
    return _("%(tau2)s; limits: %(limits)s") % {"tau2": tau2, "limits": limits}
