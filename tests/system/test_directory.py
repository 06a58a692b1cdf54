"""From the answer to somebody who could treat, to a visit code, to a review; and axe on every page of it."""

import io

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.models import PracticeLink, Review, VisitCode


@pytest.fixture
def demo(transactional_db) -> None:
    call_command("directory_demo", stdout=io.StringIO())


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("script", [True, False])
def test_from_answer_to_practitioner_to_code_to_review(open_page, taken, script) -> None:
    page = open_page("/", java_script_enabled=script)
    taken(page)
    page.locator("main").get_by_role("link", name="Who should treat me?").click()
    page.get_by_label("Your ZIP code").fill("10001")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("The nearest comes first.")).to_be_visible()
    link = page.locator(".people-list h3 a").first
    name = link.inner_text()
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(name)
    person = Practitioner.objects.get(public_id=page.url.rstrip("/").rpartition("/")[2])
    today, before = timezone.localdate(), person.reviews.count()
    code = VisitCode.objects.issue(person, visit_day=today, today=today, days=9)
    page.get_by_role("link", name="I have a visit code").click()
    page.get_by_label("Your visit code").fill("00000-00000-00000-00000")
    page.get_by_label("4 stars: good").check()
    page.get_by_label("In your own words").fill("Took time. <b>My back</b> is as it was.")
    page.get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Publish").click()
    expect(page.get_by_text("This code does not open a review here")).to_be_visible()
    expect(page.get_by_label("In your own words")).to_have_value("Took time. <b>My back</b> is as it was.")
    page.get_by_label("Your visit code").fill(code.lower().replace("-", " "))
    page.get_by_role("button", name="Publish").click()
    page.get_by_role("link", name="See it").click()
    expect(page.get_by_text("Took time. <b>My back</b> is as it was.")).to_be_visible()
    assert person.reviews.count() == before + 1
    assert page.faults == []


@pytest.mark.usefixtures("demo")
def test_axe_finds_nothing_in_the_directory(open_page, violations) -> None:
    person = Practitioner.objects.filter(outcome__may_order=True, reviews__isnull=False).first()
    token = PracticeLink.objects.issue(person, now=timezone.now())
    page = open_page("/practitioners/?near=10001")
    faults = {"list": violations(page)}
    for address in (
        "/practitioners/?near=59001",
        "/practitioners/?near=nowhere",
        f"/practitioners/{person.public_id}/",
        f"/practitioners/{person.public_id}/review/",
        "/practitioners/removed-reviews/",
        f"/practice/{token}/",
    ):
        page.goto(address)
        faults[address] = violations(page)
    page.get_by_role("button", name="Open").click()
    faults["practice"] = violations(page)
    page.goto(f"/practitioners/{person.public_id}/review/")
    page.get_by_role("button", name="Publish").click()
    faults["refused review"] = violations(page)
    assert Review.objects.exists()
    assert {name: found for name, found in faults.items() if found} == {}
