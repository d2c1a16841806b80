"""Whatever arrives, goes, is searched, accepted, discarded and decided: what must always hold."""

import random
from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

import msgspec
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from analysis.inputs import Comment
from analysis.themes.decide import DecisionImpossible, decide
from analysis.themes.decisions import Merge, Move
from analysis.themes.held import held
from analysis.themes.results import Searched, ThemesFound
from analysis.themes.search import Search, search
from tests.analysis.themes.arrivals import SUBJECTS, BySubject, inside
from tests.analysis.themes.comments import comment
from tests.benchmarks.decisions_at_random import any_decision

TEXTS = [text for subject in SUBJECTS for text in subject] + [
    "Le rythme était trop rapide. Il faudrait plus d’exemples concrets",
    "rien à signaler",
    "Merci, mais la salle était froide",
]
STEPS = st.sampled_from(("arrive", "erase", "refit", "accept", "discard", "decide", "decide"))


@dataclass
class Story:
    """What happens to the themes of an activity."""

    chance: random.Random
    comments: list[Comment] = field(default_factory=list)
    standing: ThemesFound | None = None
    proposed: ThemesFound | None = None
    ever: set[int] = field(default_factory=set)
    """Numbers that were in what stood."""

    def happens(self, step: str) -> None:
        before = self.standing
        match step:
            case "arrive":
                first = 1 + max((c.submission_id.int for c in self.comments), default=0)
                texts = self.chance.choices(TEXTS, k=self.chance.randint(1, 25))
                self.comments += [comment(n, text) for n, text in enumerate(texts, start=first)]
                self._searched(refit=False)
            case "erase" if self.comments:
                kept = self.chance.randint(len(self.comments) // 2, len(self.comments))
                self.comments = self.chance.sample(self.comments, kept)
                self._searched(refit=False)
            case "refit":
                self._searched(refit=True)
            case "accept" if self.proposed is not None and before is not None:
                self.standing, self.proposed = held(self.proposed, before), None
            case "discard":
                self.proposed = None
            case "decide" if before is not None and before.themes:
                self._decided(before)
        if before is not None and step != "decide":
            assert self.standing is not None
            decisions_hold(before, self.standing)
        if self.standing is not None:
            self._numbers_never_come_back(before, self.standing)
            everything_is_counted(self.standing)

    def _searched(self, *, refit: bool) -> None:
        asked = Search(self.comments, cohorts=(), standing=self.standing, watch=None, refit=refit)
        result = search(asked, embedder=BySubject())
        shuffled = self.chance.sample(self.comments, len(self.comments))
        asked = Search(shuffled, cohorts=(), standing=self.standing, watch=None, refit=refit)
        again = search(asked, embedder=BySubject())
        assert msgspec.json.encode(again) == msgspec.json.encode(result)
        for layer in (result.standing, result.proposed or result.standing):
            every_comment_is_read(self.comments, layer)
            everything_is_counted(layer)
        if self.standing is not None:
            self._only_proposes(self.standing, result)
        self.standing, self.proposed = result.standing, result.proposed

    def _only_proposes(self, before: ThemesFound, result: Searched) -> None:
        """What was in a theme that is still there stays in it."""
        if before.suggestion_only:
            assert result.proposed is None
            return
        pinned = {m.idea for m in result.standing.mentions if m.pinned}
        there = {theme.number for theme in result.standing.themes}
        after = inside(result.standing)
        for idea, number in inside(before).items():
            if number in there and idea in after.keys() - pinned:
                assert after[idea] == number
        if result.proposed is not None:
            decisions_hold(result.standing, held(result.proposed, result.standing))

    def _numbers_never_come_back(self, before: ThemesFound | None, now: ThemesFound) -> None:
        numbers = {theme.number for theme in now.themes}
        assert max(numbers, default=0) < now.next_number
        if before is not None:
            assert now.next_number >= before.next_number
            gone = self.ever - {theme.number for theme in before.themes}
            assert not numbers & gone
        self.ever |= numbers

    def _decided(self, before: ThemesFound) -> None:
        decision = any_decision(before, self.chance)
        try:
            after = decide(before, decision)
        except DecisionImpossible:
            return
        assert [m.idea for m in after.mentions] == [m.idea for m in before.mentions]
        self.standing = after
        if isinstance(decision, Merge | Move):
            assert {m.theme for m in after.mentions if m.pinned} >= (
                {decision.into} if inside(after) != inside(before) else set()
            )


def decisions_hold(before: ThemesFound, after: ThemesFound) -> None:
    """Names, states, pins and locks are as they were, as far as the ideas are still there."""
    themes = {theme.number: theme for theme in after.themes}
    ideas = {m.idea: m for m in after.mentions}
    for theme in before.themes:
        if theme.name is not None or theme.dismissed or theme.confirmed or theme.locked:
            kept = themes[theme.number]
            assert (kept.name, kept.dismissed, kept.confirmed, kept.locked) == (
                theme.name,
                theme.dismissed,
                theme.confirmed,
                theme.locked,
            )
        if theme.locked:
            assert {m.idea for m in after.mentions if m.theme == theme.number} == {
                m.idea for m in before.mentions if m.theme == theme.number and m.idea in ideas
            }
    for mention in before.mentions:
        if mention.pinned and mention.idea in ideas:
            kept_mention = ideas[mention.idea]
            assert (kept_mention.theme, kept_mention.pinned) == (mention.theme, True)


def every_comment_is_read(comments: list[Comment], found: ThemesFound) -> None:
    read = {(each.submission_id, each.question): each.ideas for each in found.read}
    assert read.keys() == {(each.submission_id, each.question) for each in comments}
    assert len(read) == len(found.read)
    inside_each = Counter((m.submission_id, m.question) for m in found.mentions)
    assert {key: ideas for key, ideas in read.items() if ideas} == inside_each


def everything_is_counted(found: ThemesFound) -> None:
    """Each idea is in one place, and all that is counted of themes is so."""
    assert len(inside(found)) == len(found.mentions)
    assert len({theme.number for theme in found.themes}) == len(found.themes)
    people: dict[int, list[UUID]] = {theme.number: [] for theme in found.themes}
    for mention in found.mentions:
        assert mention.theme is None or mention.unsure is None
        if mention.theme is not None:
            people[mention.theme].append(mention.submission_id)
    for theme in found.themes:
        assert theme.ideas == len(people[theme.number])
        assert theme.respondents == len(set(people[theme.number]))
        quoted = [found.mentions[quote] for quote in theme.quotes]
        assert {mention.theme for mention in quoted} <= {theme.number}
        assert len({mention.submission_id for mention in quoted}) == len(quoted)
        assert bool(quoted) == bool(theme.ideas)
        for mention in found.mentions:
            if mention.theme == theme.number:
                assert all(place < len(theme.phrases) for place in mention.says)
    unsure = Counter((m.submission_id, m.question) for m in found.mentions if m.theme is None)
    assert {(r.submission_id, r.question): r.unsure for r in found.read if r.unsure} == unsure


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(seed=st.integers(0, 2**32 - 1), steps=st.lists(STEPS, min_size=3, max_size=9))
def test_decisions_hold_numbers_never_come_back_and_all_is_counted(
    seed: int, steps: list[str]
) -> None:
    story = Story(random.Random(seed))  # noqa: S311
    for step in ["arrive", "arrive", *steps]:
        story.happens(step)
