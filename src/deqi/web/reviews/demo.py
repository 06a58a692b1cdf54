"""Made-up reviews and outcomes of made-up people, so that the pages can be seen; real people stay alone."""

from datetime import date, timedelta

import numpy as np

from deqi.web.practitioners.models import Practitioner
from deqi.web.reviews.collecting import Followed, work_out
from deqi.web.reviews.models import PracticeAnswer, Review, TrackedOutcome, VisitCode

TEXTS = (
    "Made-up review. My back was a little better after six visits, and about the same a month later.",
    "Made-up review. Clean needles, clear words, and a day to look back stood in the plan.",
    "Made-up review. I had to wait long, and it did nothing for me.",
    "Made-up review. Friendly, but they wanted me to pay ten visits ahead. I said no.",
    "",
)
ANSWER = (
    "Made-up answer. We take what is written here seriously. Privacy rules do not let us say who is or was "
    "with us. Anybody with a concern can reach us at the practice."
)
REVIEWED, TRACKED, SEED = 60, 40, 20260131


def fill_with_made_up_reviews(today: date) -> dict[str, int]:
    """Write reviews for some made-up people; outcomes too, unless real ones are there."""
    rng = np.random.default_rng(SEED)
    people = list(Practitioner.objects.filter(is_made_up=True).order_by("number"))
    for index, person in enumerate(people[:REVIEWED]):
        for _ in range(int(rng.integers(1, 14))):
            _review(person, int(rng.choice(5, p=[0.05, 0.05, 0.1, 0.25, 0.55])) + 1, rng, today)
        first = person.reviews.first()
        if first is not None and index % 3 == 0:
            PracticeAnswer.objects.create(review=first, text=ANSWER, written_on=today)
    if not TrackedOutcome.objects.filter(practitioner__is_made_up=False).exists():
        work_out(_followed(people[:TRACKED], rng, today), today)
    return {"made_up_reviews": Review.objects.filter(practitioner__is_made_up=True).count()}


def _review(person: Practitioner, stars: int, rng: np.random.Generator, today: date) -> None:
    day = today - timedelta(days=int(rng.integers(1, 400)))
    VisitCode.objects.issue(person, visit_day=day, today=day, days=120)
    code = VisitCode.objects.filter(practitioner=person, used_on=None).latest("pk")
    code.used_on = day
    code.save(update_fields=["used_on"])
    Review.objects.create(
        practitioner=person,
        code=code,
        course_hash=code.course_hash,
        stars=stars,
        text=TEXTS[int(rng.integers(len(TEXTS)))],
        tie=Review.FAMILY if rng.random() < 0.05 else Review.NONE,
        visit_month=day.replace(day=1),
        written_on=day,
    )


def _followed(people: list[Practitioner], rng: np.random.Generator, today: date) -> list[Followed]:
    found = []
    for person in people:
        effect, size = rng.normal(0.0, 0.6), int(rng.integers(10, 160))
        for _ in range(size):
            start = float(np.clip(rng.normal(6.0, 1.5), 1, 10))
            end = float(np.clip(rng.normal(0.6 * start + effect, 1.8), 0, 10))
            told = None if rng.random() < 0.12 else end
            found.append(Followed(person.pk, today, start, told, None, harmed=False))
    return found
