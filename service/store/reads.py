"""Everything the service reads of what was collected, in the shapes that the analysis asks for."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime

import duckdb

from analysis.disclosure.gate import rated
from analysis.disclosure.testimonials import Testimonial
from analysis.inputs import Comment, HashedCode, PartedSurvey, Said, SurveyTally, Wave
from analysis.themes.packed import PackedComments
from service.store.catalogue import Setup
from service.store.counts import ALL, EVERYBODY, Counted, CountedSurvey, together
from service.store.json_lists import json_lists
from service.store.sql import query
from service.store.telling import Source, Telling
from surveys.programme import Session
from surveys.questionnaire import Questionnaire
from surveys.questions import LongTextQuestion
from surveys.sides import sides_of
from surveys.slices import DIMENSIONS, NOT_SAID, Dimension, options_of
from surveys.texts import Slug, Text


def survey_tallies(
    telling: Telling, setups: Sequence[Setup], *, at: datetime
) -> dict[str, SurveyTally]:
    """Return what is told of the answers of these surveys, counted; a silent survey counts zero.

    Of those that are sealed at `at`, only the submissions are told.
    """
    told = telling.of([setup.survey for setup in setups], at=at)
    return {
        setup.survey.slug: _tally(setup, told[setup.survey.slug][EVERYBODY], setup.eligible)
        for setup in setups
    }


def sliced_tallies(
    source: Source, setups: Sequence[Setup], dimension: Dimension, *, at: datetime
) -> dict[Slug, dict[str, SurveyTally]]:
    """Return what is told of the answers of these surveys, by survey and by what people are.

    Under `NOT_SAID`, which is always there, stands whoever gave no answer that the
    questionnaire offers. Of surveys that were not over yet, nothing is told. Eligible
    are those of the roster who came and are of that role or region, unless the survey was
    opened for others than everybody who came; None where nobody knows.
    """
    told = source.telling.of([setup.survey for setup in setups], at=at)
    return _sliced(told, setups, dimension, _roster_people(source.cursor)[dimension])


def _sliced(
    told: Mapping[Slug, CountedSurvey],
    setups: Sequence[Setup],
    dimension: Dimension,
    roster: Mapping[tuple[Slug, str], int],
) -> dict[Slug, dict[str, SurveyTally]]:
    return {
        setup.survey.slug: {
            said: _tally(
                setup,
                part,
                None
                if setup.survey.eligible is not None
                else roster.get((setup.cohort.slug, said)),
            )
            for said, part in _said(
                told[setup.survey.slug],
                dimension,
                {option.code for option in options_of([setup.questionnaire], dimension)},
            ).items()
        }
        for setup in setups
    }


def parted_surveys(
    source: Source, setups: Sequence[Setup], *, at: datetime
) -> dict[Slug, PartedSurvey]:
    """Return what `sliced_tallies` returns of all dimensions, by survey, and who is in them."""
    told = source.telling.of([setup.survey for setup in setups], at=at)
    roster = _roster_people(source.cursor)
    parts = {each: _sliced(told, setups, each, roster[each]) for each in DIMENSIONS}
    return {
        setup.survey.slug: PartedSurvey(
            slug=setup.survey.slug,
            cohort=setup.cohort.slug,
            parts={each: parts[each][setup.survey.slug] for each in DIMENSIONS},
            people=_people(
                told[setup.survey.slug],
                [
                    {option.code for option in options_of([setup.questionnaire], each)}
                    for each in DIMENSIONS
                ],
            ),
        )
        for setup in setups
    }


def _people(
    told: CountedSurvey, offered: Sequence[set[str]]
) -> Mapping[Said, Mapping[str, int]] | None:
    """Return who answered what, by what they say on offer; None if only counts are left."""
    people: defaultdict[Said, Counter[str]] = defaultdict(Counter)
    for (dimension, said), part in told.items():
        if dimension == ALL:
            on_offer = tuple(
                each if each in some else NOT_SAID for each, some in zip(said, offered, strict=True)
            )
            people[on_offer][""] += part.submissions
            for item, answers in part.items.items():
                people[on_offer][item] += rated(answers)
    parted = any(dimension is not None for dimension, _ in told)
    return people if people or not parted else None


def _said(counted: CountedSurvey, dimension: Dimension, offered: set[str]) -> dict[str, Counted]:
    """Return the parts of a survey in a dimension, those who said nothing on offer in one."""
    found = {said: part for (of, said), part in counted.items() if of == dimension}
    nothing_on_offer = [part for said, part in found.items() if said not in offered]
    return {
        NOT_SAID: together(nothing_on_offer),
        **{said: part for said, part in found.items() if said in offered},
    }


def _tally(setup: Setup, part: Counted, eligible: int | None) -> SurveyTally:
    return SurveyTally(
        survey=setup.survey.slug,
        cohort=setup.cohort.slug,
        submissions=part.submissions,
        eligible=eligible,
        items=part.items,
        sides=sides_of(setup.questionnaire),
    )


def _roster_people(
    cursor: duckdb.DuckDBPyConnection,
) -> dict[Dimension, Counter[tuple[Slug, str]]]:
    """Return how many of each cohort came and are something, by dimension."""
    people: dict[Dimension, Counter[tuple[Slug, str]]] = {each: Counter() for each in DIMENSIONS}
    for cohort, role, region, number in cursor.execute(query("roster_people")).fetchall():
        if role:
            people["role"][cohort, role] += number
        if region:
            people["region"][cohort, region] += number
    return people


def submission_counts(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many submissions each survey has; silent surveys are absent."""
    return dict(cursor.execute(query("submission_counts")).fetchall())


