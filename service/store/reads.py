"""Everything the service reads of what was collected, in the shapes that the analysis asks for."""

from collections.abc import Sequence
from datetime import datetime

import duckdb

from analysis.inputs import Comment, HashedCode, ItemTally, SurveyTally, Wave
from service.store.catalogue import Setup
from service.store.sql import query
from surveys.programme import Session
from surveys.questionnaire import Questionnaire
from surveys.questions import LongTextQuestion
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


def submission_counts(cursor: duckdb.DuckDBPyConnection) -> dict[str, int]:
    """Return how many submissions each survey has; silent surveys are absent."""
    return dict(cursor.execute(query("submission_counts")).fetchall())


def sessions(cursor: duckdb.DuckDBPyConnection, cohort: Slug) -> tuple[Session, ...]:
    """Return the meetings of a cohort, in order."""
    rows = cursor.execute(query("sessions"), {"cohort": cohort}).fetchall()
    return tuple(
        Session(cohort=cohort, position=position, title=Text(**title), held_on=day, minutes=minutes)
        for position, title, day, minutes in rows
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
    asked = [
        (setup.survey.slug, question)
        for setup in setups
        if not setup.survey.is_sealed(at)
        for question in grouped_questions(setup.questionnaire)
    ]
    rows = cursor.execute(
        query("comments"),
        {
            "surveys": [survey for survey, _ in asked],
            "questions": [question for _, question in asked],
        },
    ).fetchall()
    return [Comment(*row) for row in rows]


def grouped_questions(questionnaire: Questionnaire) -> list[str]:
    """Return the questions whose comments group into themes."""
    return [
        question.code
        for question in questionnaire.questions
        if isinstance(question, LongTextQuestion) and question.themes
    ]
