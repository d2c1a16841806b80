"""Answers that were stored are corrected, allowed to be quoted, and erased; nothing comes back."""

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from analysis.themes.results import Mention, ReadComment, Theme, ThemesFound
from service.jobs.find_themes import ThemeFinder
from service.store import receipts
from service.store import submissions as store
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from service.store.submissions import SubmissionErased, SubmissionIdTaken
from service.store.themes import theme_run
from service.store.writer import SubmissionWriter
from surveys.receipts import receipt_hash
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Text
from tests.factories import NOON, make_accepted, make_bundle, make_searched
from tests.service.searches import keep_search

CODES = ("AAAA-AAAA-AAAA", "BBBB-BBBB-BBBB")
COMMENT = "Du temps pour pratiquer. Bravo."


def never() -> None:
    raise AssertionError("the disk took everything")


def person(number: int, **changes: Any) -> AcceptedSubmission:
    fields: dict[str, Any] = {
        "submission_id": day_ordered_id(NOON.date(), bytes(9) + bytes([number])),
        "receipt": receipt_hash(CODES[number % 2]),
        "comments": {"needs_next": COMMENT},
    }
    return make_accepted(**fields | changes)


@pytest.fixture
def two(database: Database) -> Database:
    """Two people have answered, and both are quoted in one theme."""
    load(database, make_bundle(submissions=(person(0), person(1))), at=NOON)
    keep_search(database, "formation", make_searched(found()), at=NOON)
    return database


def found() -> ThemesFound:
    mentions = tuple(
        Mention(
            theme=1,
            submission_id=person(number).submission_id,
            question="needs_next",
            start=0,
            end=24,
            language="fr",
            says=(0,),
        )
        for number in (0, 1)
    )
    theme = Theme(
        number=1,
        label=Text(fr="Temps", en="Time"),
        words=("temps",),
        respondents=2,
        ideas=2,
        quotes=(0, 1),
        stability=None,
    )
    return ThemesFound(
        themes=(theme,),
        mentions=mentions,
        read=tuple(
            ReadComment(
                submission_id=person(number).submission_id,
                question="needs_next",
                ideas=1,
                unsure=0,
            )
            for number in (0, 1)
        ),
        embedder="words",
        suggestion_only=False,
    )


def change(
    database: Database, steps: Callable[[SubmissionWriter], Coroutine[Any, Any, Any]]
) -> Any:
    """Return what `steps` return, run against the writer of a service that starts and stops."""
    with SubmissionWriter(database, largest_group=50, on_fatal=never) as writer:
        return asyncio.run(steps(writer))


def under(database: Database, code: str) -> AcceptedSubmission | None:
    with database.cursor() as cursor:
        return receipts.find(cursor, receipt_hash(code))


def quoted(database: Database) -> tuple[int, list[tuple[str, bool]]]:
    """Return how many people mention the theme, and its quotes."""
    with database.cursor() as cursor:
        run = theme_run(cursor, "formation")
    assert run is not None
    (theme,) = run.themes
    return sum(theme.respondents.values()), [(quote.text, quote.quotable) for quote in theme.quotes]


def stands_in(database: Database, submission_id: UUID) -> set[str]:
    """Return the tables that hold an id."""
    with database.cursor() as cursor:
        return {
            name
            for name in (
                "submissions",
                "comments",
                "mentions",
                "read_comments",
                "vector_holders",
                "erased",
            )
            if cursor.table(name).filter(f"submission_id = '{submission_id}'").fetchall()
        }


def test_a_receipt_leads_to_its_own_answers(two: Database) -> None:
    assert under(two, CODES[0]) == person(0)
    assert under(two, CODES[1]) == person(1)
    assert under(two, "CCCC-CCCC-CCCC") is None


def test_two_submissions_under_one_receipt_are_nobodys(database: Database) -> None:
    twice = (person(0), person(1, receipt=receipt_hash(CODES[0])))
    load(database, make_bundle(submissions=twice), at=NOON)

    assert under(database, CODES[0]) is None


def test_answers_without_a_receipt_are_under_none(database: Database) -> None:
    load(database, make_bundle(submissions=(person(0, receipt=None),)), at=NOON)

    assert under(database, CODES[0]) is None


def test_a_correction_takes_the_place_of_the_first_answers_and_keeps_their_day(
    two: Database,
) -> None:
    tomorrow = NOON.date() + timedelta(days=1)
    corrected = person(
        0,
        answers={"satisfaction": "dissatisfied", "hours": 3, "tools": ["email"]},
        comments={"needs_next": "Rien.", "role_other": "Stagiaire"},
        language="en",
        quotable=True,
        received_on=tomorrow,
        receipt=None,
    )

    change(two, lambda writer: writer.correct(corrected))

    assert under(two, CODES[0]) == person(
        0,
        answers=corrected.answers,
        comments=corrected.comments,
        language="en",
        quotable=True,
    )
    assert under(two, CODES[1]) == person(1)


def test_a_corrected_comment_is_in_no_theme_until_it_is_read_again(two: Database) -> None:
    change(two, lambda writer: writer.correct(person(0, comments={"needs_next": "Rien du tout."})))

    assert quoted(two) == (1, [("Du temps pour pratiquer.", False)])


