"""What a reader sees or hears of a page, sentence by sentence, each with its place."""

import re
from dataclasses import dataclass, replace
from html.parser import HTMLParser

_INLINE = (
    "a abbr b bdi bdo br cite code data dfn em i input kbd mark q s samp small span strong sub sup time "
    "tspan u var wbr"
)
INLINE = frozenset(re.split(" ", _INLINE))
"""Elements that stand inside a sentence; every other element ends it."""
VOID = frozenset(re.split(" ", "area base br col embed hr img input link meta source track wbr"))
SILENT = frozenset(("script", "style", "template", "head"))
"""Never spoken; of the head only the title is."""
BLOCKS = frozenset(("tr", "svg"))
"""Elements whose parts are read together: the cells of a row, the title and description of a picture."""
SECTIONS = frozenset(("section", "article", "main", "header", "footer", "nav", "body", "form"))
SPOKEN_ATTRIBUTES = ("alt", "aria-label", "title", "placeholder", "aria-description", "content")
NOT_OURS = "…"
"""Stands where a page repeats what others said: a quoted claim, a title of a paper, another language."""
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]*[A-Z0-9À-Þ…])")
ABBREVIATION = re.compile(r"\b(?:e\.g|i\.e|vs|Dr|No|St|cf|approx|et al|[A-Z])\.$")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class Sentence:
    """One sentence as it stands on a page.

    ``text`` is as shown; ``own`` has ``…`` in place of words that are not ours. ``block`` and ``section``
    are our own words around it: the paragraph, table row or picture, and the nearest section. ``prose`` is
    false for a label, a heading or a cell; ``expert`` is true inside ``data-audience="researcher"``.
    """

    page: str
    place: str
    text: str
    own: str
    block: str
    section: str
    prose: bool
    expert: bool


@dataclass(frozen=True)
class Page:
    """Everything that one page or message says. ``language`` is its code, such as ``en``."""

    name: str
    language: str
    sentences: tuple[Sentence, ...]


def sentences(html: str, page: str = "") -> list[Sentence]:
    """Every sentence of a rendered page in order, with the texts that only a screen reader speaks."""
    return list(read_page(html, page).sentences)


def read_page(html: str, name: str) -> Page:
    """A rendered HTML page. Its language is the one that ``<html lang>`` names, else English."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    reader.flush()
    return Page(name, reader.language, tuple(_sentences_of(reader.texts, name)))


def plain_page(text: str, name: str, language: str = "en", *, graded: bool = True) -> Page:
    """Plain text as a page: an empty line, a list mark or an indented column ends a block.

    ``graded`` is false for text whose lines were broken by a machine, such as a PDF: a reading grade needs
    to know where a heading ends and a sentence starts.
    """
    texts = [
        _Text(part, part, f"paragraph {number}", number, 0, expert=False)
        for number, part in enumerate(_paragraphs(text), start=1)
    ]
    found = _sentences_of(texts, name)
    if not graded:
        found = [replace(sentence, prose=False) for sentence in found]
    return Page(name, language, tuple(found))


@dataclass(frozen=True)
class _Text:
    """One run of text between two block elements."""

    shown: str
    own: str
    place: str
    block: int
    section: int
    expert: bool


@dataclass
class _Open:
    """An element that has not ended yet."""

    tag: str
    step: str
    block: int
    section: int
    silent: bool
    foreign: bool
    expert: bool


class _Reader(HTMLParser):
    """Collects the texts of a page; blocks and sections are numbered."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.language = "en"
        self.texts: list[_Text] = []
        self._open = [_Open("", "", 0, 0, silent=False, foreign=False, expert=False)]
        self._shown: list[str] = []
        self._own: list[str] = []
        self._count = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language = given.get("lang", "en").split("-")[0] or "en"
        if tag not in INLINE:
            self.flush()
        element = self._element(tag, given)
        if tag not in VOID:
            self._open.append(element)
        elif tag == "br":
            self._say(" ")
        self._speak_attributes(element, given)

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self.flush()
        places = [place for place, element in enumerate(self._open) if element.tag == tag]
        if places:
            del self._open[places[-1] :]

    def handle_data(self, data: str) -> None:
        if not self._open[-1].silent:
            self._say(data)

    def flush(self) -> None:
        """End the block that was being read."""
        shown, own = (SPACES.sub(" ", "".join(parts)).strip() for parts in (self._shown, self._own))
        self._shown, self._own = [], []
        if shown:
            self._add(shown, own, self._inner_block())

    def _inner_block(self) -> _Open:
        return next(element for element in reversed(self._open) if element.tag not in INLINE)

    def _say(self, text: str) -> None:
        self._shown.append(text)
        foreign = self._open[-1].foreign
        if not foreign:
            self._own.append(text)
        elif self._own[-1:] != [NOT_OURS]:
            self._own.append(NOT_OURS)

    def _add(self, shown: str, own: str, element: _Open) -> None:
        place = self._place(element)
        self.texts.append(_Text(shown, own, place, element.block, element.section, expert=element.expert))

    def _element(self, tag: str, given: dict[str, str]) -> _Open:
        outer = self._open[-1]
        self._count += 1
        inside = outer.tag in BLOCKS or self._inside(BLOCKS)
        return _Open(
            tag=tag,
            step=_step(tag, given),
            block=outer.block if inside or tag in INLINE else self._count,
            section=self._count if tag in SECTIONS else outer.section,
            silent=tag != "title" and (outer.silent or tag in SILENT or "hidden" in given),
            foreign=outer.foreign or _is_foreign(tag, given, self.language),
            expert=outer.expert or given.get("data-audience") == "researcher",
        )

    def _inside(self, tags: frozenset[str]) -> bool:
        return any(element.tag in tags for element in self._open)

    def _speak_attributes(self, element: _Open, given: dict[str, str]) -> None:
        if element.silent and element.tag != "meta":
            return
        for name in SPOKEN_ATTRIBUTES:
            text = SPACES.sub(" ", given.get(name, "")).strip()
            if name == "content" and given.get("name") != "description":
                continue
            if text:
                self._add(text, NOT_OURS if element.foreign else text, element)

    def _place(self, element: _Open) -> str:
        """The way to an element, from the nearest one that has an id."""
        known = [part for part in self._open if part.tag]
        steps = [part.step for part in known if part.tag not in INLINE]
        if element not in known:
            steps.append(element.step)
        anchors = [number for number, step in enumerate(steps) if "#" in step]
        return " > ".join(steps[max(anchors[-1] if anchors else 0, len(steps) - 4) :])


