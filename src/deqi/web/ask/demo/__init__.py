"""People who do not exist, and the check as they would answer it."""

from deqi.web.ask.demo.people import MadeUpPerson, made_up_people, take_check

__all__ = ["MadeUpPerson", "made_up_people", "take_check"]
