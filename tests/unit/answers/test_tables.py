"""The tables of the points are read when they are asked for, and then once."""

from datetime import date

from deqi.answers import load_tables, which_points, would_it_help
from deqi.datafiles import DATA_ROOT
from deqi.vocabulary import Person

LAZY = {"points", "care", "atlas"}


def test_the_other_answers_do_not_pay_for_the_points() -> None:
    tables = load_tables(DATA_ROOT)
    would_it_help.answer(person=Person(age=45), today=date(2026, 1, 31), tables=tables)
    assert set(vars(tables)) & LAZY == set()


def test_the_points_bring_every_hash_into_the_provenance() -> None:
    tables = load_tables(DATA_ROOT)
    result = which_points.answer(person=Person(age=45), today=date(2026, 1, 31), tables=tables)
    every = {*tables.hashes, *tables.points.hashes, *tables.care.hashes, *tables.atlas.hashes}
    assert set(result.provenance.tables) == every
    assert tables.points is tables.points
