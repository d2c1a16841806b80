"""Everything the service reads of what was collected, in the shapes that the analysis asks for."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

import duckdb

from analysis.disclosure.testimonials import Testimonial
from analysis.inputs import Comment, HashedCode, ItemTally, SurveyTally, Wave
from analysis.themes.packed import PackedComments
from service.store.catalogue import Setup
from service.store.json_lists import json_lists
from service.store.sql import query
from surveys.programme import Session
from surveys.questionnaire import Questionnaire
from surveys.questions import LongTextQuestion
from surveys.slices import NOT_SAID, Dimension, options_of
from surveys.texts import Slug, Text


def survey_tallies(
    cursor: duckdb.DuckDBPyConnection, setups: Sequence[Setup], *, at: datetime
) -> dict[str, SurveyTally]:
    """Count every answer of these surveys, by survey; a silent survey counts zero.

    Of those that are sealed at `at`, only the submissions are counted.
    """
    submissions = submission_counts(cursor)
    rows = cursor.execute(
        query("answer_counts"),
        {"surveys": [setup.survey.slug for setup in setups if not setup.survey.is_sealed(at)]},
    ).fetchall()
    answered: dict[str, dict[str, int]] = {setup.survey.slug: {} for setup in setups}
    counts: dict[str, dict[str, dict[str, int]]] = {setup.survey.slug: {} for setup in setups}
    for survey, item, value, answers in rows:
        if value is None:
            answered[survey][item] = answers
        else:
            counts[survey].setdefault(item, {})[value] = answers
    return {
        setup.survey.slug: SurveyTally(
            survey=setup.survey.slug,
            cohort=setup.cohort.slug,
            submissions=submissions.get(setup.survey.slug, 0),
            eligible=setup.eligible,
            items={
                item: ItemTally(n, counts[setup.survey.slug].get(item, {}))
                for item, n in answered[setup.survey.slug].items()
            },
        )
        for setup in setups
    }


def sliced_tallies(
    cursor: duckdb.DuckDBPyConnection,
    setups: Sequence[Setup],
    dimension: Dimension,
    *,
    at: datetime,
) -> dict[Slug, dict[str, SurveyTally]]:
    """Count every answer of these surveys, by survey and by what those who gave it are.

    Under `NOT_SAID`, which is always there, stands whoever gave no answer that the
    questionnaire offers. Of surveys that are sealed at `at`, nothing is counted. Eligible
    are those of the roster who came and are of that role or region, unless the survey was
    opened for others than everybody who came; None where nobody knows.
    """
    offered = {
        setup.survey.slug: {o.code for o in options_of([setup.questionnaire], dimension)}
        for setup in setups
        if not setup.survey.is_sealed(at)
    }
    found: dict[Slug, dict[str, _Counted]] = {
        setup.survey.slug: {NOT_SAID: _Counted()} for setup in setups
    }
    rows = cursor.execute(
        query("sliced_counts"), {"surveys": list(offered), "dimension": dimension}
    ).fetchall()
    for survey, slice_, item, value, number in rows:
        said = slice_ if slice_ in offered[survey] else NOT_SAID
        found[survey].setdefault(said, _Counted()).add(item, value, number)
    roster = _roster_people(cursor, dimension)
    return {
        setup.survey.slug: {
            said: SurveyTally(
                survey=setup.survey.slug,
                cohort=setup.cohort.slug,
                submissions=counted.submissions,
                eligible=None
                if setup.survey.eligible is not None
                else roster.get((setup.cohort.slug, said)),
                items={
                    item: ItemTally(answered, dict(counted.counts[item]))
                    for item, answered in counted.answered.items()
                },
            )
            for said, counted in found[setup.survey.slug].items()
        }
        for setup in setups
    }


@dataclass(slots=True)
class _Counted:
    """The answers of one part of a survey, while its rows are read."""

    submissions: int = 0
    answered: Counter[str] = field(default_factory=Counter)
    counts: dict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))

    def add(self, item: str | None, value: str | None, number: int) -> None:
        if item is None:
            self.submissions += number
        elif value is None:
            self.answered[item] += number
        else:
            self.counts[item][value] += number


def _roster_people(
    cursor: duckdb.DuckDBPyConnection, dimension: Dimension
) -> Counter[tuple[Slug, str]]:
    people: Counter[tuple[Slug, str]] = Counter()
    for cohort, role, region, number in cursor.execute(query("roster_people")).fetchall():
        if said := {"role": role, "region": region}.get(dimension):
            people[cohort, said] += number
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
    """Return what is kept of personal codes, by survey; nothing of sealed ones."""
    codes: dict[Slug, list[HashedCode]] = {setup.survey.slug: [] for setup in setups}
    surveys = [setup.survey.slug for setup in setups if not setup.survey.is_sealed(at)]
    for survey, submission_id, hashes in cursor.execute(
        query("matching_codes"), {"surveys": surveys}
    ).fetchall():
        codes[survey].append(HashedCode(submission_id, tuple(hashes)))
    return {survey: Wave(survey, tuple(found)) for survey, found in codes.items()}


def comments(
    cursor: duckdb.DuckDBPyConnection, setups: Sequence[Setup], *, at: datetime
) -> list[Comment]:
    """Return the comments of these surveys that group into themes; none of sealed ones."""
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
    """Return what people agreed to be quoted with, in no telling order; none of sealed surveys."""
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
