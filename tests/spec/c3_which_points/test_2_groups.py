"""The groups

People hear of points in five parts of the body. A sixth group holds what trials use and lay lists leave out.
"""


def test_six_groups(points, calm):
    """Lower back, hip and sacrum, behind the knee, hand, belly; then leg and foot."""
    groups = [group["id"] for group in points(calm())["groups"]]
    assert groups == ["lower-back", "hipbone", "knee-back", "hand", "stomach", "missed"]


def test_what_lay_lists_leave_out(points, calm):
    """Trials use these points of leg and foot."""
    missed = points(calm())["groups"][5]["points"]
    assert {"BL60", "GB34", "KI3", "BL57"} <= {point["code"] for point in missed}


def test_use_is_a_rank_and_never_a_share(points, calm, by_code):
    """How much a point is used is told by its place in a list."""
    use = by_code(points(calm()))["BL23"]["uses"][0]
    assert (use["rank"], use["of"]) == (1, 11)


def test_what_is_only_told_of_is_marked(points, calm, by_code):
    """None of the lists holds a point on the belly, and the answer says so."""
    assert by_code(points(calm()))["CV6"]["support"] == "told of, not in our lists"


def test_no_point_is_said_to_work(points, calm):
    """Trials use several points together, so nobody knows what one adds."""
    assert "nobody can say what one point adds" in points(calm())["statements"][0]["text"]


def test_the_exact_place_may_matter_little(points, calm):
    """Reviews of sham trials disagree about it; the answer tells both."""
    texts = {statement["id"]: statement["text"] for statement in points(calm())["statements"]}
    assert "not settled" in texts["place"]


def test_tradition_is_told_as_tradition(points, calm, by_code):
    """What a channel is stands apart from what trials did."""
    assert by_code(points(calm()))["BL40"]["tradition"].startswith("Tradition puts it on the bladder channel")


def test_new_pain_and_old_pain(points, calm):
    """The points of the hand are told of for new pain; somebody with old pain is told so."""
    old, new = points(calm(pain_weeks=40)), points(calm(pain_weeks=3))
    assert "told of for new pain" in old["groups"][3]["for_you"]
    assert new["groups"][3]["for_you"] == ""


def test_pain_down_the_leg(points, calm):
    """What classical books do then is told, and told as tradition."""
    assert "tradition" in points(calm(leg_pain="yes"))["groups"][5]["for_you"]


def test_how_many_lists_hold_a_point(points, calm, by_code):
    """BL40 stands in every list of trials and in both named trials, CV4 in none."""
    shown = by_code(points(calm()))
    assert (shown["BL40"]["trial_lists"], shown["CV4"]["trial_lists"]) == (5, 0)
