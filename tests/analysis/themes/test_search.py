import random
from collections.abc import Sequence

import msgspec
import pytest

from analysis.inputs import Comment
from analysis.themes.decide import decide
from analysis.themes.decisions import Discard, Dismiss, Lock, Merge, Move, Rename
from analysis.themes.discarded import discarded
from analysis.themes.find import find_themes
from analysis.themes.results import Searched, ThemesFound
from analysis.themes.search import Search, search
from surveys.texts import BESIDE, Text
from tests.analysis.themes.arrivals import FOLLOW_UP, ROOM, BySubject, inside, of_people, theme_of
from tests.analysis.themes.comments import EXAMPLES, PACE

FIRST = of_people(*EXAMPLES[:10], *PACE[:10], first=1)
ABOUT_EXAMPLES = of_people(*EXAMPLES[10:], first=101)
ABOUT_PACE = of_people(*PACE[10:], first=201)
ABOUT_FOLLOW_UP = of_people(*FOLLOW_UP, first=301)


def searched(
    comments: Sequence[Comment], standing: ThemesFound | None = None, *, refit: bool = False
) -> Searched:
    asked = Search(comments, cohorts=(), standing=standing, watch=None, refit=refit)
    return search(asked, embedder=BySubject())


def accepted(result: Searched) -> ThemesFound:
    assert result.proposed is not None
    return msgspec.structs.replace(result.proposed, next_number=result.standing.next_number)


@pytest.fixture(scope="module")
def stands() -> ThemesFound:
    return searched(FIRST).standing


@pytest.fixture(scope="module")
def examples(stands: ThemesFound) -> int:
    number = theme_of(stands, 1)
    assert number is not None
    return number


@pytest.fixture(scope="module")
def pace(stands: ThemesFound) -> int:
    number = theme_of(stands, 11)
    assert number is not None
    return number


def test_what_the_first_search_finds_stands(stands: ThemesFound) -> None:
    assert stands == find_themes(FIRST, embedder=BySubject())


def test_searching_again_where_nothing_arrived_changes_nothing(stands: ThemesFound) -> None:
    again = searched(FIRST, stands)

    assert again == Searched(standing=stands, proposed=None, watch=None)


def test_what_arrives_goes_to_the_theme_it_is_like_and_nothing_else_moves(
    stands: ThemesFound, examples: int, pace: int
) -> None:
    found = searched([*FIRST, *ABOUT_EXAMPLES, *ABOUT_PACE], stands).standing

    assert {theme_of(found, 101 + n) for n in range(3)} == {examples}
    assert {theme_of(found, 201 + n) for n in range(3)} == {pace}
    assert inside(found).items() >= inside(stands).items()
    assert {t.number: (t.respondents, t.ideas) for t in found.themes} == {
        examples: (13, 13),
        pace: (13, 13),
    }


def test_what_is_like_nothing_that_stands_is_unsure_and_proposed_as_a_theme(
    stands: ThemesFound,
) -> None:
    result = searched([*FIRST, *ABOUT_FOLLOW_UP], stands)

    assert {theme_of(result.standing, 301 + n) for n in range(8)} == {None}
    assert {m.unsure for m in result.standing.mentions if m.theme is None} == {"far"}
    new = [t for t in accepted(result).themes if t.number >= stands.next_number]
    assert [(t.origin, t.respondents) for t in new] == [("rest", 8)]
    assert "suivi" in new[0].label.fr.casefold()
    assert inside(accepted(result)).items() >= inside(stands).items()


def test_too_few_people_are_no_proposal(stands: ThemesFound) -> None:
    assert searched([*FIRST, *ABOUT_FOLLOW_UP[:4]], stands).proposed is None


def test_the_number_of_a_proposal_is_not_given_again_when_it_is_discarded(
    stands: ThemesFound,
) -> None:
    first = searched([*FIRST, *ABOUT_FOLLOW_UP], stands)
    second = searched([*FIRST, *ABOUT_FOLLOW_UP], first.standing)

    assert first.proposed is not None
    assert second.proposed is not None
    numbers = [{t.number for t in each.themes} for each in (first.proposed, second.proposed)]
    assert max(numbers[0]) < max(numbers[1])
    assert max(numbers[1]) < second.standing.next_number


def left(result: Searched) -> Discard:
    """What is left of a proposal that somebody discards."""
    assert result.proposed is not None
    return discarded(result.standing, result.proposed)


def again(comments: Sequence[Comment], before: Searched, *, refit: bool = False) -> Searched:
    """Search once more after the proposal was discarded."""
    asked = Search(
        comments,
        cohorts=(),
        standing=before.standing,
        watch=None,
        refit=refit,
        discarded=(left(before),),
    )
    return search(asked, embedder=BySubject())


