"""What stays in sight of a folded figure: its numbers, how sure they are, and what is hidden."""

import msgspec
import pytest

from analysis.scores.choice import ChoiceScore, OptionScore
from analysis.scores.scale import ScaleScore
from analysis.scores.share import share
from dashboards.figures.distribution import RatedItem
from dashboards.pages.cohort import cohort_page
from dashboards.pages.frame import words_in
from dashboards.pages.gists import choice_gist, items_gist, scale_gist
from dashboards.pages.programme import programme_page
from dashboards.render import render
from tests.dashboards.examples import cohort_view, programme_view, scores
from tests.dashboards.markup import read

EN = words_in("en")


def rated(label: str, item: str) -> RatedItem:
    """What 31 people answered; 28 of them a topic."""
    (score,) = [each for asked in scores().questions for each in asked.scores if each.item == item]
    assert isinstance(score, ScaleScore)
    return RatedItem(label, score)


def option(code: str, chosen: int, answers: int) -> OptionScore:
    portion = share(chosen, answers, None)
    assert portion
    return OptionScore(code=code, share=portion)


HIDDEN = RatedItem("Hidden", None)


def test_one_question_says_its_share_and_its_interval() -> None:
    (said,) = scale_gist([rated("Pace", "pace")], EN)
    assert said == "71% (22 of 31); a comparable next cohort: 53% to 84%."


def test_several_items_say_from_which_to_which_share_and_how_many_are_hidden() -> None:
    said = scale_gist([rated("Overall", "overall"), HIDDEN, rated("Guidance", "guidance")], EN)
    assert said == (
        "From 75% (21 of 28) to 94% (29 of 31), depending on the item.",
        "One item is not shown.",
    )


def test_items_of_one_share_are_said_once() -> None:
    said = scale_gist([rated("Overall", "overall"), rated("Again", "overall")], EN)
    assert said == ("94% (29 of 31), for every item.",)


def test_of_items_that_are_all_hidden_nothing_is_said_but_that() -> None:
    assert scale_gist([HIDDEN, HIDDEN], EN) == ("Fewer than 5 answers: nothing is shown.",)


def test_questions_that_share_a_figure_have_a_line_each() -> None:
    satisfied = rated("Satisfied?", "overall")
    assert items_gist([satisfied, rated("Guidance", "guidance"), HIDDEN], EN) == (
        "Satisfied? 94% (29 of 31); a comparable next cohort: 79% to 98%.",
        "Guidance: 75% (21 of 28); a comparable next cohort: 57% to 87%.",
        "Hidden: Fewer than 5 answers: nothing is shown.",
    )


def test_more_than_seven_questions_are_said_together() -> None:
    said = items_gist([rated("Overall", "overall")] * 8, EN)
    assert said == ("94% (29 of 31), for every item.",)


@pytest.mark.parametrize(
    ("label", "said"),
    [
        ("Plan", "Plan 1: 65% · Plan 2: 35%."),
        ("Plan" * 30, "2 choices, each in the figure."),
    ],
)
def test_a_choice_says_each_option_in_its_order_unless_they_are_long(label: str, said: str) -> None:
    options = (
        option("1", 26, 40),
        option("2", 14, 40),
    )
    score = ChoiceScore(item="next", answers=40, options=options, multiple=False)
    labels = {code: f"{label} {code}" for code in "12"}

    assert choice_gist(score, labels, EN) == ("40 people answered.", said)


def test_a_choice_of_few_people_is_said_in_counts() -> None:
    options = (option("1", 6, 8),)
    score = ChoiceScore(item="next", answers=8, options=options, multiple=False)

    assert choice_gist(score, {"1": "Plan"}, EN)[1] == "Plan: 6 of 8."


def test_a_folded_curve_leaves_what_all_cohorts_say_and_what_the_newest_says() -> None:
    page = read(render(programme_page(programme_view(), "en")))
    lines = [
        " ".join(each.text.split())
        for each in page.all("div")
        if each.attributes.get("class") == "flat"
    ]

    assert lines[0] == (
        "Overall, are you satisfied with the course? Together: 94% (104 of 111); 88% to 97%. "
        "Cohort 5 – 2024: 94% (29 of 31); 79% to 98%."
    )
    assert lines[2].endswith(
        "Together: +60 (111 answers); +47 to +70. Cohort 5 – 2024: +61 (31 answers); +34 to +77."
    )


@pytest.mark.parametrize(("still_asked", "open_"), [(True, True), (False, False)])
def test_a_calendar_is_open_while_something_is_still_to_come(
    *, still_asked: bool, open_: bool
) -> None:
    view = cohort_view()
    asked = frozenset({view.scores.survey} if still_asked else {})
    page = read(render(cohort_page(msgspec.structs.replace(view, still_asked=asked), "en")))
    (calendar,) = [e for e in page.all("details") if e.attributes.get("id") == "calendar"]

    assert ("open" in calendar.attributes) == open_
    assert "1 session and 4 surveys." in calendar.text
