"""Names

A point is found by whatever a list calls it.
"""


def test_the_old_number_behind_the_knee(find):
    """Older lists call BL40 "B54"; today's BL54 lies in the buttock."""
    (match,) = find("B54 behind the knee")["matches"]
    assert match["code"] == "BL40"
    assert "BL54 lies in the buttock and is not meant" in match["why"]


def test_the_old_number_alone(find):
    """Without a place both can be meant, and both are given."""
    assert [match["code"] for match in find("B54")["matches"]] == ["BL40", "BL54"]


def test_other_code_styles(find):
    """English, pinyin, French, Spanish and German lists shorten the channels in their own ways."""
    assert [find(text)["matches"][0]["code"] for text in ("UB23", "Du 4", "E36", "3E5")] == [
        "BL23",
        "GV4",
        "ST36",
        "TE5",
    ]


def test_two_languages_one_letter(find):
    """P6 is a point of the wrist in English lists and another of the forearm in French ones."""
    assert {match["code"] for match in find("P6")["matches"]} == {"PC6", "LU6"}


def test_pinyin_and_characters(find):
    """With tone marks or without, in old or new characters."""
    for text in ("weizhong", "Wěizhōng", "委中"):
        assert find(text)["matches"][0]["code"] == "BL40"


def test_a_bone_is_not_silently_a_point(find):
    """L4 is a bone of the low back before it is anything else."""
    assert "bone of the back" in find("L4")["matches"][0]["why"]


def test_near_spellings(find):
    """What is not found gets names that look like it."""
    assert "Weizhong (BL40)" in find("wei zhon")["near"]
