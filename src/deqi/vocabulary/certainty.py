"""How sure the evidence lets us be, in the words of GRADE."""

from enum import Enum


class Certainty(Enum):
    """GRADE's four levels, and ``UNGRADED`` where nobody has graded."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"
    VERY_LOW = "very low"
    UNGRADED = "not graded"
