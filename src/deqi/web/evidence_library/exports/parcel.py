"""What every file of a selection needs: the analysis, the tables, and the address that names both."""

from dataclasses import dataclass
from functools import cached_property

from deqi import __version__
from deqi.evidence import EvidenceTables
from deqi.web.evidence_library.analysis import Analysis
from deqi.web.evidence_library.choices import slug
from deqi.web.evidence_library.version import full_stamp, stamp

LICENCE = "CC BY 4.0"


@dataclass(frozen=True)
class Parcel:
    """A selection that is taken away. ``address`` names it with the version of the data used."""

    analysis: Analysis
    tables: EvidenceTables
    address: str
    asked_data: str = ""

    @cached_property
    def data(self) -> str:
        """The version of the data that these numbers come from."""
        return stamp(self.tables)

    @cached_property
    def full_data(self) -> str:
        """The same, in full."""
        return full_stamp(self.tables)

    @property
    def moved_on(self) -> str:
        """A warning when the address named another version of the data; empty when it did not."""
        if not self.asked_data or self.asked_data == self.data:
            return ""
        return (
            f"The address asked for data version {self.asked_data}; these numbers come from {self.data}, "
            "which is what this site holds now."
        )

    @property
    def file_name(self) -> str:
        """A name without an ending."""
        query = self.analysis.query
        return f"deqi-{slug(query.comparator)}-{query.outcome}-{self.data}"

    @property
    def citation(self) -> str:
        """How to cite this selection."""
        query = self.analysis.query
        first, last = query.weeks
        return (
            f"Deqi evidence library, version {__version__}, data {self.data}. Acupuncture "
            f"({query.modality.value}) compared with {query.comparator.value}: {query.outcome}, "
            f"{query.group.value}, weeks {first:g} to {last:g}. {self.address}"
        )

    @property
    def heading(self) -> list[str]:
        """The lines that stand at the top of program code."""
        return [self.citation, *([self.moved_on] if self.moved_on else []), f"Data: {LICENCE}."]
