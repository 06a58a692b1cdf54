"""Where the points are, and what is said of them."""

from deqi.atlas.facts import PointBook, load_point_book
from deqi.atlas.find import find_points, one_point

__all__ = ["PointBook", "find_points", "load_point_book", "one_point"]
