"""Whole programmes at random, through the database: what is read is what one can count."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from analysis.inputs import Enrolled
from analysis.scores.account import Account
from service.store import reads
from service.store.account import read_account
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.load import load
from surveys.slices import DIMENSIONS
from tests.programmes_at_random import NOW, programme_at_random
from tests.slow_programmes import slow_account, slow_slices

_OVER = NOW + timedelta(days=3_650)
"""When every survey is over, so that everybody is counted."""

PROGRAMMES = [*range(8), *(pytest.param(each, marks=pytest.mark.long) for each in range(8, 100))]


@pytest.mark.parametrize("number", PROGRAMMES)
def test_what_is_read_of_a_programme_is_what_counting_one_by_one_gives(number: int) -> None:
    made = programme_at_random(number)
    with Database(Path(":memory:")) as database:
        load(database, made.bundle, at=NOW)
        with database.source() as source:
            snapshot = read_snapshot(source.cursor)
            read = read_account(source, snapshot, "au-hasard", at=_OVER)
            setups = list(snapshot.setups.values())
            sliced = {
                each: reads.sliced_tallies(source, setups, each, at=_OVER) for each in DIMENSIONS
            }
    check_account(read, slow_account(made, at=_OVER))
    for dimension, surveys in sliced.items():
        assert surveys == {
            each.slug: slow_slices(made, each, dimension) for each in made.bundle.surveys
        }


def check_account(read: Account, counted: Account) -> None:
    assert read.activities == counted.activities
    assert {each.slug for each in read.cohorts} == {each.slug for each in counted.cohorts}
    assert set(read.sessions) == set(counted.sessions)
    assert read.running == counted.running
    assert [rounded(each) for each in read.roster] == [rounded(each) for each in counted.roster]
    families = {(each.activity, each.questionnaire.code): each for each in read.families}
    expected = {(each.activity, each.questionnaire.code): each for each in counted.families}
    assert families.keys() == expected.keys()
    for name, family in families.items():
        assert family.asked == expected[name].asked
        assert family.released.pooled == expected[name].released.pooled
        assert family.released.submissions == expected[name].released.submissions
        assert {each.survey: each for each in family.released.each} == {
            each.survey: each for each in expected[name].released.each
        }


def rounded(row: Enrolled) -> Enrolled:
    """Return a row of the roster, its minutes to the billionth."""
    return replace(row, minutes_attended=round(row.minutes_attended, 9))
