"""What a search found, as the pages of an activity with a small cohort show it."""

from datetime import UTC, datetime

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.themes.results import Mention, ReadComment, Theme, ThemesFound
from service.store import receipts
from surveys.bundle import Bundle
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_searched, make_two_cohorts
from tests.inside import database_of
from tests.service.searches import keep_search

Client = TestClient[Litestar]

LARGE, SMALL = 10, 3
"""How many wrote a comment in each cohort."""


def submissions(survey: str, numbers: range) -> tuple[AcceptedSubmission, ...]:
    return tuple(
        make_accepted(
            submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")), survey=survey
        )
        for number in numbers
    )


@pytest.fixture
def bundle() -> Bundle:
    """Two cohorts, the second too small to be shown; everybody wrote one comment to group."""
    return make_two_cohorts(
        (
            *submissions("printemps-2026", range(LARGE)),
            *submissions("hiver-2026", range(LARGE, LARGE + SMALL)),
        )
    )


@pytest.fixture
def desk(signed_in: Client, bundle: Bundle) -> Client:
    """A browser that is signed in, after a search that found two themes."""
    mentions = tuple(
        Mention(
            theme=1,
            submission_id=each.submission_id,
            question="needs_next",
            start=0,
            end=24,
            language="fr",
            says=(0, 1, 2),
        )
        for each in bundle.submissions
    )
    found = ThemesFound(
        themes=(
            Theme(
                number=1,
                label=Text(fr="Temps", en="Time"),
                words=("temps",),
                respondents=LARGE + SMALL,
                ideas=LARGE + SMALL,
                quotes=(0,),
                stability=0.75,
            ),
            Theme(
                number=2,
                label=Text(fr="Repas", en="Lunch"),
                words=("repas",),
                respondents=2,
                ideas=2,
                quotes=(),
                stability=0.25,
            ),
        ),
        mentions=mentions,
        read=tuple(
            ReadComment(submission_id=each.submission_id, question="needs_next", ideas=1, unsure=0)
            for each in bundle.submissions
        ),
        embedder="words",
        suggestion_only=False,
    )
    database = database_of(signed_in)
    keep_search(database, "formation", make_searched(found), at=datetime.now(UTC))
    return signed_in


def said(client: Client, path: str) -> str:
    answer = client.get(path, params={"lang": "fr"})
    assert answer.status_code == 200
    return answer.text.replace("\u00a0", " ")


def test_the_comments_read_less_those_of_the_shown_cohort_do_not_tell_of_the_small_one(
    desk: Client,
) -> None:
    assert f"{LARGE} personnes ont écrit quelque chose." in said(desk, "/cohorts/cohorte-1")

    page = said(desk, "/activities/formation/themes")

    assert (
        f"{LARGE} commentaires ont été lus. Parmi eux, moins de 5 ne contiennent que des éloges"
        in page
    )
    assert f"{LARGE} personnes en parlent" in page
    assert f"{LARGE + SMALL} " not in page


def test_a_theme_says_how_solid_it_is_and_one_of_a_few_is_only_counted(desk: Client) -> None:
    page = said(desk, "/activities/formation/themes")

    assert '<p class="muted">Thème solide</p>' in page
    assert "1 thème n’est pas montré" in page
    assert "Repas" not in page
    assert '<p class="muted">Thème solide</p>' in said(desk, "/cohorts/cohorte-1")


def test_a_quote_is_marked_unless_its_author_agreed_to_be_quoted(desk: Client) -> None:
    address, mark = "/activities/formation/themes", "À ne pas citer à l’extérieur."
    database = database_of(desk)
    assert mark in desk.get(address).text

    with database.transaction() as cursor:
        receipts.allow_quotes(cursor, day_ordered_id(NOON.date(), bytes(10)), quotable=True)

    assert mark not in desk.get(address).text
