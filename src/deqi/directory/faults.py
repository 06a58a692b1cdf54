"""What can be wrong with a file, and where: file, line, column, rule."""

from dataclasses import dataclass

from deqi.vocabulary import InputError

RULES = {
    "whole": "A file is used only when it can be read to its end.",
    "container": "A file is CSV, gzip, or a ZIP with one file of its kind inside, packed with deflate.",
    "size": "Packed data may not unfold into far more than a register holds.",
    "encoding": "Text is UTF-8 without NUL characters.",
    "header": "The first line names the columns, each once, with the names that the publisher uses.",
    "delimiter": "Columns are separated by commas.",
    "line-length": "A line is not longer than 1,000,000 characters.",
    "quoting": "A value in double quotes ends with a double quote, and then a comma or the end of the line.",
    "field-count": "Every line has as many values as the header has columns.",
    "rows": "A file holds at least one row below its header.",
    "npi": "An NPI has ten digits, begins with 1 or 2, and its last digit is the Luhn digit over 80840.",
    "number": "A register number is not empty and has at most 40 characters.",
    "duplicate": "A number stands once in a file.",
    "date": "A date is written MM/DD/YYYY or YYYY-MM-DD and exists in the calendar.",
    "future": "A thing that happened cannot have a date after today.",
    "order": "What ends cannot end before it begins.",
    "code": "A value is one of those that the column allows.",
    "missing": "This column may not be empty.",
    "place": "A latitude lies between -90 and 90 degrees, a longitude between -180 and 180.",
    "name": "A person has a name.",
    "control": "Text holds no control characters.",
    "kind": "A file is imported as what it is.",
    "age": "A full file may not be older than the one that was imported last.",
    "shrink": "A full file may not take away more people than a month can explain.",
    "length": "A value is not longer than its column allows.",
}
"""Every rule that a file is held against, by the short name that a report prints."""


@dataclass(frozen=True)
class RowFault:
    """What is wrong with one row. ``line`` counts from 1, the header being line 1."""

    line: int
    column: str
    rule: str
    what: str

    def __str__(self) -> str:
        column = f", column {self.column}" if self.column else ""
        return f"line {self.line}{column}: {self.what} [{self.rule}: {RULES[self.rule]}]"


class FileFault(InputError):  # noqa: N818 - the same word as RowFault
    """A file that cannot be used as a whole. ``rule_id`` is the short name of the rule."""

    def __init__(
        self,
        rule_id: str,
        what: str,
        *,
        line: int = 1,
        column: str = "",
        file: str = "file",
        next_step: str = "Mend or fetch the file again. Nothing in the directory has changed.",
    ) -> None:
        place = f"{file}, line {line}, column {column or 'all'}"
        super().__init__(what=what, rule=f"[{rule_id}] {RULES[rule_id]}", next_step=next_step, where=place)
        self.rule_id = rule_id
        self.line = line
        self.column = column
