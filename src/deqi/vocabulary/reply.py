"""A person's reply to a question: yes, no, or not sure."""

from enum import Enum


class Reply(Enum):
    """What a person answered.

    A question that was never answered has no reply at all (it is absent from the mapping).
    Neither ``UNKNOWN`` nor absence ever reads as ``NO``.
    """

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"
