"""Collect what is wrong with many data files, instead of stopping at the first."""

from collections.abc import Callable, Iterable

from deqi.vocabulary import DataFileError


def problems(checks: Iterable[Callable[[], object]]) -> list[DataFileError]:
    """Run every check and keep what each one raises; each problem is told once, in order."""
    found: dict[str, DataFileError] = {}
    for check in checks:
        try:
            check()
        except DataFileError as error:
            found.setdefault(str(error), error)
    return list(found.values())
