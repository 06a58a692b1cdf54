"""The groups of people whose evidence is kept apart."""

from enum import Enum


class Stratum(Enum):
    """Groups of people with low back pain that trials studied separately."""

    CHRONIC = "chronic"
    """Pain for 12 weeks or more, adults under 65, no leg pain."""
    CHRONIC_65 = "chronic, 65 and over"
    ACUTE = "acute"
    """Pain for less than 12 weeks."""
    SCIATICA = "sciatica"
    """Pain that runs down the leg."""
    PREGNANCY = "pregnancy"
