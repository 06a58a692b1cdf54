"""Check digits of register numbers."""

NPI_PREFIX = "80840"
"""Stands before an NPI when its check digit is worked out: health (80), United States (840)."""


def luhn_holds(digits: str) -> bool:
    """Whether the last digit of ``digits`` is its Luhn check digit (ISO/IEC 7812-1). Digits only."""
    if not (digits.isascii() and digits.isdigit()):
        return False
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit)
        if place % 2:
            value = value * 2 - 9 if value > 4 else value * 2
        total += value
    return total % 10 == 0


def luhn_digit(digits: str) -> str:
    """The digit to append to ``digits`` so that Luhn holds."""
    return next(last for last in "0123456789" if luhn_holds(digits + last))


def npi_holds(number: str) -> bool:
    """Whether ``number`` can be an NPI: ten digits, the first 1 or 2, the last the Luhn digit over 80840."""
    return len(number) == 10 and number[:1] in ("1", "2") and luhn_holds(NPI_PREFIX + number)
