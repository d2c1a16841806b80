"""Each read, against a slow and obvious version of itself."""

from collections import Counter
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inputs import ItemTally
from service.store import reads
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from surveys.submissions import AcceptedSubmission, StoredValue, day_ordered_id
from tests.factories import LATER, NOON, make_accepted, make_bundle

scale = st.sampled_from(["very_satisfied", "satisfied", "dissatisfied", "very_dissatisfied"])
row = st.sampled_from(["useful", "useless", "not_applicable"])
tools = st.lists(st.sampled_from(["email", "spreadsheet"]), min_size=1, max_size=2, unique=True)
values: dict[str, st.SearchStrategy[StoredValue]] = {
    "satisfaction": scale,
    "usefulness.mission": row,
    "recommend_score": st.integers(0, 10),
    "tools": tools,
    "hours": st.sampled_from([0, 1, 2.5, 40]),
}
answers = st.fixed_dictionaries({}, optional=values)
comments = st.fixed_dictionaries({}, optional={"needs_next": st.just("Du temps")})


def bundle_of(
    sheets: list[tuple[dict[str, StoredValue], dict[str, str]]],
) -> list[AcceptedSubmission]:
    return [
        make_accepted(
            submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
            answers=answered,
            comments=written,
        )
        for number, (answered, written) in enumerate(sheets)
    ]


def counted_by_hand(submissions: list[AcceptedSubmission]) -> dict[str, ItemTally]:
    answered: Counter[str] = Counter()
    counts: dict[str, Counter[str]] = {}
    for submission in submissions:
        for item, value in submission.answers.items():
            answered[item] += 1
            for single in value if isinstance(value, list) else [value]:
                counts.setdefault(item, Counter())[str(single)] += 1
        answered.update(submission.comments.keys())
    return {item: ItemTally(n, counts.get(item, {})) for item, n in answered.items()}


@settings(max_examples=25, deadline=None)  # each example opens a database
@given(sheets=st.lists(st.tuples(answers, comments), max_size=30))
def test_tallies_agree_with_counting_by_hand(
    sheets: list[tuple[dict[str, StoredValue], dict[str, str]]],
) -> None:
    submissions = bundle_of(sheets)
    with Database(Path(":memory:")) as database:
        load(database, make_bundle(submissions=tuple(submissions)), at=NOON)
        catalogue = Catalogue(database)
        catalogue.reload()
        setups = list(catalogue.now.setups.values())
        tallies = reads.survey_tallies(database.telling, setups, at=LATER)

    tally = tallies["printemps-2026"]
    assert tally.submissions == len(submissions)
    assert tally.eligible == 30
    assert tally.items == counted_by_hand(submissions)


def test_only_comments_that_group_into_themes_are_read(tmp_path: Path) -> None:
    with Database(tmp_path / "bilan.duckdb") as database:
        load(database, make_bundle(), at=NOON)
        catalogue = Catalogue(database)
        catalogue.reload()
        setups = catalogue.now.setups_of_activity("formation")
        database.telling.tell_texts([setup.survey for setup in setups], at=LATER)
        with database.cursor() as cursor:
            comments = reads.comments(cursor, setups, at=LATER)

    assert [(each.survey, each.question, each.text) for each in comments] == [
        ("printemps-2026", "needs_next", "Du temps pour pratiquer.")
    ]
