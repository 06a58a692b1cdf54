"""Take a selection away: as a table, a document, a picture, references, or a program."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.http import HttpResponse

from deqi.web.evidence_library.exports.code import as_python, as_r
from deqi.web.evidence_library.exports.parcel import Parcel
from deqi.web.evidence_library.exports.picture import as_png, as_svg
from deqi.web.evidence_library.exports.ris import as_ris
from deqi.web.evidence_library.exports.sheet import as_csv, as_json

__all__ = ["KINDS", "Kind", "Parcel"]


@dataclass(frozen=True)
class Kind:
    """A kind of file: how it is made, its media type and the ending of its name."""

    make: Callable[[Parcel], str | bytes]
    media_type: str
    ending: str

    def response(self, parcel: Parcel) -> HttpResponse:
        """The file as an answer to a request, with the version of its data in its name."""
        response = HttpResponse(self.make(parcel), content_type=self.media_type)
        name = f"{parcel.file_name}.{self.ending}"
        response["Content-Disposition"] = f'attachment; filename="{name}"'
        response["Deqi-Data-Version"] = parcel.data
        return response


KINDS: Mapping[str, Kind] = MappingProxyType(
    {
        "csv": Kind(as_csv, "text/csv; charset=utf-8", "csv"),
        "json": Kind(as_json, "application/json", "json"),
        "svg": Kind(as_svg, "image/svg+xml", "svg"),
        "png": Kind(as_png, "image/png", "png"),
        "ris": Kind(as_ris, "application/x-research-info-systems", "ris"),
        "py": Kind(as_python, "text/x-python; charset=utf-8", "py"),
        "r": Kind(as_r, "text/x-r; charset=utf-8", "R"),
    }
)
"""What stands at the end of an address, and what it gives."""
