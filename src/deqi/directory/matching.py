"""Compare practitioners with the exclusion list: a number settles it, a name is a question for a person."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass

from deqi.directory.standing import ExclusionFinding


def name_key(last_name: str, first_name: str) -> str:
    """A name as it is compared: capitals without accents, blanks or marks."""
    return f"{_letters(last_name)}|{_letters(first_name)}"


def _letters(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.upper())
    return "".join(letter for letter in plain if letter.isalnum())


@dataclass(frozen=True)
class Suspect:
    """A row of the exclusion list, as far as comparing needs it."""

    key: str
    npi: str
    state: str
    fingerprint: str


def compare_with_list(
    *,
    number: str,
    name_keys: Iterable[str],
    states: frozenset[str],
    suspects: Iterable[Suspect],
    decided: dict[str, bool],
) -> ExclusionFinding:
    """What the list says about one practitioner.

    ``decided`` maps a suspect's fingerprint to whether a person found the two to be the same. A row with the
    practitioner's own number settles it. A row with another number is another person. A row without a number
    that has the same name, and a state in which the practitioner works or is licensed, is a question for a
    person: names alone exclude nobody.
    """
    keys, found = set(name_keys), ExclusionFinding.CLEAR
    for suspect in suspects:
        same = suspect.npi == number if suspect.npi else decided.get(suspect.fingerprint)
        if same and (suspect.npi or suspect.key in keys):
            return ExclusionFinding.LISTED
        if suspect.npi or suspect.key not in keys or suspect.state not in states:
            continue
        if same is None:
            found = ExclusionFinding.POSSIBLE
        elif found is ExclusionFinding.CLEAR:
            found = ExclusionFinding.RULED_OUT
    return found
