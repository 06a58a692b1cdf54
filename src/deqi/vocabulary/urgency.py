"""How soon somebody must be seen."""

from enum import IntEnum


class Urgency(IntEnum):
    """Five tiers; a higher number is more urgent, so ``max`` combines them."""

    NONE = 0
    NOTE = 1
    WITHIN_2_WEEKS = 2
    SAME_DAY = 3
    EMERGENCY = 4

    @property
    def label(self) -> str:
        """The tier as it is written for people and in JSON, for example ``SAME DAY``."""
        return self.name.replace("_", " ")

    @classmethod
    def from_label(cls, label: str) -> "Urgency":
        """The tier with this label (``KeyError`` when there is none)."""
        return cls[label.replace(" ", "_")]
