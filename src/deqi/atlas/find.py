"""Find a point by whatever it is called: code, old number, pinyin, characters, lay name."""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from deqi.atlas.facts import Alias, CodeStyle, PointBook
from deqi.vocabulary import InputError, PointFacts, PointMatch, PointSearch

LONGEST = 80
CODE = re.compile(
    r"(?P<style>3E|[A-ZÜ]{1,4})[\s.\-_]*0*(?P<number>[1-9]\d?)(?!\d)\b[\s:,;.\-]*(?P<rest>.*)", re.DOTALL
)
EXTRA = re.compile(
    r"EX[\s.\-]*(?P<part>B|UE)[\s.\-]*0*(?P<number>[1-9]\d?)(?!\d)[\s:,;.\-]*(?P<rest>.*)", re.DOTALL
)

CHANNELS: Mapping[str, str] = {
    "urinary bladder": "BL",
    "bladder": "BL",
    "gall bladder": "GB",
    "gallbladder": "GB",
    "kidney": "KI",
    "liver": "LR",
    "stomach": "ST",
    "spleen": "SP",
    "heart": "HT",
    "small intestine": "SI",
    "large intestine": "LI",
    "lung": "LU",
    "pericardium": "PC",
    "triple energizer": "TE",
    "triple warmer": "TE",
    "triple burner": "TE",
    "san jiao": "TE",
    "governing vessel": "GV",
    "du mai": "GV",
    "conception vessel": "CV",
    "ren mai": "CV",
}
"""Channels written out: "bladder 40" is BL40."""

PLACES: Mapping[str, frozenset[str]] = {
    "behind the knee": frozenset({"knee"}),
    "back of the knee": frozenset({"knee"}),
    "knee": frozenset({"knee", "lower leg"}),
    "buttock": frozenset({"buttock"}),
    "hip": frozenset({"buttock"}),
    "thigh": frozenset({"thigh", "buttock"}),
    "lower back": frozenset({"lower back"}),
    "low back": frozenset({"lower back"}),
    "waist": frozenset({"lower back"}),
    "upper back": frozenset({"upper back"}),
    "back": frozenset({"lower back", "upper back", "sacrum"}),
    "sacrum": frozenset({"sacrum"}),
    "foot": frozenset({"foot", "ankle"}),
    "ankle": frozenset({"ankle", "foot"}),
    "leg": frozenset({"lower leg", "knee", "thigh"}),
    "calf": frozenset({"lower leg"}),
    "hand": frozenset({"hand"}),
    "wrist": frozenset({"arm", "hand"}),
    "arm": frozenset({"arm"}),
    "belly": frozenset({"upper belly", "lower belly"}),
    "stomach": frozenset({"upper belly", "lower belly"}),
    "chest": frozenset({"chest"}),
    "shoulder": frozenset({"shoulder"}),
    "neck": frozenset({"neck"}),
    "head": frozenset({"head", "face"}),
    "face": frozenset({"face"}),
}
"""Words for a place, longest first where one holds another, and the areas that they mean."""


def find_points(text: str, book: PointBook) -> PointSearch:
    """Every point that ``text`` may mean, the best first, each with a sentence why.

    ``text`` may be a code of the WHO or of another list (``BL40``, ``UB 40``, ``V40``), an old number with
    a place (``B54 behind the knee``), pinyin with or without tone marks, characters or a lay name. When
    several points can be meant, all are given and told apart. When none is, ``near`` holds near spellings.
    Raises ``InputError`` for an empty or overlong text.
    """
    asked = _asked(text)
    for way in (_by_code, _by_characters, _by_pinyin, _by_alias):
        matches = list(way(asked, book))
        if matches:
            return PointSearch(asked, tuple(matches), _note(matches), ())
    return PointSearch(asked, (), "No point has this name.", tuple(_near(asked, book)))


