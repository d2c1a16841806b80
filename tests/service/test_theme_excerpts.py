"""A decision writes what it changes and nothing else, and all is as if the whole were rewritten."""

import random
from collections.abc import Iterator, Sequence
from datetime import timedelta
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from analysis.themes.alarms import Decided, followed
from analysis.themes.decide import DecisionImpossible
from analysis.themes.decide import decide as decided
from analysis.themes.decisions import Add, Decision, Leave, Move, Split, Undo
from analysis.themes.effects import Effect, Wording, effect_of, wording_of
from analysis.themes.held import held
from analysis.themes.results import (
    Alarm,
    Mention,
    ReadComment,
    Theme,
    ThemesFound,
    Watch,
)
from analysis.themes.undo import undone
from service.store import theme_decisions, theme_layers, vectors
from service.store.database import Database
from service.store.load import load
from service.store.theme_effects import kept_effects
from service.store.theme_layers import Layer, proposed, standing, watch
from service.store.theme_runs import ThemeRuns
from service.store.theme_undo import undo
from service.store.themes import theme_ideas, theme_run
from surveys.submissions import day_ordered_id
from surveys.texts import Text
from tests.benchmarks.decisions_at_random import any_decision
from tests.factories import NOON, make_accepted, make_bundle, make_searched
from tests.service.searches import keep_search

STEPS = 12
UNDOS = 0.35
PHRASES = ("Plus de temps.", "PLUS DE TEMPS.", "Un repas chaud !", "La salle, l’été.", "Du café.")
WRITERS = range(10)
QUESTIONS = ("needs_next", "best_part")
THEMES = (1, 2, 3, 4)
LAYERS: tuple[Layer, ...] = ("standing", "proposed")
LOOKS = 0.5


class Now(msgspec.Struct, frozen=True):
    """All that is stored of themes."""

    stands: ThemesFound
    wanted: ThemesFound | None
    raised: Watch | None


def now(database: Database) -> Now:
    with database.cursor() as cursor:
        stands = standing(cursor, "formation")
        assert stands is not None
        return Now(stands, proposed(cursor, "formation"), watch(cursor, "formation"))


def id_of(person: int) -> UUID:
    return day_ordered_id(NOON.date(), bytes([person]) * 10)


def written(chance: random.Random) -> dict[tuple[int, str], list[tuple[int, int, str]]]:
    """Return what each person answers to each question: sentences with where they stand."""
    answers = {}
    for person in WRITERS:
        for question in QUESTIONS[: chance.randint(1, 2)]:
            spans, at = [], 0
            for phrase in chance.choices(PHRASES, k=chance.randint(1, 3)):
                spans.append((at, at + len(phrase), phrase))
                at += len(phrase) + 1
            answers[person, question] = spans
    return answers


def layer(
    answers: dict[tuple[int, str], list[tuple[int, int, str]]],
    chance: random.Random,
    themes: Sequence[int],
    next_number: int,
) -> ThemesFound:
    """Return a layer with ideas anywhere, and quotes as a search or an erasure may leave them."""
    mentions = []
    for (person, question), spans in sorted(answers.items(), key=lambda each: _order(each[0])):
        for start, end, _ in spans:
            theme = chance.choice((None, *themes))
            mentions.append(
                Mention(
                    theme=theme,
                    submission_id=id_of(person),
                    question=question,
                    start=start,
                    end=end,
                    language="fr",
                    says=tuple(sorted(chance.sample(range(4), chance.randint(0, 2))))
                    if theme
                    else (),
                    unsure=None if theme else "far",
                )
            )
    found = ThemesFound(
        themes=tuple(_themes(mentions, chance)),
        mentions=tuple(mentions),
        read=tuple(_read(mentions)),
        embedder="words",
        suggestion_only=False,
        next_number=next_number,
    )
    order = sorted(found.themes, key=lambda theme: (-theme.respondents, theme.number))
    return msgspec.structs.replace(found, themes=tuple(order))


def _order(answer: tuple[int, str]) -> tuple[bytes, str]:
    person, question = answer
    return id_of(person).bytes, question


def _themes(mentions: Sequence[Mention], chance: random.Random) -> Iterator[Theme]:
    for number in sorted({mention.theme for mention in mentions if mention.theme}):
        places = [place for place, mention in enumerate(mentions) if mention.theme == number]
        first = {mentions[place].submission_id: place for place in reversed(places)}
        quotes = chance.sample([*first.values()], chance.randint(0, len(first)))
        yield Theme(
            number=number,
            label=Text(fr=f"Thème {number}", en=f"Theme {number}"),
            words=("temps", f"mot {number}"),
            respondents=len(first),
            ideas=len(places),
            quotes=tuple(quotes),
            stability=0.75,
            coherence=0.25,
        )


def _read(mentions: Sequence[Mention]) -> Iterator[ReadComment]:
    for comment in dict.fromkeys((m.submission_id, m.question) for m in mentions):
        own = [m.theme for m in mentions if (m.submission_id, m.question) == comment]
        yield ReadComment(
            submission_id=comment[0],
            question=comment[1],
            ideas=len(own),
            unsure=own.count(None),
        )