def test_what_was_discarded_is_not_proposed_again_and_its_ideas_stay_unsure(
    stands: ThemesFound,
) -> None:
    before = searched([*FIRST, *ABOUT_FOLLOW_UP[:6]], stands)
    after = again([*FIRST, *ABOUT_FOLLOW_UP], before)  # two more people

    assert after.proposed is None
    assert {m.unsure for m in after.standing.mentions if m.theme is None} == {"far"}


def test_what_was_discarded_is_proposed_again_once_it_has_grown_by_half(
    stands: ThemesFound,
) -> None:
    before = searched([*FIRST, *ABOUT_FOLLOW_UP[:5]], stands)
    after = again([*FIRST, *ABOUT_FOLLOW_UP], before)

    new = [t for t in accepted(after).themes if t.number >= stands.next_number]
    assert [t.respondents for t in new] == [8]


def test_another_need_is_proposed_beside_one_that_was_discarded(stands: ThemesFound) -> None:
    before = searched([*FIRST, *ABOUT_FOLLOW_UP], stands)
    after = again([*FIRST, *ABOUT_FOLLOW_UP, *of_people(*ROOM, first=401)], before)

    new = [t for t in accepted(after).themes if t.number >= stands.next_number]
    assert [t.respondents for t in new] == [6]
    assert {theme_of(accepted(after), 301 + n) for n in range(8)} == {None}


def test_the_same_regrouping_is_not_proposed_again(stands: ThemesFound) -> None:
    comments = [*FIRST, *ABOUT_FOLLOW_UP, *of_people(*ROOM, first=401)]
    before = searched(comments, stands, refit=True)

    assert before.proposed is not None
    assert again(comments, before, refit=True).proposed is None
    assert again(comments, before).proposed is None  # nor as themes of what fits nowhere


def test_comments_that_are_no_longer_there_are_gone_from_counts_and_quotes(
    stands: ThemesFound, examples: int, pace: int
) -> None:
    found = searched(FIRST[5:], stands).standing

    assert {t.number: t.respondents for t in found.themes} == {pace: 10, examples: 5}
    for theme in found.themes:
        assert {found.mentions[quote].theme for quote in theme.quotes} == {theme.number}


def test_a_theme_that_nobody_mentions_any_more_is_gone_with_its_number(
    stands: ThemesFound, pace: int
) -> None:
    found = searched(FIRST[10:], stands).standing

    assert [theme.number for theme in found.themes] == [pace]
    assert found.next_number == stands.next_number


def test_a_theme_of_one_person_is_none_unless_people_decided_something_of_it(
    stands: ThemesFound, examples: int
) -> None:
    named = decide(stands, Rename(theme=examples, name=Text(fr="Cas", en="Cases")))

    plain, kept = searched(FIRST[9:], stands).standing, searched(FIRST[9:], named).standing

    assert theme_of(plain, 10) is None
    assert [m.unsure for m in plain.mentions if m.theme is None] == ["few"]
    assert theme_of(kept, 10) == examples


def test_a_locked_theme_takes_in_nothing(stands: ThemesFound, examples: int) -> None:
    locked = decide(stands, Lock(theme=examples))
    twin = of_people(EXAMPLES[0], first=900)

    for refit in (False, True):
        result = searched([*FIRST, *ABOUT_EXAMPLES, *twin], locked, refit=refit)
        for layer in (result.standing, result.proposed or result.standing):
            people = {m.submission_id.int for m in layer.mentions if m.theme == examples}
            assert people == set(range(1, 11))


def test_a_dismissed_theme_takes_in_what_is_like_it(stands: ThemesFound, pace: int) -> None:
    dismissed = decide(stands, Dismiss(theme=pace))

    found = searched([*FIRST, *ABOUT_PACE], dismissed).standing

    assert {theme_of(found, 201 + n) for n in range(3)} == {pace}
    assert next(t for t in found.themes if t.number == pace).dismissed


def test_what_people_took_out_stays_out_and_so_does_the_same_said_by_others(
    stands: ThemesFound, examples: int
) -> None:
    idea = next(m.idea for m in stands.mentions if m.submission_id.int == 1)
    moved = decide(stands, Move(theme=examples, ideas=(idea,), into=None))
    twin = of_people(EXAMPLES[0].upper(), first=900)

    result = searched([*FIRST, *ABOUT_EXAMPLES, *twin], moved, refit=True)

    for layer in (result.standing, result.proposed or result.standing):
        out = [m for m in layer.mentions if m.submission_id.int in {1, 900}]
        assert [(m.theme, m.unsure, m.pinned) for m in out] == [(None, "moved", True)] * 2