def one_point(text: str, book: PointBook) -> PointFacts:
    """The one point that ``text`` means. Raises ``InputError`` when it can mean none, or several."""
    search = find_points(text, book)
    if len(search.matches) == 1 or (search.matches and search.matches[0].certain):
        return book.points[search.matches[0].code]
    if not search.matches:
        near = f"Near spellings: {', '.join(search.near)}." if search.near else "Try a code such as BL40."
        raise InputError(
            what=f"No point is called {search.text!r}.",
            rule="A point has a code, a name in pinyin or in characters, or a name of older lists.",
            next_step=near,
            where="point",
        )
    told = " ".join(f"{match.code}: {match.why}" for match in search.matches)
    raise InputError(
        what=f"{search.text!r} can mean {len(search.matches)} points.",
        rule=told,
        next_step="Give the code, or add where it lies, such as 'B54 behind the knee'.",
        where="point",
    )


def _asked(text: str) -> str:
    asked = " ".join(unicodedata.normalize("NFC", text).split())
    if not asked or len(asked) > LONGEST or not asked.isprintable():
        raise InputError(
            what="This text cannot be searched." if asked else "There is nothing to search for.",
            rule=f"A search has from 1 to {LONGEST} printable characters.",
            next_step="Give a code such as BL40, a name such as Weizhong, or characters such as 委中.",
            where="text",
        )
    return asked


def _by_code(asked: str, book: PointBook) -> Iterator[PointMatch]:
    lower = asked.lower()
    named = next((name for name in CHANNELS if re.match(rf"{name} ?\d", lower)), "")
    upper = (CHANNELS[named] + lower.removeprefix(named) if named else asked).upper()
    extra = EXTRA.match(upper)
    if extra and f"EX-{extra['part']}{extra['number']}" in book.points:
        point = book.points[f"EX-{extra['part']}{extra['number']}"]
        yield _match(point, f"The code of {point.pinyin} among the extra points.", certain=True)
        return
    code = CODE.match(upper)
    if code is None:
        return
    style, number = code["style"], int(code["number"])
    old = list(_old_numbers(style, number, book))
    today = list(_styled(style, number, book))
    # a bare B is how older lists write; the other styles came with the numbering of today
    found = [*old, *today] if style == "B" else [*today, *old]
    yield from _sorted_out(f"{style}{number}", found, _areas(code["rest"].lower()), book)


def _styled(style: str, number: int, book: PointBook) -> Iterator[tuple[str, str]]:
    """Codes that the style can mean, with why."""
    for known in book.styles:
        code = f"{known.channel}{number}"
        if known.style == style and code in book.points:
            yield code, _styled_why(known, number, book.points[code])


def _styled_why(known: CodeStyle, number: int, point: PointFacts) -> str:
    bone = f"{known.style}{number} is also a bone of the back" if number in known.bones else ""
    careful = "".join(f" Careful: {note}." for note in (known.note, bone) if note)
    if known.style == known.channel:
        return f"The WHO code: {point.pinyin}, {_where(point)}.{careful}"
    meant = f"{point.code}, {point.pinyin}, {_where(point)}"
    return f"{known.style}{number} in {known.language} lists is {meant}.{careful}"


def _old_numbers(style: str, number: int, book: PointBook) -> Iterator[tuple[str, str]]:
    """What an older list means, for every way of writing the bladder channel."""
    bladder = {known.style for known in book.styles if known.channel == "BL"}
    if style in bladder:
        for alias in book.aliases:
            if alias.kind == "old number" and alias.alias == f"B{number}":
                yield alias.code, f"{alias.why} {_is_where(book.points[alias.code])}"


def _sorted_out(
    written: str, found: list[tuple[str, str]], areas: frozenset[str], book: PointBook
) -> Iterator[PointMatch]:
    """The candidates: the one that lies where the text says stands alone, a WHO code first."""
    here = [(code, why) for code, why in found if book.points[code].area in areas]
    if len(here) == 1:
        code, why = here[0]
        others = (other for other, _ in found if other != code)
        beside = "".join(f" {other} lies {_where(book.points[other])} and is not meant." for other in others)
        yield _match(book.points[code], f"{why}{beside}", certain=True)
        return
    misplaced = " None of these lies where you say." if areas and not here else ""
    kept = here or sorted(found, key=lambda pair: pair[0] != written)
    for code, why in kept:
        alone = len(kept) == 1 and "Careful" not in why
        yield _match(book.points[code], why + misplaced, certain=not areas and (alone or code == written))


