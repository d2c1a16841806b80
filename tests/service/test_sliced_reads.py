"""Answers counted by slice, against a slow and obvious version of the same."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.inputs import SurveyTally
from analysis.scores.indicator import Rate
from analysis.scores.roster_indicators import roster_value
from analysis.scores.share import share
from service.store import reads
from service.store.account import read_account
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from surveys.bundle import Bundle
from surveys.questionnaire import Questionnaire
from surveys.questions import Option, SingleChoiceQuestion
from surveys.roster import Enrolment, Organisation
from surveys.slices import DIMENSIONS, NOT_SAID, Dimension, Selection, Slice
from surveys.submissions import AcceptedSubmission, StoredValue, day_ordered_id
from surveys.texts import Language, Text
from tests.analysis.tallies import tally_of
from tests.factories import LATER, NOON, make_accepted, make_bundle, make_questionnaire, make_survey

values: dict[str, st.SearchStrategy[StoredValue]] = {
    "satisfaction": st.sampled_from(["satisfied", "dissatisfied"]),
    "usefulness.mission": st.sampled_from(["useful", "not_applicable"]),
    "recommend_score": st.integers(0, 10),
    "tools": st.lists(st.sampled_from(["email", "spreadsheet"]), min_size=1, unique=True),
    "role": st.sampled_from(["coordination", "volunteer", "of_an_older_version"]),
}
sheets = st.tuples(
    st.fixed_dictionaries({}, optional=values),
    st.fixed_dictionaries({}, optional={"needs_next": st.just("Du temps")}),
    st.sampled_from(["fr", "en"]),
)
Sheet = tuple[dict[str, StoredValue], dict[str, str], Language]


def submissions_of(found: Sequence[Sheet]) -> tuple[AcceptedSubmission, ...]:
    return tuple(
        make_accepted(
            submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
            answers=answers,
            comments=comments,
            language=language,
        )
        for number, (answers, comments, language) in enumerate(found)
    )


@contextmanager
def catalogue_of(bundle: Bundle) -> Iterator[tuple[Database, Catalogue]]:
    with Database(Path(":memory:")) as database:
        load(database, bundle, at=NOON)
        catalogue = Catalogue(database)
        catalogue.reload()
        yield database, catalogue


def read(
    bundle: Bundle, dimension: Dimension, *, at: datetime = LATER
) -> dict[str, dict[str, SurveyTally]]:
    with catalogue_of(bundle) as (database, catalogue), database.source() as source:
        return reads.sliced_tallies(source, list(catalogue.now.setups.values()), dimension, at=at)


def said_by_hand(submission: AcceptedSubmission, dimension: Dimension) -> str:
    if dimension == "language":
        return submission.language
    role = submission.answers.get("role")
    return role if dimension == "role" and role in ("coordination", "volunteer") else NOT_SAID


def counted_by_hand(
    submissions: Sequence[AcceptedSubmission], dimension: Dimension
) -> dict[str, SurveyTally]:
    said = {NOT_SAID, *(said_by_hand(each, dimension) for each in submissions)}
    of_each = {
        value: [each for each in submissions if said_by_hand(each, dimension) == value]
        for value in said
    }
    return {
        value: tally_of([{**each.answers, **{key: [] for key in each.comments}} for each in some])
        for value, some in of_each.items()
    }


@settings(max_examples=20, deadline=None)  # each example opens a database
@given(found=st.lists(sheets, max_size=20))
def test_slices_agree_with_counting_by_hand(found: list[Sheet]) -> None:
    submissions = submissions_of(found)
    with catalogue_of(make_bundle(submissions=submissions)) as (database, catalogue):
        setups = list(catalogue.now.setups.values())
        with database.source() as source:
            whole = reads.survey_tallies(source.telling, setups, at=LATER)["printemps-2026"]
            for dimension in DIMENSIONS:
                parts = reads.sliced_tallies(source, setups, dimension, at=LATER)
                by_hand = counted_by_hand(submissions, dimension)
                assert parts == {
                    "printemps-2026": {
                        said: replace(part, sides=whole.sides) for said, part in by_hand.items()
                    }
                }
                assert whole.submissions == sum(
                    each.submissions for each in parts["printemps-2026"].values()
                )


@pytest.fixture
def bundle() -> Bundle:
    """Two volunteers and one coordinator who came, one who did not; one of each answered."""
    came = [("volunteer", "Toit", 1), ("volunteer", "Jardin", 2), ("volunteer", "Toit", 0)]
    enrolments = [
        Enrolment(
            cohort="cohorte-1",
            person=UUID(int=number),
            organisation=organisation,
            role=role,
            sessions_counted=sessions,
        )
        for number, (role, organisation, sessions) in enumerate([*came, ("coordination", "", 1)])
    ]
    answers: list[Sheet] = [
        ({"role": "volunteer", "region": "laval"}, {}, "fr"),
        ({"role": "coordination"}, {}, "en"),
    ]
    return make_bundle(
        questionnaires=(questionnaire_with_regions(),),
        organisations=(
            Organisation(programme="essai", name="Toit", region="laval"),
            Organisation(programme="essai", name="Jardin", region="estrie"),
        ),
        enrolments=tuple(enrolments),
        submissions=submissions_of(answers),
    )


def questionnaire_with_regions() -> Questionnaire:
    whole = make_questionnaire()
    asked = SingleChoiceQuestion(
        code="region",
        text=Text(fr="Quelle région ?", en="Which region?"),
        options=tuple(
            Option(code=code, text=Text(fr=code, en=code)) for code in ("laval", "estrie")
        ),
    )
    section = msgspec.structs.replace(whole.sections[-1], questions=(asked,))
    return msgspec.structs.replace(whole, sections=(*whole.sections, section))


def eligible(parts: dict[str, SurveyTally]) -> dict[str, int | None]:
    return {value: tally.eligible for value, tally in parts.items()}


def test_eligible_are_those_of_the_roster_who_came_and_are_of_that_role(bundle: Bundle) -> None:
    (parts,) = read(bundle, "role").values()

    assert eligible(parts) == {NOT_SAID: None, "volunteer": 2, "coordination": 1}


def test_a_role_of_which_nobody_came_was_absent_from_a_cohort_that_was_noted(
    bundle: Bundle,
) -> None:
    stayed_away = Enrolment(cohort="cohorte-1", person=UUID(int=9), organisation="", role="other")
    bundle = replace(bundle, enrolments=(*bundle.enrolments, stayed_away))
    others = Selection(slice=Slice(dimension="role", value="other"))
    with catalogue_of(bundle) as (database, catalogue), database.source() as source:
        account = read_account(source, catalogue.now, "essai", others, at=NOON)

    attendance = roster_value("attendance", account)
    assert isinstance(attendance, Rate)
    assert attendance.share == share(0, 1, 1)


def test_the_region_of_the_roster_is_that_of_the_organisation(bundle: Bundle) -> None:
    (parts,) = read(bundle, "region").values()

    assert eligible(parts) == {NOT_SAID: None, "laval": 1}


def test_nobody_knows_in_which_language_people_could_have_answered(bundle: Bundle) -> None:
    (parts,) = read(bundle, "language").values()

    assert eligible(parts) == {NOT_SAID: None, "fr": None, "en": None}


def test_a_survey_of_others_than_all_who_came_has_no_roster(bundle: Bundle) -> None:
    asked_some = replace(bundle, surveys=(make_survey(eligible=12),))

    (parts,) = read(asked_some, "role").values()

    assert set(eligible(parts).values()) == {None}


def test_nothing_of_a_sealed_survey_is_counted(bundle: Bundle) -> None:
    sealed = replace(bundle, surveys=(make_survey(promise="one_per_invitation"),))

    (parts,) = read(sealed, "role", at=NOON).values()

    assert list(parts) == [NOT_SAID]
    assert (parts[NOT_SAID].submissions, parts[NOT_SAID].items) == (0, {})
    (later,) = read(sealed, "role", at=datetime(2026, 5, 1, tzinfo=UTC)).values()
    assert later["volunteer"].submissions == 1