def test_what_people_merged_stays_together_when_all_is_grouped_anew(
    stands: ThemesFound, examples: int, pace: int
) -> None:
    merged = decide(stands, Merge(theme=pace, into=examples))

    result = searched([*FIRST, *ABOUT_PACE, *ABOUT_FOLLOW_UP], merged, refit=True)

    assert {theme_of(accepted(result), person) for person in range(11, 21)} == {examples}
    assert pace not in {theme.number for theme in accepted(result).themes}


def test_the_same_words_are_in_the_same_theme_whoever_says_them(
    stands: ThemesFound, examples: int, pace: int
) -> None:
    idea = next(m.idea for m in stands.mentions if m.submission_id.int == 1)
    moved = decide(stands, Move(theme=examples, ideas=(idea,), into=pace))

    found = searched([*FIRST, *of_people(EXAMPLES[0], first=900)], moved).standing

    assert theme_of(found, 900) == pace


def test_a_refit_is_proposed_under_the_numbers_that_stand(
    stands: ThemesFound, examples: int, pace: int
) -> None:
    everything = [*FIRST, *ABOUT_EXAMPLES, *ABOUT_PACE, *ABOUT_FOLLOW_UP]

    result = searched(everything, stands, refit=True)

    assert {theme_of(result.standing, 301 + n) for n in range(8)} == {None}
    assert {theme_of(accepted(result), n) for n in range(1, 11)} == {examples}
    assert {theme_of(accepted(result), n) for n in range(11, 21)} == {pace}
    assert {theme_of(accepted(result), 301 + n) for n in range(8)} == {stands.next_number}


def test_labels_stay_while_people_still_say_them(stands: ThemesFound) -> None:
    everything = [*FIRST, *ABOUT_EXAMPLES, *ABOUT_PACE]

    labels = {theme.number: theme.label for theme in searched(everything, stands).standing.themes}

    assert labels == {theme.number: theme.label for theme in stands.themes}


def test_a_label_of_two_phrases_stays_while_people_say_both_and_no_longer(
    stands: ThemesFound, examples: int
) -> None:
    def called(*phrases: str) -> Text:
        label = BESIDE.join(phrases)
        renamed = tuple(
            msgspec.structs.replace(theme, label=Text(fr=label, en=label))
            if theme.number == examples
            else theme
            for theme in stands.themes
        )
        known = msgspec.structs.replace(stands, themes=renamed)
        themes = searched([*FIRST, *ABOUT_EXAMPLES], known).standing.themes
        return next(theme.label for theme in themes if theme.number == examples)

    assert called("Exemples", "concrets").fr == "Exemples · concrets"
    assert called("Exemples", "stationnement").fr == "Exemples concrets"


def test_ideas_enough_for_statistics_make_the_first_themes_that_stand() -> None:
    few = searched([*FIRST[:5], *FIRST[10:15]]).standing
    number = theme_of(few, 1)
    assert number is not None
    named = decide(few, Rename(theme=number, name=Text(fr="Cas", en="Cases")))

    result = searched(FIRST, named)

    assert few.suggestion_only
    assert not result.standing.suggestion_only
    assert result.proposed is None
    assert {theme_of(result.standing, person) for person in range(1, 11)} == {number}
    kept = next(theme for theme in result.standing.themes if theme.number == number)
    assert kept.name == Text(fr="Cas", en="Cases")
    assert kept.stability is not None


def test_where_all_comments_are_gone_only_what_people_decided_is_left(
    stands: ThemesFound, pace: int
) -> None:
    found = searched([], decide(stands, Dismiss(theme=pace))).standing

    assert [(theme.number, theme.respondents) for theme in found.themes] == [(pace, 0)]
    assert (found.mentions, found.read) == ((), ())
    assert found.next_number == stands.next_number


def test_the_order_of_comments_makes_no_difference(stands: ThemesFound) -> None:
    everything = [*FIRST[2:], *ABOUT_EXAMPLES, *ABOUT_PACE, *ABOUT_FOLLOW_UP]
    shuffled = random.Random(1).sample(everything, len(everything))  # noqa: S311

    for refit in (False, True):
        one, other = (searched(each, stands, refit=refit) for each in (everything, shuffled))
        assert msgspec.json.encode(one) == msgspec.json.encode(other)


def test_of_more_ideas_than_are_learned_from_all_find_their_place(
    monkeypatch: pytest.MonkeyPatch, stands: ThemesFound, examples: int, pace: int
) -> None:
    monkeypatch.setattr("analysis.themes.fit.FITTED", 12)
    everything = [*FIRST, *ABOUT_EXAMPLES, *ABOUT_PACE, *of_people(*ROOM, first=401)]

    for refit in (False, True):
        result = searched(everything, stands, refit=refit)
        for layer in (result.standing, result.proposed or result.standing):
            assert {theme_of(layer, 101 + n) for n in range(3)} == {examples}
            assert {theme_of(layer, 201 + n) for n in range(3)} == {pace}
            assert {theme.number for theme in layer.themes} >= {examples, pace}
