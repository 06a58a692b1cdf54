"""What a treatment was compared with. Every estimate carries one; they are never mixed."""

from enum import Enum


class Comparator(Enum):
    """The four kinds of comparison that answer four different questions."""

    NO_TREATMENT = "no treatment"
    """Nothing, or a waiting list."""
    USUAL_CARE = "usual care"
    """What a doctor normally offers, guideline care included."""
    SHAM = "sham"
    """Needling that was meant to do nothing in itself: shallow, off the points, or blunt."""
    ACTIVE = "active care"
    """Another treatment, such as massage or medicine."""
