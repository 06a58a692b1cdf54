"""Where places are: centres of ZIP areas, distances on the globe, and boxes round a point."""

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from deqi.datafiles import sha256
from deqi.vocabulary import DataFileError

EARTH_RADIUS_MILES = 6371.0088 / 1.609344
"""Mean radius R1 of the GRS 80 ellipsoid in km, in statute miles of 1.609344 km."""
MILES_A_DEGREE = EARTH_RADIUS_MILES * math.pi / 180
BANDS_A_DEGREE = 10
"""Latitude is cut into bands of a tenth of a degree (about 7 miles), so that an index can seek in each."""
LINE = re.compile(rb"(\d{5}),(-?\d{1,2}\.\d{4}),(-?\d{1,3}\.\d{4})")
HEADER = b"zip,lat_deg,lon_deg"


@dataclass(frozen=True, slots=True)
class Point:
    """Degrees north and east."""

    lat_deg: float
    lon_deg: float


@dataclass(frozen=True)
class Place:
    """A point and how exactly it is known: ``address``, ``zip`` (centre of the area) or ``region``."""

    point: Point
    precision: str


@dataclass(frozen=True)
class Box:
    """Degrees; ``west`` is greater than ``east`` when the box lies across the 180th meridian."""

    south: float
    north: float
    west: float
    east: float

    @property
    def bands(self) -> range:
        """The bands of latitude that the box touches."""
        return range(band(self.south), band(self.north) + 1)

    @property
    def spans(self) -> tuple[tuple[float, float], ...]:
        """Ranges of longitude, two when the box lies across the 180th meridian."""
        if self.west <= self.east:
            return ((self.west, self.east),)
        return ((self.west, 180.0), (-180.0, self.east))


def band(lat_deg: float) -> int:
    """The band that a latitude lies in."""
    return math.floor(lat_deg * BANDS_A_DEGREE)


def miles_between(a: Point, b: Point) -> float:
    """Great-circle distance in statute miles by the haversine formula (Sinnott 1984)."""
    lat_a, lat_b = math.radians(a.lat_deg), math.radians(b.lat_deg)
    half_lat = math.sin((lat_b - lat_a) / 2)
    half_lon = math.sin(math.radians(b.lon_deg - a.lon_deg) / 2)
    root = half_lat * half_lat + math.cos(lat_a) * math.cos(lat_b) * half_lon * half_lon
    return 2 * EARTH_RADIUS_MILES * math.asin(min(1.0, math.sqrt(root)))


def box_around(centre: Point, miles: float) -> Box:
    """The smallest box that holds every point within ``miles``, a hair wider against rounding."""
    reach = miles / MILES_A_DEGREE * (1 + 1e-9) + 1e-9
    south, north = centre.lat_deg - reach, centre.lat_deg + reach
    if south <= -90 or north >= 90:
        return Box(max(south, -90.0), min(north, 90.0), -180.0, 180.0)
    # where the circle is widest lies nearer to the pole than its centre
    widest = math.sin(math.radians(reach)) / math.cos(math.radians(centre.lat_deg))
    across = math.degrees(math.asin(min(1.0, widest))) * (1 + 1e-9) + 1e-9
    if across >= 180:
        return Box(south, north, -180.0, 180.0)
    return Box(south, north, _wrapped(centre.lon_deg - across), _wrapped(centre.lon_deg + across))


def _wrapped(lon_deg: float) -> float:
    return (lon_deg + 180) % 360 - 180


@dataclass(frozen=True)
class Places:
    """Centres of ZIP areas, and of the regions that share three digits."""

    zips: Mapping[str, Point]
    regions: Mapping[str, Point]
    sha256: str

    def find(self, postal_code: str, country: str = "US") -> Place | None:
        """Where a ZIP lies (5 or 9 digits, with or without a dash); ``None`` when we cannot tell."""
        if country != "US":
            return None
        digits = "".join(filter(str.isdigit, postal_code))
        if not digits or len(postal_code) > 12:
            return None
        if len(digits) in (3, 4, 7, 8):  # a spreadsheet took the zeros in front away
            digits = digits.zfill(5 if len(digits) < 5 else 9)
        if len(digits) not in (5, 9):
            return None
        if found := self.zips.get(digits[:5]):
            return Place(found, "zip")
        region = self.regions.get(digits[:3])
        return Place(region, "region") if region else None


def load_places(path: Path, rows: int) -> Places:
    """Read the shipped table of ``rows`` ZIP areas. Raises ``DataFileError`` naming the line."""
    try:
        content = path.read_bytes()
    except OSError as error:
        raise _broken(path, f"It cannot be read: {error.strerror}.") from error
    header, *lines = content.split(b"\n")
    if header != HEADER or lines[-1:] != [b""]:
        raise _broken(path, "The header or the last line is not as expected.")
    zips: dict[str, Point] = {}
    sums: dict[str, list[float]] = {}
    for number, line in enumerate(lines[:-1], start=2):
        found = LINE.fullmatch(line)
        if not found or found[1].decode() in zips:
            raise _broken(path, f"Line {number} is not a ZIP, a latitude and a longitude, or repeats a ZIP.")
        name, point = found[1].decode(), Point(float(found[2]), float(found[3]))
        zips[name] = point
        total = sums.setdefault(name[:3], [0.0, 0.0, 0.0])
        for place, value in enumerate((point.lat_deg, point.lon_deg, 1.0)):
            total[place] += value
    if len(zips) != rows:
        raise _broken(path, f"It holds {len(zips)} areas, places.toml says {rows}.")
    regions = {name: Point(lat / count, lon / count) for name, (lat, lon, count) in sums.items()}
    return Places(MappingProxyType(zips), MappingProxyType(regions), sha256(content))


def _broken(path: Path, what: str) -> DataFileError:
    return DataFileError(
        what=what,
        rule="The table of places must be whole.",
        next_step="Take the file of the release again.",
        where=path.name,
    )
