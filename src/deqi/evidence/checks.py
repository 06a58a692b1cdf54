"""Checks of what callers give: cheap, and never silent."""

from collections.abc import Iterable, Mapping, Sequence
from math import isfinite

from deqi.vocabulary import UsageError

_NOT_A_NUMBER = (str, bytes, bool)
_PLAIN = {float}
TINIEST = 1e-300


def checked_studies(effects: Sequence[float], variances: Sequence[float]) -> tuple[list[float], list[float]]:
    """Effects and variances as lists of floats: same length, at least one, finite, variances above 0."""
    y = checked_numbers(effects, "effects")
    v = checked_numbers(variances, "variances")
    if len(y) != len(v):
        raise UsageError(
            what=f"There are {len(y)} effects but {len(v)} variances.",
            rule="Each effect needs its own variance.",
            next_step="Give two lists of the same length.",
            where="variances",
        )
    if not y:
        raise UsageError(
            what="There is no study to pool.",
            rule="Pooling needs at least one effect with its variance.",
            next_step="Select at least one study.",
            where="effects",
        )
    if min(v) < TINIEST:
        i = next(i for i, x in enumerate(v) if x < TINIEST)
        raise UsageError(
            what=f"The variance of study {i + 1} is {v[i]!r}.",
            rule="A sampling variance is a standard error squared, so it is above 0.",
            next_step="Give the squared standard error, or leave that study out.",
            where=f"variances[{i}]",
        )
    return y, v


def checked_numbers(values: Iterable[float], where: str) -> list[float]:
    """``values`` as a list of finite floats. Text and truth values are refused, not converted."""
    tolist = getattr(values, "tolist", None)
    try:
        raw = tolist() if tolist is not None else list(values)
        kinds = set(map(type, raw))
        text = kinds != _PLAIN and any(issubclass(kind, _NOT_A_NUMBER) for kind in kinds)
        numbers = raw if kinds == _PLAIN else [] if text else list(map(float, raw))
    except (TypeError, ValueError, OverflowError):
        text = True
    if text:
        raise UsageError(
            what=f"The {where} {values!r:.80} are not a list of numbers.",
            rule="One number a study is needed.",
            next_step="Give a list, tuple or one-dimensional array of numbers.",
            where=where,
        )
    if not all(map(isfinite, numbers)):
        i = next(i for i, x in enumerate(numbers) if not isfinite(x))
        raise UsageError(
            what=f"Number {i + 1} of the {where} is {numbers[i]!r}.",
            rule="A study whose figure is unknown or infinite cannot be pooled.",
            next_step="Leave that study out, and say so.",
            where=f"{where}[{i}]",
        )
    return numbers


def checked_choice(value: str, known: Mapping[str, str], where: str) -> str:
    """The name that ``value`` stands for."""
    try:
        return known[value]
    except (KeyError, TypeError):
        raise UsageError(
            what=f"{value!r} is not a known {where}.",
            rule=f"It is one of {', '.join(known)}.",
            next_step="Give one of these names.",
            where=where,
        ) from None


def checked_level(level: float) -> None:
    """Refuse a level that is not between 0 and 1."""
    try:
        good = 0.0 < level < 1.0
    except TypeError:
        good = False
    if not good:
        raise UsageError(
            what=f"The level is {level!r}.",
            rule="The level of an interval is a share between 0 and 1.",
            next_step="Give 0.95 for 95%.",
            where="level",
        )
