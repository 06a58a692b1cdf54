"""Errors: one family, each names the input, the rule and the next step."""


class DeqiError(Exception):
    """Base of everything that Deqi reports on purpose; shown without a traceback.

    ``what`` names the input that was wrong and shows it, ``rule`` says which rule it broke,
    ``next_step`` says what to do. ``where`` is a path inside the input (``findings.F01``)
    or a file and line, empty when it does not apply.
    """

    exit_status = 1

    def __init__(self, *, what: str, rule: str, next_step: str, where: str = "") -> None:
        super().__init__(what, rule, next_step, where)
        self.what = what
        self.rule = rule
        self.next_step = next_step
        self.where = where

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        return f"{place}{self.what} {self.rule} {self.next_step}"

    def as_dict(self) -> dict[str, str]:
        """The same four parts, for JSON."""
        return {
            "where": self.where,
            "what": self.what,
            "rule": self.rule,
            "next_step": self.next_step,
        }


class InputError(DeqiError):
    """What a person or a program gave cannot be used (exit status 2, HTTP 422)."""

    exit_status = 2


class UsageError(DeqiError):
    """A function was called in a way that has no answer, such as pooling no study."""

    exit_status = 2


class DataFileError(DeqiError):
    """A data file of Deqi's own is broken, or holds what must not be shown (exit status 3)."""

    exit_status = 3