def searched(database: Database, chance: random.Random, *, beside: bool) -> None:
    """Store what people wrote and what a search found; beside it a proposal, if asked."""
    answers = written(chance)
    comments: dict[int, dict[str, str]] = {}
    for (person, question), spans in answers.items():
        comments.setdefault(person, {})[question] = " ".join(text for *_, text in spans)
    submissions = tuple(
        make_accepted(submission_id=id_of(person), comments=said)
        for person, said in comments.items()
    )
    with database.transaction() as cursor:
        for table in ("submissions", "comments", "theme_decisions", "theme_effects"):
            cursor.execute(f"delete from {table}")  # noqa: S608 -- of this test
    load(database, make_bundle(submissions=submissions), at=NOON)
    stands = layer(answers, chance, THEMES[:3], next_number=5)
    wants = layer(answers, chance, THEMES, next_number=4) if beside else None
    alarms = tuple(
        Alarm(theme=theme, cohort="cohorte-1", kind="new", p=0.01, people=3, of=8,
              people_before=0, of_before=8)
        for theme in chance.sample(THEMES, 2)
    )  # fmt: skip
    raised = Watch(cohort="cohorte-1", looks=1, of=8, alarms=alarms)
    search = make_searched(stands, proposed=wants, watch=raised)
    keep_search(database, "formation", search, at=NOON + timedelta(minutes=5))


class Oracle:
    """The same decisions on all that is stored: read whole, changed, and never written."""

    def __init__(self, database: Database) -> None:
        self._database, self._before = database, now(database)
        themes = (None, *(theme.number for theme in self._before.stands.themes))
        with database.cursor() as cursor:
            self._ideas = {each: theme_ideas(cursor, "formation", each) for each in themes}

    def take(self, event: Decision | Undo) -> tuple[Decision | Undo, Now, list[Decided]]:
        """Return the event as it is kept, what is there after it, and what it changed."""
        if isinstance(event, Undo):
            return (event, *self._undo(event.sequence))
        asked = self._with_same_words(event)
        before = self._before
        stood = Decided(before.stands, decided(before.stands, asked))
        layers = [stood]
        if before.wanted is not None:
            wanted = held(before.wanted, stood.after)
            wanted = msgspec.structs.replace(wanted, next_number=before.wanted.next_number)
            layers.append(Decided(before.wanted, wanted))
        return asked, self._after(layers), layers

    def _undo(self, sequence: int) -> tuple[Now, list[Decided]]:
        before = self._before
        with self._database.cursor() as cursor:
            kept = kept_effects(cursor, "formation", sequence)
        there = kept["standing"]
        stood = Decided(before.stands, undone(before.stands, there.effect, there.wording))
        layers = [stood]
        if before.wanted is not None:
            own = kept["proposed"]
            wanted = held(undone(before.wanted, own.effect, own.wording), stood.after)
            wanted = msgspec.structs.replace(wanted, next_number=before.wanted.next_number)
            layers.append(Decided(before.wanted, wanted))
        after = self._after(layers)
        if before.raised == there.watched:
            after = msgspec.structs.replace(after, raised=there.watch)
        return after, layers

    def _after(self, layers: Sequence[Decided]) -> Now:
        raised = self._before.raised
        return Now(
            layers[0].after,
            layers[1].after if len(layers) > 1 else None,
            None if raised is None else followed(raised, *layers),
        )

    def _with_same_words(self, decision: Decision) -> Decision:
        if not isinstance(decision, Move | Split | Add | Leave):
            return decision
        source = None if isinstance(decision, Add | Leave) else decision.theme
        said = {each.idea: each.text.casefold() for each in self._ideas[source]}
        chosen = {said[idea] for idea in decision.ideas if idea in said}
        same = tuple(idea for idea, text in said.items() if text in chosen)
        every = dict.fromkeys((*decision.ideas, *same))
        return msgspec.structs.replace(decision, ideas=tuple(every))


def kept(database: Database, sequence: int) -> dict[Layer, tuple[Effect, Wording | None]]:
    with database.cursor() as cursor:
        found = kept_effects(cursor, "formation", sequence)
    return {name: (each.effect, each.wording) for name, each in found.items()}


def changed(layers: Sequence[Decided]) -> dict[str, tuple[Effect, Wording]]:
    names = ("standing", "proposed")[: len(layers)]
    return {
        name: (effect_of(*each), wording_of(*each))
        for name, each in zip(names, layers, strict=True)
    }


@pytest.mark.parametrize("beside", [False, True], ids=["alone", "beside a proposal"])
@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    phases=(Phase.generate,),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 10**6))
def test_decisions_and_undos_leave_what_rewriting_all_of_it_would(
    database: Database, seed: int, *, beside: bool
) -> None:
    """Of what stands, what is proposed, what rises, and what each event is said to have changed.

    Pages that count again only what events are about count what all of it comes to.
    """
    chance = random.Random(seed)  # noqa: S311 -- a test's
    searched(database, chance, beside=beside)
    sequence, runs = 0, ThemeRuns()
    for step in range(STEPS):
        oracle, before = Oracle(database), now(database)
        if step == STEPS // 2:
            with database.transaction() as cursor:
                gone = chance.choice(before.stands.mentions).submission_id
                theme_layers.forget_read(cursor, [gone])
                vectors.forget(cursor, [gone])
            continue
        back = chance.randint(1, sequence) if sequence and chance.random() < UNDOS else None
        event = any_decision(before.stands, chance) if back is None else Undo(sequence=back)
        try:
            take(database, event)
        except DecisionImpossible:
            assert now(database) == before
            continue
        sequence += 1
        asked, after, layers = oracle.take(event)
        assert now(database) == after
        assert kept(database, sequence) == changed(layers)
        with database.cursor() as cursor:
            assert theme_decisions.taken(cursor, "formation", since=sequence)[0].decision == asked
            if chance.random() < LOOKS:
                for name in LAYERS:
                    assert runs.of(cursor, "formation", name) == theme_run(
                        cursor, "formation", name
                    )


def take(database: Database, event: Decision | Undo) -> None:
    if isinstance(event, Undo):
        undo(database, "formation", event.sequence, by="desk", at=NOON)
    else:
        theme_decisions.decide(database, "formation", event, by="desk", at=NOON)
