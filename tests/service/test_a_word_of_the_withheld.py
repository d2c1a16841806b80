"""A word that a whole withheld cohort wrote, and nobody else: who signs in never reads it."""

import re
from datetime import UTC, date, datetime

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.themes.embedders import HashedWordsEmbedder
from analysis.themes.find import find_themes
from analysis.themes.results import ThemesFound
from service.store import reads
from service.store.catalogue import Catalogue
from service.store.database import Database
from surveys.bundle import Bundle
from surveys.programme import Cohort
from surveys.submissions import day_ordered_id
from surveys.texts import LANGUAGES, Text
from tests.analysis.themes.comments import EXAMPLES, PACE
from tests.factories import LATER, NOON, make_accepted, make_bundle, make_searched, make_survey
from tests.inside import database_of
from tests.service.searches import keep_search

Client = TestClient[Litestar]

PLANTED = "zanzibar"
TEXTS = {
    "spring": (*EXAMPLES, *PACE),
    "summer": tuple(f"Plus d’exemples concrets {word}" for word in ("Zanzibar",) * 4),
    "autumn": ("Des exemples concrets, voilà", "Exemples concrets encore", *PACE[:8]),
    "winter": ("Trois exemples concrets", "Bien plus d’exemples concrets", *PACE[:7]),
}
"""By cohort; that of summer is withheld. In autumn and winter a few speak of the same theme, so
that those who are not told apart are five and more."""


@pytest.fixture
def bundle() -> Bundle:
    comments = [(cohort, text) for cohort, texts in TEXTS.items() for text in texts]
    return make_bundle(
        cohorts=tuple(
            Cohort(
                slug=cohort,
                activity="formation",
                name=Text(fr=f"Cohorte {number}", en=f"Cohort {number}"),
                starts_on=date(2026, number, 2),
                ends_on=date(2026, number, 2),
            )
            for number, cohort in enumerate(TEXTS, start=1)
        ),
        surveys=tuple(make_survey(slug=f"{cohort}-end", cohort=cohort) for cohort in TEXTS),
        submissions=tuple(
            make_accepted(
                submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
                survey=f"{cohort}-end",
                comments={"needs_next": text},
            )
            for number, (cohort, text) in enumerate(comments)
        ),
    )


@pytest.fixture
def desk(signed_in: Client) -> Client:
    """A browser that is signed in, after a search."""
    database = database_of(signed_in)
    keep_search(database, "formation", make_searched(search(database)), at=datetime.now(UTC))
    return signed_in


def search(database: Database) -> ThemesFound:
    catalogue = Catalogue(database)
    catalogue.reload()
    setups = catalogue.now.setups_of_activity("formation")
    database.telling.tell_texts([setup.survey for setup in setups], at=LATER)
    with database.cursor() as cursor:
        comments = reads.comments(cursor, setups, at=LATER)
    return find_themes(comments, embedder=HashedWordsEmbedder())


def everything(client: Client) -> str:
    """Every page with themes or numbers, in both languages."""
    pages = ["/activities/formation/themes", "/programmes", "/programmes/essai"]
    pages += [f"/cohorts/{cohort}" for cohort in TEXTS]
    answers = [
        client.get(page, params={"lang": language}) for page in pages for language in LANGUAGES
    ]
    assert {answer.status_code for answer in answers} == {200}
    return "\n".join(answer.text for answer in answers)


def test_the_word_is_found_in_a_theme_that_others_share(desk: Client) -> None:
    """The attack is one: the search itself would have named the theme with the word."""
    database = database_of(desk)
    found = search(database)

    (shared,) = (t for t in found.themes if any(PLANTED in w.casefold() for w in t.phrases))
    assert shared.respondents > len(EXAMPLES)


def test_the_word_stands_on_no_page(desk: Client) -> None:
    read = everything(desk)

    assert "xemples concrets" in read
    assert "rythme" in read
    assert PLANTED not in read.casefold()


def test_each_shown_word_and_label_was_written_where_five_and_more_wrote(desk: Client) -> None:
    written = " ".join(" ".join(TEXTS[cohort]) for cohort in ("spring", "autumn", "winter"))

    read = everything(desk)

    headings = re.findall(r'<article class="theme"[^>]*>\s*<h3>(.+?)</h3>', read)
    marks = r'<span lang="..">|</span>(?: <span class="in-other">[^<]*</span>)?'
    labels = [re.sub(marks, "", heading) for heading in headings]
    words = ", ".join(re.findall(r"(?:Mots typiques\xa0: |Typical words: )([^<]+)<", read))
    assert labels
    assert words
    for phrase in (*labels, *words.split(", ")):
        assert phrase.casefold() in written.casefold().replace("&#39;", "'")
