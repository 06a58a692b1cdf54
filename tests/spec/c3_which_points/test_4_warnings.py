"""Warnings

What lies under a point is told first. No depth is ever given as safe.
"""


def test_the_kidney(points, calm, by_code):
    """BL23 lies over the kidney: a hard warning."""
    first = by_code(points(calm()))["BL23"]["risks"][0]
    assert (first["structure"], first["hard"]) == ("kidney", True)


def test_the_smallest_published_figure(points, calm, by_code):
    """Where studies printed distances, the smallest stands there with what it measures and its source."""
    depth = by_code(points(calm()))["BL34"]["depth"]
    assert (depth["mm"], depth["source"]) == (31.1, "baliao-ct")
    assert depth["measure"] == "mean from the skin to the middle of the hole"


def test_no_figure_where_none_was_found(points, calm, by_code):
    """Nobody printed a distance for adults at ST25 that we could find, so none is shown."""
    assert by_code(points(calm()))["ST25"]["depth"] is None


def test_no_depth_is_safe(points, calm):
    """The answer says why there is no such number."""
    texts = {statement["id"]: statement["text"] for statement in points(calm())["statements"]}
    assert texts["depth"].startswith("No depth of a needle is given as safe")


def test_pressing_at_home(points, calm, by_code):
    """Muscle may be pressed; the belly and the gaps between the bones of the back may not."""
    shown = by_code(points(calm()))
    assert shown["BL25"]["press"] is True
    assert shown["CV4"]["press"] is False
    assert shown["GV3"]["press"] is False