def sessions(cursor: duckdb.DuckDBPyConnection, *cohorts: Slug) -> tuple[Session, ...]:
    """Return the meetings of each of `cohorts`, in order."""
    rows = cursor.execute(query("sessions"), {"cohorts": cohorts}).fetchall()
    return tuple(
        Session(cohort=cohort, position=position, title=Text(**title), held_on=day, minutes=minutes)
        for cohort, position, title, day, minutes in rows
    )


def waves(
    cursor: duckdb.DuckDBPyConnection, setups: Sequence[Setup], *, at: datetime
) -> dict[Slug, Wave]:
    """Return what is kept of personal codes, by survey; nothing of those that are not over.

    How many are linked would move with each that comes in.
    """
    codes: dict[Slug, list[HashedCode]] = {setup.survey.slug: [] for setup in setups}
    surveys = [setup.survey.slug for setup in setups if setup.survey.state(at) == "over"]
    for survey, submission_id, hashes in cursor.execute(
        query("matching_codes"), {"surveys": surveys}
    ).fetchall():
        codes[survey].append(HashedCode(submission_id, tuple(hashes)))
    return {survey: Wave(survey, tuple(found)) for survey, found in codes.items()}


def comments(
    cursor: duckdb.DuckDBPyConnection, setups: Sequence[Setup], *, at: datetime
) -> list[Comment]:
    """Return the comments of these surveys that group into themes, as far as they may be read.

    `Telling.tell_texts` moves that on; none of sealed surveys.
    """
    return packed_comments(cursor, setups, at=at).opened()


def packed_comments(
    cursor: duckdb.DuckDBPyConnection, setups: Sequence[Setup], *, at: datetime
) -> PackedComments:
    """Return what `comments` returns as it travels."""
    asked = [
        (setup.survey.slug, question)
        for setup in setups
        if not setup.survey.is_sealed(at)
        for question in grouped_questions(setup.questionnaire)
    ]
    cursor.execute(
        query("comments"),
        {
            "surveys": [survey for survey, _ in asked],
            "questions": [question for _, question in asked],
        },
    )
    return PackedComments(json_lists(cursor))


def testimonials(
    cursor: duckdb.DuckDBPyConnection, setups: Sequence[Setup], *, at: datetime
) -> list[Testimonial]:
    """Return what people agreed to be quoted with, if it may be read, in no telling order."""
    surveys = [setup.survey.slug for setup in setups if not setup.survey.is_sealed(at)]
    rows = cursor.execute(query("testimonials"), {"surveys": surveys}).fetchall()
    return [Testimonial(*row) for row in rows]


def grouped_questions(questionnaire: Questionnaire) -> list[str]:
    """Return the questions whose comments group into themes."""
    return [
        question.code
        for question in questionnaire.questions
        if isinstance(question, LongTextQuestion) and question.themes
    ]
