"""A page as a tree, small enough to read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

import pytest
from django.test import Client

from deqi.answers import default_tables

VOID = {"area", "base", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


@dataclass
class Node:
    """An element with its attributes, its parent, and what stands in it in order."""

    tag: str
    attrs: dict[str, str]
    parent: "Node | None" = None
    inside: list["Node | str"] = field(default_factory=list)

    def walk(self) -> Iterator["Node"]:
        yield self
        for part in self.inside:
            if isinstance(part, Node):
                yield from part.walk()

    def texts(self) -> Iterator[tuple["Node", str]]:
        for part in self.inside:
            if isinstance(part, Node):
                yield from part.texts()
            elif part.strip():
                yield self, " ".join(part.split())

    def text(self) -> str:
        return " ".join(text for _node, text in self.texts())

    def up(self) -> Iterator["Node"]:
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    def by_id(self, id_: str) -> "Node | None":
        return next((node for node in self.walk() if node.attrs.get("id") == id_), None)

    def all(self, tag: str) -> list["Node"]:
        return [node for node in self.walk() if node.tag == tag]


class _Builder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = self.here = Node("", {})

    def handle_starttag(self, tag, attrs):
        node = Node(tag, {name: value or "" for name, value in attrs}, self.here)
        self.here.inside.append(node)
        if tag not in VOID:
            self.here = node

    def handle_startendtag(self, tag, attrs):
        self.here.inside.append(Node(tag, {name: value or "" for name, value in attrs}, self.here))

    def handle_endtag(self, tag):
        if tag in VOID:
            return
        assert self.here.tag == tag, f"</{tag}> closes <{self.here.tag}>"
        assert self.here.parent is not None
        self.here = self.here.parent

    def handle_data(self, data):
        self.here.inside.append(data)


def tree(html: str) -> Node:
    builder = _Builder()
    builder.feed(html)
    builder.close()
    assert builder.here is builder.root, f"<{builder.here.tag}> is never closed"
    return builder.root


READING = [
    "/claims/",
    "/how-it-works/",
    "/back-pain/",
    "/what-else-helps/",
    "/guidelines/",
    "/harms/",
    "/not-known/",
    "/about/",
    "/standard/",
    "/clear/thanks/",
]


def addresses() -> list[str]:
    """Every page that anybody may read."""
    return READING + [f"/claims/{claim.id}/" for claim in default_tables().content.claims]


Look = Callable[[str], Node]
Visit = Callable[[str], tuple[int, str]]


@pytest.fixture(scope="session")
def visited() -> dict[str, tuple[int, str]]:
    """Status and text of each address that a test has opened; reading pages say the same to everybody."""
    return {}


@pytest.fixture
def visit(client: Client, visited: dict[str, tuple[int, str]]) -> Visit:
    """Open an address once in a test run."""

    def go(address: str) -> tuple[int, str]:
        if address not in visited:
            response = client.get(address)
            visited[address] = (response.status_code, response.content.decode())
        return visited[address]

    return go


@pytest.fixture
def look(visit: Visit) -> Look:
    """A page of the site as a fresh tree; it must be there and well formed."""

    def go(address: str) -> Node:
        status, html = visit(address)
        assert status == 200, address
        return tree(html)

    return go


@pytest.fixture
def tree_of() -> Callable[[str], Node]:
    """Read HTML as a tree."""
    return tree


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "address" in metafunc.fixturenames:
        metafunc.parametrize("address", addresses())
