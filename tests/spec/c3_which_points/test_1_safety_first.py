"""Safety first

No point is shown to somebody who must be seen today or now.
"""


def test_an_emergency_gets_no_points(points, calm):
    """Numbness between the legs: the answer is a refusal, and it has no groups."""
    answer = points(calm(F01="yes"))
    assert answer["kind"] == "refusal"
    assert "groups" not in answer


def test_within_two_weeks_says_so_before_any_point(points, calm):
    """Pain at night and at rest: points are shown, and the doctor comes first."""
    answer = points(calm(F16="yes"))
    assert answer["kind"] == "points"
    assert "two weeks" in " ".join(answer["first"])


def test_no_pressing_before_the_doctor(points, calm, by_code):
    """Until a doctor has looked, nothing is pressed at home either."""
    assert not any(point["press"] for point in by_code(points(calm(F16="yes"))).values())


def test_what_nobody_asked_is_asked(points):
    """Somebody who told nothing is told which answers would change the points."""
    assert any("blood" in question or "warfarin" in question for question in points({})["ask"])