def test_a_correction_that_leaves_the_comments_leaves_the_themes(two: Database) -> None:
    change(two, lambda writer: writer.correct(person(0, answers={"pace": "too_slow"})))

    assert quoted(two) == (2, [("Du temps pour pratiquer.", False)] * 2)


async def allow_quotes(writer: SubmissionWriter, *, quotable: bool) -> None:
    await writer.allow_quotes(person(0).submission_id, quotable=quotable)


def test_consent_is_given_and_withdrawn_for_one_person(two: Database) -> None:
    sentence = "Du temps pour pratiquer."
    for quotable in (True, False):
        change(two, partial(allow_quotes, quotable=quotable))
        assert under(two, CODES[0]) == person(0, quotable=quotable)
        assert quoted(two) == (2, [(sentence, quotable), (sentence, False)])


def test_of_what_is_erased_only_the_id_is_left(two: Database) -> None:
    erased = person(0).submission_id

    change(two, lambda writer: writer.erase(erased))

    assert stands_in(two, erased) == {"erased"}
    assert under(two, CODES[0]) is None
    assert under(two, CODES[1]) == person(1)
    assert quoted(two) == (1, [("Du temps pour pratiquer.", False)])


def test_what_is_erased_leaves_the_log_of_the_file(two: Database, tmp_path: Path) -> None:
    log = tmp_path / "bilan.duckdb.wal"
    assert COMMENT.encode() in log.read_bytes()

    change(two, lambda writer: writer.erase(person(0).submission_id))

    assert not log.exists() or COMMENT.encode() not in log.read_bytes()


def test_what_is_erased_is_not_stored_again_not_even_after_a_restart(two: Database) -> None:
    async def erase_and_retry(writer: SubmissionWriter) -> None:
        await writer.erase(person(0).submission_id)
        with pytest.raises(SubmissionErased):
            await writer.store(person(0))

    async def retry(writer: SubmissionWriter) -> None:
        with pytest.raises(SubmissionErased):
            await writer.store(person(0))
        await writer.store(person(1))

    change(two, erase_and_retry)
    change(two, retry)
    load(two, make_bundle(submissions=(person(0), person(1))), at=NOON)

    assert stands_in(two, person(0).submission_id) == {"erased"}


def test_nothing_is_left_to_change_once_it_is_erased(two: Database) -> None:
    async def too_late(writer: SubmissionWriter) -> Sequence[Any]:
        await writer.erase(person(0).submission_id)
        return await asyncio.gather(
            writer.correct(person(0, answers={"pace": "too_slow"})),
            writer.allow_quotes(person(0).submission_id, quotable=True),
            writer.erase(person(0).submission_id),
            return_exceptions=True,
        )

    assert [type(each) for each in change(two, too_late)] == [SubmissionErased] * 3
    assert stands_in(two, person(0).submission_id) == {"erased"}


def test_a_late_copy_of_the_first_answers_does_not_undo_a_correction(two: Database) -> None:
    corrected = person(0, answers={"pace": "too_slow"})

    async def race(writer: SubmissionWriter) -> Sequence[Any]:
        return await asyncio.gather(
            writer.store(person(0)),
            writer.correct(corrected),
            writer.store(person(0)),
            writer.store(corrected),
            return_exceptions=True,
        )

    outcomes = change(two, race)

    assert [type(each) for each in outcomes] == [
        type(None),
        type(None),
        SubmissionIdTaken,
        type(None),
    ]
    assert under(two, CODES[0]) == corrected


def test_new_answers_changes_and_copies_in_one_group_keep_their_order(database: Database) -> None:
    load(database, make_bundle(submissions=()), at=NOON)

    async def all_at_once(writer: SubmissionWriter) -> Sequence[Any]:
        return await asyncio.gather(
            writer.store(person(0)),
            writer.store(person(1)),
            writer.erase(person(0).submission_id),
            writer.store(person(0)),
            writer.correct(person(1, answers={"pace": "too_slow"})),
            return_exceptions=True,
        )

    outcomes = change(database, all_at_once)

    assert [type(each) for each in outcomes] == [
        type(None),
        type(None),
        type(None),
        SubmissionErased,
        type(None),
    ]
    with database.cursor() as cursor:
        left = store.known(cursor, [person(0).submission_id, person(1).submission_id])
    assert list(left.values()) == [person(1, answers={"pace": "too_slow"})]


def test_a_comment_erased_while_themes_are_sought_is_in_none(database: Database) -> None:
    wishes = ("Plus d’exemples de petits organismes.", "Un suivi trois mois après la formation.")
    people = [
        person(number, receipt=None, comments={"needs_next": wishes[number % 2]})
        for number in range(12)
    ]
    load(database, make_bundle(submissions=tuple(people)), at=NOON)
    catalogue = Catalogue(database)
    catalogue.reload()
    erased: list[UUID] = []

    def while_it_computes(_: float) -> None:
        if not erased:
            erased.append(people[0].submission_id)
            change(database, lambda writer: writer.erase(people[0].submission_id))

    ThemeFinder(database, catalogue).run("formation", while_it_computes)

    assert erased
    assert stands_in(database, erased[0]) == {"erased"}
    assert "mentions" in stands_in(database, people[2].submission_id)
