import pytest

from analysis.intervals import Interval
from analysis.scores.share import Share, share
from dashboards.figures.share_words import (
    both,
    bounds,
    cells,
    large,
    reach,
    sentences,
    small,
    whisker,
)
from dashboards.wording import Words

FR = Words("workspace", "fr")
EN = Words("workspace", "en")
NBSP = "\u00a0"


def _share(count: int, answers: int, eligible: int | None = None) -> Share:
    made = share(count, answers, eligible)
    assert made is not None
    return made


# The example of the methods: 17 of 18 in a cohort of 30 is 94 %, Wilson 74–99, bounds 57–97.
SMALL = _share(17, 18, 30)


def test_under_twenty_answers_the_count_comes_first() -> None:
    assert large(SMALL, FR) == "17 sur 18"
    assert small(SMALL, FR) == f"94{NBSP}%"
    assert both(SMALL, FR) == f"17 sur 18 (94{NBSP}%)"
    assert both(SMALL, EN) == "17 of 18 (94%)"


def test_from_twenty_answers_on_the_percentage_comes_first() -> None:
    assert both(_share(19, 20), FR) == f"95{NBSP}% (19 sur 20)"
    assert both(_share(18, 19), FR) == f"18 sur 19 (95{NBSP}%)"


def test_a_share_is_told_with_what_chance_and_silence_could_do() -> None:
    ends = f"entre 57{NBSP}% et 97{NBSP}%"

    assert sentences(SMALL, FR, chosen=f"«{NBSP}Satisfait{NBSP}»") == (
        f"17{NBSP}personnes sur les 18 qui ont répondu ont choisi «{NBSP}Satisfait{NBSP}».",
        f"Une prochaine cohorte comparable donnerait sans doute entre 74{NBSP}% et 99{NBSP}%.",
        f"Quoi qu’aient pensé les 12{NBSP}personnes qui n’ont pas répondu{NBSP}: {ends}.",
    )


def test_english_says_the_same() -> None:
    assert sentences(SMALL, EN, chosen="“Satisfied”") == (
        "17 of the 18 people who answered chose “Satisfied”.",
        "A comparable next cohort would probably give between 74% and 99%.",
        "Whatever the 12 people who did not answer thought: between 57% and 97%.",
    )


def test_nothing_is_said_of_silence_when_nobody_knows_how_many_were_silent() -> None:
    assert len(sentences(_share(17, 18), FR, chosen="x")) == 2
    assert bounds(_share(17, 18), FR) == "–"


def test_a_full_house_is_told_as_one() -> None:
    assert sentences(_share(17, 18, 18), EN, chosen="x")[-1] == "Every eligible person answered."


def test_one_silent_person_is_told_as_one() -> None:
    said = sentences(_share(17, 18, 19), FR, chosen="x")[-1]

    assert said.startswith("Quoi qu’ait pensé la personne qui n’a pas répondu")


def test_a_table_says_share_interval_and_bounds() -> None:
    assert cells(SMALL, EN) == ("17 of 18 (94%)", "74% to 99%", "57% to 97%")
    assert cells(None, EN) == ("–", "–", "–")


def test_from_a_thousand_answers_on_everything_has_a_decimal() -> None:
    assert both(_share(917, 1_000), EN) == "91.7% (917 of 1,000)"
    assert reach(_share(917, 1_000), EN) == "89.8% to 93.3%"


@pytest.mark.parametrize("counted", [SMALL, _share(0, 7), _share(7, 7)])
def test_a_whisker_holds_its_point_and_stays_on_its_line(counted: Share) -> None:
    drawn = whisker(counted)
    at, low, length = (float(text.rstrip("%")) for text in (drawn.at, drawn.low, drawn.length))

    assert 0 <= low <= at + 0.01
    assert at <= low + length + 0.01
    assert low + length <= 100.01


def test_a_whisker_is_placed_in_per_cent_of_its_line() -> None:
    placed = Share(count=1, answers=2, eligible=None, interval=Interval(0.25, 0.75), bounds=None)

    drawn = whisker(placed)

    assert (drawn.at, drawn.low, drawn.length) == ("50%", "25%", "50%")
