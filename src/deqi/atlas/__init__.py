"""Which points, and where on my body: a body, its landmarks, its points, and what is said of them."""

from deqi.atlas.body import Body, build_body
from deqi.atlas.channels import channel_lines
from deqi.atlas.export import BodyFormat, export_body
from deqi.atlas.facts import PointBook, load_point_book
from deqi.atlas.find import find_points, one_point
from deqi.atlas.heights import Height
from deqi.atlas.picture import VIEWS, Camera, Picture, camera_for, draw, png, shade
from deqi.atlas.points import place_points
from deqi.atlas.section import Outline, plane_section, tape_length
from deqi.atlas.tables import AtlasTables, load_atlas_tables

__all__ = [
    "VIEWS",
    "AtlasTables",
    "Body",
    "BodyFormat",
    "Camera",
    "Height",
    "Outline",
    "Picture",
    "PointBook",
    "build_body",
    "camera_for",
    "channel_lines",
    "draw",
    "export_body",
    "find_points",
    "load_atlas_tables",
    "load_point_book",
    "one_point",
    "place_points",
    "plane_section",
    "png",
    "shade",
    "tape_length",
]
