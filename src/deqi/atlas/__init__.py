"""Which points, and where on my body: a person's body, its landmarks, and the points on it."""

from deqi.atlas.body import Body, build_body
from deqi.atlas.heights import Height
from deqi.atlas.picture import VIEWS, Camera, Picture, camera_for, draw, shade
from deqi.atlas.points import place_points
from deqi.atlas.tables import AtlasTables, load_atlas_tables

__all__ = [
    "VIEWS",
    "AtlasTables",
    "Body",
    "Camera",
    "Height",
    "Picture",
    "build_body",
    "camera_for",
    "draw",
    "load_atlas_tables",
    "place_points",
    "shade",
]
