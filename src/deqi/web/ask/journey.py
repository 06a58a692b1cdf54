"""Which screens this person meets, in order, worked out again from the replies on every request.

Nothing about the way is stored, so back, forward, reload and a changed earlier answer all just work.
"""

from dataclasses import dataclass

from deqi.answers import Tables, is_it_safe
from deqi.safety import Screen
from deqi.vocabulary import Person, Urgency
from deqi.web.ask.replies import Replies, person_of


@dataclass(frozen=True)
class Journey:
    """``path`` holds the screens already sent; ``current`` the next one, ``None`` at the end.

    ``person`` is made of the replies on the path alone: a reply to a question that no longer applies
    does not count. ``about`` is how many screens there are for this person, as far as we can tell.
    """

    path: tuple[Screen, ...]
    current: Screen | None
    person: Person
    about: int

    @property
    def finished(self) -> bool:
        """Whether every screen that applies was answered or skipped."""
        return self.current is None

    def screen(self, screen_id: str) -> Screen | None:
        """The screen with this id when the person has met it or stands before it."""
        reachable = (*self.path, *((self.current,) if self.current else ()))
        return next((screen for screen in reachable if screen.id == screen_id), None)

    def before(self, screen_id: str) -> Screen | None:
        """The screen just before this one, ``None`` at the first."""
        ids = [screen.id for screen in self.path]
        place = ids.index(screen_id) if screen_id in ids else len(ids)
        return self.path[place - 1] if place else None

    def number(self, screen_id: str) -> int:
        """The place of this screen, from 1."""
        ids = [screen.id for screen in self.path]
        return (ids.index(screen_id) if screen_id in ids else len(ids)) + 1


def follow(replies: Replies, tables: Tables) -> Journey:
    """Walk the check with these replies."""
    path: list[Screen] = []
    known = replies.only(())
    while True:
        person = person_of(known, tables)
        screen = is_it_safe.next_screen(person=person, seen=_ids(path), tables=tables)
        if screen is None or not replies.asked(question.field for question in screen.questions):
            return Journey(tuple(path), screen, person, len(path) + _remaining(person, path, tables))
        path.append(screen)
        known = replies.only(question.field for passed in path for question in passed.questions)


def ended_early(journey: Journey, tables: Tables) -> bool:
    """Whether the check stopped because what is known is already an emergency."""
    return is_it_safe.answer(person=journey.person, tables=tables).urgency is Urgency.EMERGENCY


def _remaining(person: Person, path: list[Screen], tables: Tables) -> int:
    seen = _ids(path)
    screen = is_it_safe.next_screen(person=person, seen=seen, tables=tables)
    while screen is not None:
        seen.append(screen.id)
        screen = is_it_safe.next_screen(person=person, seen=seen, tables=tables)
    return len(seen) - len(path)


def _ids(path: list[Screen]) -> list[str]:
    return [screen.id for screen in path]
