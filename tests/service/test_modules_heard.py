"""What is heard of the modules of a training: searched, stored, read back, erased."""

from datetime import UTC, datetime

import pytest

from analysis.disclosure.modules import ModuleQuote, release_modules
from analysis.disclosure.themes import ThemeQuote
from analysis.themes.results import (
    IdeaHeard,
    Mention,
    ModuleHeard,
    ModuleSuggested,
    Searched,
    ThemesFound,
)
from service.jobs.find_themes import ThemeFinder
from service.store import receipts
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from service.store.modules import stored_modules
from service.store.themes import theme_run
from surveys.submissions import day_ordered_id
from tests.analysis.themes.layers import without
from tests.factories import NOON, make_accepted, make_bundle, make_searched
from tests.service.searches import keep_search

AT = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)
COMMENT = "La sécurité était utile. Du temps."
PEOPLE = tuple(day_ordered_id(NOON.date(), number.to_bytes(10, "big")) for number in range(6))
SECURITY = "usefulness.security"


@pytest.fixture
def filled(database: Database) -> Database:
    """A survey in which six people wrote the same."""
    submissions = tuple(
        make_accepted(submission_id=person, comments={"needs_next": COMMENT}) for person in PEOPLE
    )
    load(database, make_bundle(submissions=submissions), at=NOON)
    return database


def heard(*suggested: ModuleSuggested) -> Searched:
    """Everybody speaks of security; the last one is nearest, the first one's words do not tell."""
    mentions = tuple(
        Mention(
            theme=None,
            submission_id=person,
            question="needs_next",
            start=start,
            end=end,
            language="fr",
            says=(),
            unsure="far",
        )
        for person in PEOPLE
        for start, end in ((0, 23), (25, 33))
    )
    of_security = tuple(
        IdeaHeard(idea=mention.idea, hint=None if mention is mentions[0] else "praise")
        for mention in reversed(mentions)
        if mention.start == 0
    )
    return make_searched(
        ThemesFound(themes=(), mentions=mentions, read=(), embedder="words", suggestion_only=False),
        modules=(
            ModuleHeard(item="usefulness.mission", ideas=()),
            ModuleHeard(item=SECURITY, ideas=of_security),
        ),
        suggested=suggested,
    )


def test_what_was_heard_is_read_back_by_survey_with_the_nearest_quotes(filled: Database) -> None:
    suggested = (
        ModuleSuggested(theme=4, item=SECURITY, nearness=0.75),
        ModuleSuggested(theme=4, item="usefulness.mission", nearness=0.5),
    )
    keep_search(filled, "formation", heard(*suggested), at=AT)

    with filled.cursor() as cursor:
        found = stored_modules(cursor, "formation")
        assert stored_modules(cursor, "autre") == ((), ())

    (security,) = found.heard
    assert (security.item, security.respondents) == (SECURITY, {"printemps-2026": 6})
    assert (security.praise, security.ask) == ({"printemps-2026": 5}, {"printemps-2026": 0})
    quote = ThemeQuote("La sécurité était utile", "fr", "printemps-2026")
    assert security.quotes == 3 * (ModuleQuote(quote, "praise"),)
    assert found.suggested == suggested


def test_the_next_search_takes_the_place_of_the_last(filled: Database) -> None:
    keep_search(filled, "formation", heard(ModuleSuggested(theme=4, item="a", nearness=0.5)), at=AT)
    keep_search(filled, "formation", make_searched(heard().standing), at=AT)

    with filled.cursor() as cursor:
        assert stored_modules(cursor, "formation") == ((), ())


def test_what_is_erased_is_no_longer_heard(filled: Database) -> None:
    keep_search(filled, "formation", heard(), at=AT)
    with filled.transaction() as cursor:
        receipts.erase(cursor, PEOPLE[-1])

    with filled.cursor() as cursor:
        (security,) = stored_modules(cursor, "formation").heard
        rows = cursor.execute("select count(*) from module_ideas").fetchone()

    assert security.respondents == {"printemps-2026": 5}
    assert rows == (5,)


def test_ideas_that_were_erased_during_the_search_are_not_kept(filled: Database) -> None:
    searched = heard()
    standing = without(searched.standing, PEOPLE[0])
    keep_search(filled, "formation", make_searched(standing, modules=searched.modules), at=AT)

    with filled.cursor() as cursor:
        assert cursor.execute("select count(*) from module_ideas").fetchone() == (5,)


def test_a_search_hears_what_was_written_of_the_rows_of_the_matrix(filled: Database) -> None:
    catalogue = Catalogue(filled)
    catalogue.reload()

    ThemeFinder(filled, catalogue, "words").run("formation", lambda share: None)

    with filled.cursor() as cursor:
        found = stored_modules(cursor, "formation")
        run = theme_run(cursor, "formation")
    assert run is not None
    (shown,) = release_modules(found.heard, run.readings)
    assert (shown.item, shown.respondents) == (SECURITY, 6)
    assert [(each.text, each.hint) for each in shown.quotes] == [
        ("La sécurité était utile.", "praise")
    ]
