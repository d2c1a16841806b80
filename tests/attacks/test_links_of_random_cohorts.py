"""Over many cohorts, no order of used links goes with an order of the answers, beyond luck.

One cohort of five says little, whatever its order; a hundred of them, each compared within
itself, say much.
"""

from pathlib import Path
from random import Random
from typing import Any
from uuid import UUID

import pytest

from analysis.attacker.chance import Ranked, goes_with
from analysis.attacker.orders import Order
from service.store import submissions as store
from service.store.database import Database
from service.store.invitations import Claim, new_invitations, spend
from service.store.load import load
from surveys.invitations import token_hash
from surveys.submissions import day_ordered_id
from tests.attacks.linking import Pairs, laid
from tests.factories import NOON, make_accepted, make_bundle, make_survey

HOW_MANY = [6, pytest.param(1_000, marks=pytest.mark.long)]


def answered(path: Path, cohorts: int) -> dict[str, Pairs]:
    """Have 5 to 60 people of each cohort answer, one by one; return what belongs together."""
    random = Random(cohorts)  # noqa: S311 -- no secret
    surveys = [
        make_survey(slug=f"s{number}", promise="one_per_invitation") for number in range(cohorts)
    ]
    truth: dict[str, Pairs] = {each.slug: {} for each in surveys}
    with Database(path) as database:
        load(database, make_bundle(surveys=tuple(surveys), submissions=()), at=NOON)
        coming = []
        for each in surveys:
            people = random.randint(5, 60)
            with database.transaction() as cursor:
                tokens = new_invitations(cursor, each.slug, people + random.randint(0, 9))
            coming += [(each.slug, token_hash(token)) for token in tokens[:people]]
        random.shuffle(coming)
        for slug, link in coming:
            submission = day_ordered_id(NOON.date(), random.randbytes(10))
            with database.transaction() as cursor:
                sent = make_accepted(submission_id=submission, survey=slug, comments={})
                store.insert(cursor, [sent])
                assert spend(cursor, {submission: Claim(slug, link)}) == {}
            truth[slug][link] = submission
    return truth


def ranked(tried: tuple[Order[str], Order[UUID]], truth: dict[str, Pairs]) -> list[Ranked]:
    """Return where links and their answers stand in two orders, cohort by cohort."""
    one, other = ({key: float(place) for place, key in enumerate(order.keys)} for order in tried)
    return [
        [(one[link], other[submission]) for link, submission in pairs.items()]
        for pairs in truth.values()
    ]


@pytest.mark.parametrize("cohorts", HOW_MANY)
def test_no_order_links_anybody(tmp_path: Path, cohorts: int) -> None:
    truth = answered(tmp_path / "bilan.duckdb", cohorts)

    tried = laid(tmp_path / "bilan.duckdb", _all(truth.values()))

    assert len(tried) > 30
    assert [pair for pair in tried if goes_with(ranked(pair, truth), tries=len(tried))] == []


def test_an_order_of_use_links_everybody(tmp_path: Path) -> None:
    truth = answered(tmp_path / "bilan.duckdb", 3)
    with Database(tmp_path / "bilan.duckdb") as database, database.cursor() as cursor:
        cursor.execute("alter table invitations add column place integer")
        for link, submission in _all(truth.values()).items():
            cursor.execute(
                "update invitations set place = (select rowid from submissions "
                "where submission_id = $1) where token_hash = $2",
                [submission, link],
            )

    tried = laid(tmp_path / "bilan.duckdb", _all(truth.values()))

    assert [pair for pair in tried if goes_with(ranked(pair, truth), tries=len(tried))]


def _all(some: Any) -> Pairs:
    return {link: submission for pairs in some for link, submission in pairs.items()}
