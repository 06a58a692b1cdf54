"""The menus: every page is in one, the present page is marked, and nothing leads nowhere."""

import re

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import get_resolver

from deqi.web import navigation

OWN = {"ask:answer", "ask:erased", "ask:keep", "ask:kept-link", "pages:teach-back", "pages:clear-thanks"}
"""Steps of one's own visit, which no menu offers."""
ACTIONS = {
    *("ask:forget", "ask:answer-pdf", "pages:clear"),
    *("points:forget", "points:override", "points:search", "points:scene", "points:lines", "points:sheet"),
}
"""What is sent somewhere, fetched by a script, or saved."""


def names_without_arguments() -> set[str]:
    found = set()
    for namespace in ("ask", "pages", "evidence", "points", "style"):
        _prefix, resolver = get_resolver().namespace_dict[namespace]
        found |= {
            f"{namespace}:{pattern.name}"
            for pattern in resolver.url_patterns
            if not pattern.pattern.converters
        }
    return found


def test_every_page_is_in_the_menu() -> None:
    shown = {page.name for page in navigation.pages()}
    assert names_without_arguments() - shown == OWN | ACTIONS


@pytest.mark.django_db
def test_every_page_opens_and_is_marked_in_the_footer(client: Client) -> None:
    for page in navigation.pages():
        response = client.get(page.address, follow=True)
        assert response.status_code == 200
        html = response.content.decode()
        footer = html[html.index("<footer") :]
        if page.name != "ask:check":  # which goes on to its first screen
            assert footer.count('aria-current="page"') == 1
            assert f'href="{page.address}" aria-current="page">{page.title}' in footer


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/check/01-you/", "The check"),
        ("/evidence/trials/cherkin-2009/", "Evidence"),
        ("/evidence/pool/", "Evidence"),
        ("/about/", None),
        ("/diary/", "Is it working?"),
        ("/practitioners/how-to-choose/", "Who should treat me?"),
        ("/points/BL23/", "The points"),
        ("/harms/", None),
    ],
)
def test_the_header_marks_where_one_is(client: Client, address: str, marked: str | None) -> None:
    html = client.get(address).content.decode()
    header = html[html.index("<header") : html.index("</header>")]
    found = re.findall(r'aria-current="(?:page|true)">([^<]+)', header)
    assert found == ([] if marked is None else [marked] * 2)


def test_the_header_is_short() -> None:
    assert len(navigation.HEADER) == 5


@pytest.mark.django_db
def test_home_leads_to_every_page_that_says_what_it_is_about(client: Client) -> None:
    html = client.get("/").content.decode()
    main = html[html.index("<main") : html.index("</main>")]
    for link in navigation.read_on():
        assert f'href="{link.address}">{link.title}</a>' in main


@pytest.mark.django_db
def test_an_example_leads_back_to_the_examples(client: Client) -> None:
    call_command("seed_demo", verbosity=0)
    html = client.get("/examples/numb-since-yesterday/").content.decode()
    assert re.search(r'class="crumbs".*href="/examples/"', html)


def test_a_page_that_is_not_there_still_has_its_menus(client: Client) -> None:
    html = client.get("/nothing/").content.decode()
    assert "What adverts say" in html
    assert "aria-current" not in html
