"""Asking for reminders after every answer ties no answer to a person better than a batch lets.

The attacker holds the list of people and links, asks for a new list of reminders after each answer
that arrives, and sees which answer that was: more than anybody sees of a sealed survey. What they
learn is which people left the list between two lists that differ, and which answers arrived then.
Within such a batch they can only guess.
"""

import random
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

import pytest

from analysis.attacker.chance import better_than_chance
from analysis.disclosure.gate import INSIDE
from service.store.database import Database
from service.store.invitations import Claim, new_invitations, spend
from service.store.load import load
from service.store.reminders import leave_out_more, left_out
from surveys.invitations import token_hash
from tests.attacks.linking import Pairs
from tests.factories import make_bundle, make_survey

SURVEY = make_survey(closes_at=None, promise="one_per_invitation")
PEOPLE = 60
STAY_AWAY = 3
ROUNDS = 4
"""Surveys attacked, each with its own luck."""


class Batch(NamedTuple):
    """What changed between two lists that differ."""

    people: list[str]
    """Hashes of the links that are missing from the second."""
    answers: list[UUID]
    """That arrived since the first."""


class Attack(NamedTuple):
    truth: Pairs
    batches: list[Batch]
    last: Batch
    """Who was on the last list, and what arrived after it."""


def lists_of_service(database: Database, hashes: set[str]) -> set[str]:
    """Return who is on a new list of reminders."""
    with database.transaction() as cursor:
        leave_out_more(cursor, SURVEY.slug)
        out = left_out(cursor, SURVEY.slug, hashes)
    return {each for each in hashes if not out[each]}


def lists_that_tell_all(database: Database, hashes: set[str]) -> set[str]:
    """Return what a list would be that leaves out whoever answered, at once."""
    with database.cursor() as cursor:
        rows = cursor.execute("select token_hash from invitations where spent").fetchall()
    return hashes - {hashed for (hashed,) in rows}


def attack(path: Path, seed: int, new_list: Callable[[Database, set[str]], set[str]]) -> Attack:
    chance = random.Random(seed)  # noqa: S311 -- of a test
    with Database(path) as database:
        load(database, make_bundle(surveys=(SURVEY,), submissions=()), at=datetime.now(UTC))
        with database.transaction() as cursor:
            hashes = {token_hash(each) for each in new_invitations(cursor, SURVEY.slug, PEOPLE)}
        truth: Pairs = {}
        batches: list[Batch] = []
        listed, arrived = new_list(database, hashes), list[UUID]()
        for hashed in chance.sample(sorted(hashes), PEOPLE - STAY_AWAY):
            truth[hashed] = UUID(int=chance.getrandbits(128))
            with database.transaction() as cursor:
                assert spend(cursor, {truth[hashed]: Claim(SURVEY.slug, hashed)}) == {}
            arrived.append(truth[hashed])
            now = new_list(database, hashes)
            if now != listed:
                batches.append(Batch(sorted(listed - now), arrived))
                listed, arrived = now, []
    return Attack(truth, batches, Batch(sorted(listed), arrived))


def guesses(found: Attack) -> Iterator[tuple[bool, int]]:
    """Yield whether each guess is right, and among how many it was made.

    Without more knowledge no way to pair a batch is better than another.
    """
    for people, answers in [*found.batches, found.last]:
        among = max(len(people), len(answers))
        for hashed, answer in zip(people, answers, strict=False):
            yield found.truth.get(hashed) == answer, among


@pytest.fixture(scope="module")
def attacks(tmp_path_factory: pytest.TempPathFactory) -> list[Attack]:
    folder = tmp_path_factory.mktemp("reminders")
    return [attack(folder / f"{seed}.duckdb", seed, lists_of_service) for seed in range(ROUNDS)]


def test_each_list_differs_from_the_one_before_by_a_batch_or_not_at_all(
    attacks: list[Attack],
) -> None:
    for found in attacks:
        assert len(found.batches) > 5
        for people, answers in found.batches:
            assert len(people) >= INSIDE
            assert {found.truth[each] for each in people} == set(answers)  # no finer, and no more
        assert len(found.last.people) >= INSIDE > STAY_AWAY
        assert len(found.last.answers) < len(found.last.people)


def test_nobody_is_tied_to_an_answer_better_than_the_batch_lets(attacks: list[Attack]) -> None:
    made = [each for found in attacks for each in guesses(found)]
    right = sum(was_right for was_right, _ in made)

    assert len(made) == ROUNDS * (PEOPLE - STAY_AWAY)
    assert {among for _, among in made} <= set(range(INSIDE, 2 * INSIDE))
    assert right > 0  # a guess in five does hit
    assert not better_than_chance(right, len(made), among=INSIDE)


def test_lists_that_tell_at_once_who_answered_would_give_everybody_away(tmp_path: Path) -> None:
    found = attack(tmp_path / "leaky.duckdb", 0, lists_that_tell_all)

    right = [
        found.truth[people[0]] == answers[0]
        for people, answers in found.batches
        if len(people) == 1
    ]

    assert (right.count(True), len(right)) == (PEOPLE - STAY_AWAY,) * 2
    assert better_than_chance(right.count(True), len(right), among=INSIDE)


def test_a_list_of_one_person_tells_no_more_than_the_list_of_all(tmp_path: Path) -> None:
    with Database(tmp_path / "one.duckdb") as database:
        load(database, make_bundle(surveys=(SURVEY,), submissions=()), at=datetime.now(UTC))
        with database.transaction() as cursor:
            hashes = [token_hash(each) for each in new_invitations(cursor, SURVEY.slug, PEOPLE)]
        for number, hashed in enumerate(hashes[: INSIDE - 1]):
            with database.transaction() as cursor:
                spend(cursor, {UUID(int=number): Claim(SURVEY.slug, hashed)})
            assert lists_of_service(database, {hashed}) == {hashed}
        with database.transaction() as cursor:
            spend(cursor, {UUID(int=99): Claim(SURVEY.slug, hashes[INSIDE])})

        assert lists_of_service(database, {hashes[0]}) == set()