def _by_characters(asked: str, book: PointBook) -> Iterator[PointMatch]:
    # 穴 means point and may follow any name; it also ends the name of KI13
    written = {asked, asked.removesuffix("穴")}
    for point in book.points.values():
        if written & {point.characters_traditional, point.characters_simplified}:
            yield _match(point, f"The characters of {point.pinyin}, {_where(point)}.", certain=True)


def _by_pinyin(asked: str, book: PointBook) -> Iterator[PointMatch]:
    wanted = _letters(asked)
    same = [point for point in book.points.values() if wanted and _letters(point.pinyin) == wanted]
    with_tones = [point for point in same if _toned(point.pinyin) == _toned(asked)]
    found = with_tones or same
    for point in found:
        why = f"The name {point.pinyin} ({point.characters_simplified}), {_where(point)}."
        yield _match(point, why, certain=len(found) == 1)


def _by_alias(asked: str, book: PointBook) -> Iterator[PointMatch]:
    wanted = _letters(asked) or asked
    found = [alias for alias in book.aliases if wanted in (_letters(alias.alias), alias.alias)]
    for alias in found:
        point = book.points[alias.code]
        yield _match(point, f"{alias.why} {_is_where(point)}", certain=len(found) == 1)


def _areas(rest: str) -> frozenset[str]:
    """The areas that the words after a code name; the longest matching place counts."""
    for place in sorted(PLACES, key=len, reverse=True):
        if re.search(rf"\b{place}\b", rest):
            return PLACES[place]
    return frozenset()


def _near(asked: str, book: PointBook) -> Iterable[str]:
    names: dict[str, str] = {}
    for point in book.points.values():
        names[point.code.lower()] = point.code
        names.setdefault(_letters(point.pinyin), f"{point.pinyin_plain} ({point.code})")
    for alias in book.aliases:
        names.setdefault(_letters(alias.alias) or alias.alias, _alias_told(alias))
    wanted = re.sub(r"[\s.\-]", "", asked.lower())
    close = difflib.get_close_matches(wanted, names, n=4, cutoff=0.6)
    return dict.fromkeys(names[name] for name in close)


def _alias_told(alias: Alias) -> str:
    return f"{alias.alias} ({alias.code})"


def _letters(text: str) -> str:
    """Lower-case Latin letters and digits alone, without tone marks; "" when more is in it."""
    bare = "".join(
        sign for sign in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(sign)
    )
    kept = re.sub(r"[\s'’.\-]", "", bare.replace("ü", "u").replace("v", "u") if "lv" in bare else bare)
    return kept if re.fullmatch(r"[a-z0-9]+", kept) else ""


def _toned(text: str) -> str:
    return re.sub(r"[\s'’.\-]", "", unicodedata.normalize("NFC", text.lower()))


def _note(matches: list[PointMatch]) -> str:
    if len(matches) == 1:
        return ""
    if matches[0].certain:
        return "The first is the WHO code. Older or other lists can mean the others by the same number."
    return "Several points can be meant. Compare where they lie before you use one."


def _match(point: PointFacts, why: str, *, certain: bool) -> PointMatch:
    return PointMatch(point.code, point.pinyin, point.area, why, certain)


def _where(point: PointFacts) -> str:
    """In a few words where it lies."""
    if point.code in ("BL40", "BL39", "KI10"):
        return "behind the knee"
    inside = point.area in ("buttock", "groin", "flank")
    beside = point.area in ("ankle", "knee", "pelvic floor")
    return f"{'in' if inside else 'at' if beside else 'on'} the {point.area}"


def _is_where(point: PointFacts) -> str:
    where = _where(point)
    return f"It lies {where}."
