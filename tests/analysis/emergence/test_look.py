import numpy as np

from analysis.emergence.look import look
from analysis.emergence.voices import Voices


def voices(planted: int) -> Voices:
    """Four cohorts of forty, in ten themes that do not change; `planted` of the last ask anew."""
    rng = np.random.default_rng(5)
    cohort = np.repeat(np.arange(4), 40)
    theme = np.tile(np.arange(10), 16)
    theme[len(theme) - planted :] = 10
    vectors = np.eye(11, 16)[theme] + rng.normal(0, 0.1, (len(theme), 16))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    return Voices(
        vectors.astype(np.float32), np.arange(len(theme)), np.where(theme == 10, -1, theme), cohort
    )


def test_nothing_rises_where_every_cohort_asks_for_the_same() -> None:
    assert look(voices(0), look=1, seed=0) == ()


def test_what_twelve_of_forty_ask_for_and_nobody_before_is_new_though_in_no_theme() -> None:
    (rise,) = look(voices(12), look=1, seed=0)

    assert (rise.kind, rise.theme) == ("new", None)
    assert (rise.people, rise.of, rise.people_before, rise.of_before) == (12, 40, 0, 120)
    assert rise.ideas == tuple(range(148, 160))
    assert rise.p <= 0.01


def test_without_a_cohort_before_there_is_nothing_to_rise_from() -> None:
    alone = voices(12)
    first = Voices(alone.vectors, alone.person, alone.theme, np.zeros_like(alone.cohort))

    assert look(first, look=1, seed=0) == ()
