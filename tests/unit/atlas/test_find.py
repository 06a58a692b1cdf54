"""A point is found by whatever it is called, and never silently mistaken for another."""

import pytest

from deqi.answers import default_tables
from deqi.atlas import PointBook, find_points, one_point
from deqi.vocabulary import InputError


@pytest.fixture(scope="module")
def book() -> PointBook:
    return default_tables().points


def codes(text: str, book: PointBook) -> list[str]:
    return [match.code for match in find_points(text, book).matches]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("BL40", "BL40"),
        ("bl 40", "BL40"),
        ("BL-40", "BL40"),
        ("TE05", "TE5"),
        ("SJ5", "TE5"),
        ("3E5", "TE5"),
        ("Du 4", "GV4"),
        ("Ren-4", "CV4"),
        ("E36", "ST36"),
        ("ex b 7", "EX-B7"),
        ("Bladder 23", "BL23"),
        ("gall bladder 34", "GB34"),
        ("Stomach36", "ST36"),
        ("Triple Burner 5", "TE5"),
        ("EX-UE 7", "EX-UE7"),
        ("Weizhong", "BL40"),
        ("Wěizhōng", "BL40"),
        ("wei zhong", "BL40"),
        ("委中", "BL40"),
        ("委中穴", "BL40"),
        ("腎兪", "BL23"),
        ("肾俞", "BL23"),
        ("fu'ai", "SP16"),
        ("Renzhong", "GV26"),
        ("lumbar pain points", "EX-UE7"),
        ("Leg Three Miles", "ST36"),
        ("Jūliáo", "GB29"),
        ("Jùliáo", "ST3"),
    ],
)
def test_one_name_one_point(text: str, code: str, book: PointBook) -> None:
    assert one_point(text, book).code == code


# Old numbers, typed by hand: the outer line of the back moved by five, thigh and knee by fourteen.
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("B54 behind the knee", "BL40"),
        ("b54 knee", "BL40"),
        ("V54 behind the knee", "BL40"),
        ("BL54 behind the knee", "BL40"),
        ("bladder 54 behind the knee", "BL40"),
        ("B54 in the buttock", "BL54"),
        ("B47 low back", "BL52"),
        ("B48 buttock", "BL53"),
        ("B50 buttock", "BL36"),
        ("B36 upper back", "BL41"),
        ("BL54", "BL54"),
        ("BL52", "BL52"),
    ],
)
def test_the_alias_trap_is_told(text: str, code: str, book: PointBook) -> None:
    assert one_point(text, book).code == code


def test_the_place_decides_and_the_answer_says_why(book: PointBook) -> None:
    (match,) = find_points("B54 behind the knee", book).matches
    assert match.why == (
        "Older lists put the thigh and knee last: their B54 is BL40 today. It lies behind the knee. "
        "BL54 lies in the buttock and is not meant."
    )


def test_an_old_number_alone_gives_both_points_and_their_places(book: PointBook) -> None:
    search = find_points("B54", book)
    assert {match.code for match in search.matches} == {"BL40", "BL54"}
    assert not any(match.certain for match in search.matches)
    assert all("knee" in match.why or "buttock" in match.why for match in search.matches)
    with pytest.raises(InputError, match="2 points"):
        one_point("B54", book)


def test_a_code_of_the_standard_is_itself_and_warns_of_its_double(book: PointBook) -> None:
    search = find_points("BL54", book)
    assert [match.code for match in search.matches] == ["BL54", "BL40"]
    assert search.matches[0].certain
    assert search.note


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("P6", {"PC6", "LU6"}),
        ("H7", {"HT7", "LR7"}),
        ("IG4", {"LI4", "SI4"}),
        ("Juliao", {"ST3", "GB29"}),
        ("zhongzhu", {"TE3", "KI15"}),
    ],
)
def test_what_can_mean_two_points_gives_both(text: str, both: set[str], book: PointBook) -> None:
    assert set(codes(text, book)) == both
    with pytest.raises(InputError):
        one_point(text, book)


@pytest.mark.parametrize("text", ["L4", "C7", "S1"])
def test_a_bone_of_the_back_is_not_silently_a_point(text: str, book: PointBook) -> None:
    search = find_points(text, book)
    assert "bone of the back" in search.matches[0].why
    assert not search.matches[0].certain


def test_a_place_where_none_of_them_lies_is_said(book: PointBook) -> None:
    search = find_points("BL40 hand", book)
    assert all("None of these lies where you say" in match.why for match in search.matches)
    with pytest.raises(InputError):
        one_point("BL40 hand", book)


@pytest.mark.parametrize(("text", "near"), [("Wei Zhon", "BL40"), ("BL99", "BL9"), ("shenshuu", "BL23")])
def test_an_unknown_name_gets_near_spellings(text: str, near: str, book: PointBook) -> None:
    search = find_points(text, book)
    assert search.matches == ()
    assert any(near in spelling for spelling in search.near)
    with pytest.raises(InputError, match="No point is called"):
        one_point(text, book)


@pytest.mark.parametrize("text", ["", "   ", "x" * 81, "BL\x1b[31m40", "BL0", "BL400"])
def test_what_cannot_be_a_name_is_refused_or_not_found(text: str, book: PointBook) -> None:
    with pytest.raises(InputError):
        one_point(text, book)


def test_every_point_is_found_by_its_own_names(book: PointBook) -> None:
    for point in book.points.values():
        for name in (point.code, point.pinyin, point.characters_traditional, point.characters_simplified):
            assert point.code in codes(name, book), name