def _step(tag: str, given: dict[str, str]) -> str:
    if given.get("id"):
        return f"{tag}#{given['id']}"
    classes = given.get("class", "").split()
    return f"{tag}.{classes[0]}" if classes else tag


def _is_foreign(tag: str, given: dict[str, str], language: str) -> bool:
    """Whether these are words of others: a claim, a title of a paper, code, another language."""
    other = tag != "html" and given.get("lang", language).split("-")[0] != language
    quoted = "data-claim" in given or "claim" in given.get("class", "").split()
    return other or quoted or tag in ("cite", "code", "kbd", "samp")


def _sentences_of(texts: list[_Text], page: str) -> list[Sentence]:
    blocks: dict[int, list[str]] = {}
    sections: dict[int, list[str]] = {}
    for text in texts:
        blocks.setdefault(text.block, []).append(text.own)
        sections.setdefault(text.section, []).append(text.own)
    found = []
    for text in texts:
        block, section = " ".join(blocks[text.block]), " ".join(sections[text.section])
        shown, own = split(text.shown), split(text.own)
        # cutting out a quotation may also cut out the end of a sentence
        pairs = zip(shown, own, strict=True) if len(shown) == len(own) else [(text.shown, text.own)]
        found += [
            Sentence(page, text.place, whole, ours, block, section, _is_prose(ours), text.expert)
            for whole, ours in pairs
        ]
    return found


def split(text: str) -> list[str]:
    """The sentences of one block; an abbreviation ends none."""
    parts: list[str] = []
    for part in SENTENCE_END.split(text):
        if parts and ABBREVIATION.search(parts[-1]):
            parts[-1] = f"{parts[-1]} {part}"
        else:
            parts.append(part)
    return [part for part in parts if part]


def _is_prose(text: str) -> bool:
    """A sentence, not a label: it ends like one, or is as long as one."""
    return text.rstrip('"”’)').endswith((".", "!", "?", ":")) or len(text.split()) >= 8


def _paragraphs(text: str) -> list[str]:
    parts: list[list[str]] = [[]]
    for line in text.splitlines():
        starts_anew = not line.strip() or re.match(r"\s*[-*•]\s", line) or re.search(r"\S {2,}\S", line)
        if starts_anew:
            parts.append([])
        parts[-1].append(re.sub(r"^\s*[-*•]\s+", "", line).strip())
    return [SPACES.sub(" ", " ".join(part)).strip() for part in parts if any(part)]
