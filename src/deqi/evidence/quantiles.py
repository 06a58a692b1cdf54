"""Quantiles and tails of the normal, t, chi-squared and F distributions.

Thin names over ``scipy.special``; importing ``scipy.stats`` would take a second.
"""

from functools import lru_cache

from scipy import special


@lru_cache(maxsize=64)
def normal_quantile(level: float) -> float:
    """The z that leaves (1 - level)/2 above it."""
    return float(special.ndtri(0.5 * (1.0 + level)))


@lru_cache(maxsize=1024)
def t_quantile(level: float, df: int) -> float:
    """The t with ``df`` degrees of freedom that leaves (1 - level)/2 above it."""
    return float(special.stdtrit(df, 0.5 * (1.0 + level)))


def chi2_tail(x: float, df: int) -> float:
    """The probability above ``x``."""
    return float(special.chdtrc(df, x))


def chi2_quantile(p: float, df: int) -> float:
    """The value with probability ``p`` below it."""
    return float(special.chdtri(df, 1.0 - p))


def f_tail(x: float, df1: int, df2: int) -> float:
    """The probability above ``x``."""
    return float(special.fdtrc(df1, df2, x))


def normal_below(z: float) -> float:
    """The probability below ``z``."""
    return float(special.ndtr(z))


def t_below(t: float, df: int) -> float:
    """The probability below ``t``."""
    return float(special.stdtr(df, t))


def two_sided_p(statistic: float, df: int | None) -> float:
    """Two-sided p value; normal when ``df`` is ``None``."""
    tail = normal_below(-abs(statistic)) if df is None else t_below(-abs(statistic), df)
    return 2.0 * tail
