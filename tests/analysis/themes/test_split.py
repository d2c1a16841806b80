"""What is proposed to split a theme: what is like examples, and the parts it falls in."""

from uuid import UUID

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from analysis.themes.embedders import HashedWordsEmbedder
from analysis.themes.results import idea_name
from analysis.themes.split import leaning, like_examples, most_parts, stable_split
from analysis.themes.split_proposals import Said, SplitAsked
from analysis.unit_vectors import unit

ABOUT_TIME = tuple(
    f"{some} de temps pour {what}"
    for some in ("plus", "davantage", "assez")
    for what in ("les exercices", "la pratique", "les discussions", "poser des questions")
)
ABOUT_LUNCH = tuple(
    f"un repas {how} le midi {where}"
    for how in ("chaud", "végétarien", "copieux")
    for where in ("sur place", "à la cafétéria", "avec le groupe", "au restaurant")
)


def said(*texts: str) -> list[Said]:
    """Each text by another person."""
    return [
        Said(UUID(int=number), "hiver", "needs", 0, len(text), text, "fr")
        for number, text in enumerate(texts)
    ]


def names(ideas: list[Said]) -> list[str]:
    return [idea_name(each.submission_id, each.question, each.start) for each in ideas]


def test_an_idea_is_proposed_if_it_leans_half_as_far_as_the_examples() -> None:
    # Examples e1 = (1, 0), e2 = (0.8, 0.6); rest r = (-1, 0), and x to be judged.
    vectors = unit(np.array([[1, 0], [0.8, 0.6], [-1, 0], [0.6, 0.8]]))
    # Middle of the examples (1.8, 0.6)/1.897 = (0.949, 0.316); of the rest (-0.4, 0.8)/0.894 =
    # (-0.447, 0.894): the way is (1.396, -0.578). x leans 0.838 - 0.462 = 0.375.
    # Without e1: examples (0.8, 0.6), rest (0.6, 0.8)/1 -> way (0.2, -0.2): e1 leans 0.2.
    # Without e2: examples (1, 0), rest (0.4, 1.4)/1.456 = (0.275, 0.962) -> (0.725, -0.962):
    # e2 leans 0.58 - 0.577 = 0.003. Half of the mean is 0.051.
    lean = leaning(vectors, np.array([0, 1]))

    assert abs(lean[3] - (0.375 - 0.051)) < 0.002
    assert lean[2] < 0


def test_what_is_like_the_examples_is_proposed_without_them_and_without_the_rest() -> None:
    ideas = said(*ABOUT_TIME, *ABOUT_LUNCH)
    examples = names(ideas)[:3]

    proposed = like_examples(ideas, examples, embedder=HashedWordsEmbedder())

    (part,) = proposed.parts
    wanted = set(names(ideas)[3 : len(ABOUT_TIME)])
    assert set(part.ideas) <= wanted
    assert len(part.ideas) >= 0.75 * len(wanted)


def test_those_who_say_the_same_words_are_proposed_together() -> None:
    ideas = said(*ABOUT_TIME[:4], ABOUT_TIME[3].upper(), *ABOUT_TIME[4:], *ABOUT_LUNCH)

    (part,) = like_examples(ideas, names(ideas)[:3], embedder=HashedWordsEmbedder()).parts

    same = names(ideas)[3:5]
    assert set(same) <= set(part.ideas)
    assert abs(part.ideas.index(same[0]) - part.ideas.index(same[1])) == 1


def test_nothing_is_proposed_where_examples_are_gone_or_are_all_there_is() -> None:
    ideas = said(*ABOUT_TIME[:3])

    for examples in (names(ideas), names(ideas)[:1], ["0" * 16, "1" * 16]):
        assert like_examples(ideas, examples, embedder=HashedWordsEmbedder()).refused == "none"
    assert like_examples([], ["0" * 16], embedder=HashedWordsEmbedder()).refused == "none"


@given(
    st.integers(3, 12).flatmap(
        lambda n: st.tuples(
            st.lists(
                st.lists(st.floats(-1, 1, width=32), min_size=3, max_size=3),
                min_size=n,
                max_size=n,
            ),
            st.permutations(range(n)),
        )
    )
)
def test_the_order_of_ideas_makes_no_difference(
    drawn: tuple[list[list[float]], list[int]],
) -> None:
    rows, order = drawn
    vectors = unit(np.array(rows, dtype=np.float32))
    examples = np.array([0, 1])

    lean = leaning(vectors, examples)
    shuffled = leaning(vectors[order], np.array([order.index(0), order.index(1)]))

    assert np.isfinite(lean).all()
    assert np.allclose(lean[order], shuffled, atol=1e-5)


def test_a_theme_of_two_needs_falls_in_two_parts_called_by_their_words() -> None:
    ideas = said(*ABOUT_TIME, *ABOUT_LUNCH)

    proposed = stable_split(ideas, embedder=HashedWordsEmbedder())

    assert proposed.refused is None
    assert {frozenset(part.ideas) for part in proposed.parts} == {
        frozenset(names(ideas)[: len(ABOUT_TIME)]),
        frozenset(names(ideas)[len(ABOUT_TIME) :]),
    }
    assert {
        ("temps" in str(part.words), "repas" in str(part.words)) for part in proposed.parts
    } == {
        (True, False),
        (False, True),
    }
    assert all((part.stability or 0) > 0.9 for part in proposed.parts)


def test_parts_are_refused_where_ideas_are_few_or_fall_anywhere() -> None:
    few = said(*ABOUT_TIME, *ABOUT_LUNCH[:7])
    rng = np.random.default_rng(7)
    words = ["abc", "def", "ghi", "jkl", "mno", "pqr", "stu", "vwx"]
    anything = said(*(" ".join(rng.choice(words, 3, replace=False)) for _ in range(60)))

    assert stable_split(few, embedder=HashedWordsEmbedder()).refused == "few"
    assert stable_split(anything, embedder=HashedWordsEmbedder()).refused == "unstable"


def test_small_themes_are_halved_and_none_falls_in_more_than_four_parts() -> None:
    assert [most_parts(n) for n in (20, 24, 36, 48, 3_000)] == [2, 2, 3, 4, 4]


def test_a_question_is_read_as_it_was_written() -> None:
    for asked in (SplitAsked("atelier", 3), SplitAsked("atelier", 3, ("0a", "1b"))):
        assert SplitAsked.read(str(asked)) == asked
