"""A fifth more comments, and themes sought again: all that people decided is as they left it."""

from collections.abc import Sequence

from analysis.themes.decisions import Confirm, Decision, Dismiss, Lock, Merge, Move, Rename, Split
from analysis.themes.results import Mention, Theme, ThemesFound
from service.jobs.find_themes import ThemeFinder
from service.store import submissions, theme_decisions, theme_layers
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Text
from tests.analysis.themes.arrivals import FOLLOW_UP, ROOM
from tests.analysis.themes.comments import EXAMPLES, PACE
from tests.factories import NOON, make_accepted, make_bundle

NAME = Text(fr="Un rythme plus lent", en="A slower pace")
LUNCH = tuple(f"Le repas du {day} était froid" for day in ("lundi", "mardi", "jeudi", "samedi"))
SUBJECTS = (EXAMPLES, PACE, FOLLOW_UP, ROOM, LUNCH)
FIRST = tuple(text for subject in SUBJECTS for text in subject)
MORE = (
    "Le rythme restait trop rapide",
    "Un rythme trop rapide encore",
    "Rythme trop rapide pour moi",
    "Trop rapide, ce rythme",
    "Encore des exemples concrets",
    "Des exemples concrets de bénévoles",
    "Une salle moins froide",
    "La salle était trop froide",
    "Un suivi par la suite",
)
EVERY = (*FIRST, *MORE)


def said(texts: Sequence[str], *, first: int) -> tuple[AcceptedSubmission, ...]:
    return tuple(
        make_accepted(
            submission_id=day_ordered_id(NOON.date(), number.to_bytes(10, "big")),
            comments={"needs_next": text},
        )
        for number, text in enumerate(texts, start=first)
    )


def standing(database: Database) -> ThemesFound:
    with database.cursor() as cursor:
        found = theme_layers.standing(cursor, "formation")
    assert found is not None
    return found


def theme_of(found: ThemesFound, text: str) -> Theme:
    (number,) = {m.theme for m in found.mentions if text_of(m) == text}
    return next(theme for theme in found.themes if theme.number == number)


def text_of(mention: Mention) -> str:
    return EVERY[int.from_bytes(mention.submission_id.bytes[6:]) & 0xFF]


def ideas(found: ThemesFound, texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(mention.idea for mention in found.mentions if text_of(mention) in texts)


def all_decided(found: ThemesFound) -> tuple[object, ...]:
    """Names and states of themes, where people put ideas, and what locked themes hold."""
    locked = {theme.number for theme in found.themes if theme.locked}
    return (
        {t.number: (t.name, t.confirmed, t.dismissed, t.locked) for t in found.themes if t.name},
        {m.idea: m.theme for m in found.mentions if m.pinned},
        {m.idea for m in found.mentions if m.theme in locked},
    )


def test_all_that_people_decided_stands_after_a_fifth_more_comments(database: Database) -> None:
    load(database, make_bundle(submissions=said(FIRST, first=0)), at=NOON)
    catalogue = Catalogue(database)
    catalogue.reload()
    finder = ThemeFinder(database, catalogue, "words")
    finder.run("formation", lambda _: None)

    def decide(*decisions: Decision) -> ThemesFound:
        theme_decisions.decide(database, "formation", *decisions, by="desk", at=NOON)
        return standing(database)

    found = standing(database)
    pace, other = theme_of(found, PACE[0]).number, theme_of(found, FOLLOW_UP[0]).number
    examples = theme_of(found, EXAMPLES[0]).number
    found = decide(
        Rename(theme=pace, name=NAME),
        Confirm(theme=pace),
        Rename(theme=examples, name=Text(fr="Du concret", en="Concrete things")),
        Lock(theme=examples),
        Split(theme=other, ideas=ideas(found, ROOM), name=Text(fr="Salle", en="Room")),
        Split(theme=other, ideas=ideas(found, LUNCH), name=Text(fr="Repas", en="Lunch")),
        Move(theme=pace, ideas=ideas(found, PACE[3:4]), into=other),
    )
    room, lunch = theme_of(found, ROOM[0]).number, theme_of(found, LUNCH[0]).number
    found = decide(Merge(theme=lunch, into=room), Dismiss(theme=room))
    decided = all_decided(found)
    names, placed, held = decided
    assert names == {
        pace: (NAME, True, False, False),
        examples: (Text(fr="Du concret", en="Concrete things"), False, False, True),
        room: (Text(fr="Salle", en="Room"), False, True, False),
    }
    assert {text_of(m) for m in found.mentions if m.theme == room} == {*ROOM, *LUNCH}
    assert isinstance(placed, dict)
    assert isinstance(held, set)
    assert placed[ideas(found, PACE[3:4])[0]] == other
    assert len(held) == len(EXAMPLES)

    assert len(MORE) * 5 >= len(FIRST)
    with database.transaction() as cursor:
        submissions.insert(cursor, said(MORE, first=len(FIRST)))
    finder.run("formation", lambda _: None)
    found = standing(database)
    assert {text_of(m) for m in found.mentions} == set(EVERY)
    assert all_decided(found) == decided

    finder.run("formation refit", lambda _: None)
    with database.cursor() as cursor:
        proposed = theme_layers.proposed(cursor, "formation")
    assert all_decided(proposed or standing(database)) == decided
