"""How the page of a cohort says how far a survey came."""

from analysis.disclosure.funnel import release_funnel
from analysis.inputs import Openings
from analysis.scores.funnel import Funnel, funnel
from dashboards.pages.frame import words_in
from dashboards.pages.funnel import FunnelBlock, funnel_block


def scored(
    opened: int, started: int, completed: int, *, over: bool = True, invited: int | None = 38
) -> Funnel:
    released = release_funnel(
        "s", Openings(opened, started), invited=invited, completed=completed, over=over
    )
    return funnel(released)


def block(*counts: int, over: bool = True, invited: int | None = 38) -> FunnelBlock:
    return funnel_block(scored(*counts, over=over, invited=invited), words_in("en"), links=False)


def cells(said: FunnelBlock) -> list[tuple[str, str]]:
    return [(step.how_many, step.rate) for step in said.steps]


def test_each_step_stands_beside_the_part_of_the_one_before() -> None:
    said = block(46, 37, 31)

    assert cells(said) == [
        ("38", "–"),
        ("46", "–"),
        ("37", "80% (37 of 46)"),
        ("31", "84% (31 of 37)"),
    ]
    assert said.sentences == ("Answers, of the eligible people: 82% (31 of 38).",)
    assert len(said.notes) == 1


def test_while_the_survey_takes_answers_the_counts_are_at_least() -> None:
    said = block(46, 37, 3, over=False)

    assert cells(said) == [
        ("38", "–"),
        ("at least 45", "–"),
        ("at least 35", "–"),
        ("fewer than 5", "–"),
    ]
    assert said.sentences == ()
    assert "in steps of 5" in said.notes[0]


def test_what_was_not_counted_is_not_a_zero() -> None:
    said = block(0, 0, 31, invited=None)

    assert cells(said) == [
        ("not known", "–"),
        ("incomplete count", "–"),
        ("incomplete count", "–"),
        ("31", "–"),
    ]
    assert said.notes[0].startswith("Incomplete count: there are more answers")


def test_personal_links_are_named_as_such() -> None:
    said = funnel_block(scored(46, 37, 31), words_in("fr"), links=True)

    assert said.steps[0].name == "Liens personnels faits"
    assert said.sentences == ("Liens qui ont servi\u00a0: 82\u00a0% (31 sur 38).",)
