import re
from datetime import date
from importlib.resources import files
from xml.etree import ElementTree as ET

import msgspec
import plotly.graph_objects as go
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import ReleasedItem
from analysis.scores.choice import ChoiceScore
from analysis.scores.net_promoter import NetPromoterScore, net_promoter_score
from analysis.scores.scale import ScaleScore, score_scale
from analysis.scores.share import share
from analysis.scores.survey_scores import NothingToShow
from analysis.scores.trend import TrendPoint
from dashboards.figures.before_after import Side, before_after
from dashboards.figures.choices import choices
from dashboards.figures.distribution import RatedItem, distribution
from dashboards.figures.figure import Figure, Table, escaped, place, rows_height, table_of, wrapped
from dashboards.figures.recommendation import recommendation
from dashboards.figures.respondents import Group, respondents, respondents_sentence
from dashboards.figures.sheet import Portion, share_cells
from dashboards.figures.sides import Answered, SideItem, sides
from dashboards.figures.standalone import standalone
from dashboards.figures.theme_cohorts import theme_cohorts
from dashboards.figures.trend import CohortLabel, cohort_labels, trend, trends_table
from dashboards.figures.usefulness import usefulness
from dashboards.style import ROLES
from dashboards.wording import Words
from surveys.programme import Cohort
from surveys.texts import Text
from tests.dashboards.examples import (
    COHORTS,
    PACE,
    SATISFACTION,
    THEMES,
    programme_view,
    scores,
)

FR = Words("workspace", "fr")
EN = Words("workspace", "en")


def _score(**counts: int) -> ScaleScore:
    answered = sum(counts.values())
    released = ReleasedItem(answered=answered, counts=counts)
    return score_scale("guidance", SATISFACTION, released, 30)


MOSTLY = _score(very=11, rather=6, little=1, not_applicable=4)
RATED = [RatedItem("Accompagnement", MOSTLY), RatedItem("Rythme", None)]


def _recommended(**counts: int) -> NetPromoterScore:
    answered = sum(counts.values())
    by_value = {value.removeprefix("v"): count for value, count in counts.items()}
    score = net_promoter_score("recommend", ReleasedItem(answered, by_value), None)
    assert score is not None
    return score


RECOMMENDED = _recommended(v10=6, v9=2, v8=1, v3=1)
(CHOSEN,) = (
    score
    for question in scores().questions
    for score in question.scores
    if isinstance(score, ChoiceScore) and score.item == "role"
)
LABELS = {option.code: f"<{option.code}>" for option in CHOSEN.options}
NAMES = [CohortLabel(cohort.name.fr, FR.month(cohort.starts_on)) for cohort in COHORTS]
LABELLED = [(cohort.slug, label) for cohort, label in zip(COHORTS, NAMES, strict=True)]
SATISFIED, GUIDED, PROMOTED = programme_view().activities[0].families[0].trends

SIDES = [each for each in (share(44, 62, None), share(56, 62, None)) if each]

GROUPS = [
    Group(name=Text("Coordination", "Coordination"), submissions=9, eligible=12),
    Group(name=Text("Autre", "Other"), submissions=5, eligible=None),
]


FIGURES = {
    "distribution": distribution("Satisfaction", SATISFACTION, RATED, FR),
    "matrix": distribution("Satisfaction", SATISFACTION, RATED, FR, with_shares=False),
    "usefulness": usefulness("Utilité", RATED, FR),
    "recommendation": recommendation("Recommandation", RECOMMENDED, FR),
    "choices": choices("Rôle", CHOSEN, LABELS, FR),
    "respondents": respondents("Par rôle", GROUPS, FR),
    "ringed": usefulness(
        "Utilité", [RatedItem("Rythme", MOSTLY, share(9, 12, 20))], FR, cohorts=("2", "1")
    ),
    "sides": sides(
        ("Cohorte 1", "Cohorte 2", "Cohorte 3"),
        [
            SideItem(
                "Accueil",
                (
                    Answered(share(9, 12, 20), None),
                    Answered(None, None),
                    Answered(share(30, 40, None), None),
                ),
                ("–", "0\n−20 à +24"),
            ),
            SideItem("Recommandation", (Answered(None, RECOMMENDED),) * 3, ("–", "–")),
        ],
        Table(caption="Comparer", columns=("Énoncé", "1"), rows=(("Accueil", "9"),)),
        FR,
    ),
    "themes": theme_cohorts("Thèmes", THEMES.themes, LABELLED, FR),
    "shares": trend("Satisfaction", SATISFIED, NAMES, FR, chosen="x"),
    "before and after": before_after(
        "Sécurité",
        [Side("Avant", SIDES[0]), Side("Après", SIDES[1])],
        ("Différence", "+19 points", "entre +6 et +33"),
        FR,
        note="",
    ),
    "points": trend("Recommandation", PROMOTED, NAMES, FR, chosen=""),
}

STAYING = {"theme_cohorts", "before_after"}
"""Figures that no page gives away as files."""

every_figure = pytest.mark.parametrize("figure", FIGURES.values(), ids=FIGURES)


@every_figure
def test_plotly_understands_every_chart(figure: Figure) -> None:
    chart = go.Figure(figure.spec)

    assert len(chart.data) == len(figure.spec["data"])


@every_figure
def test_every_trace_names_a_role_and_no_colour(figure: Figure) -> None:
    assert all(trace["meta"]["role"] in ROLES for trace in figure.spec["data"])
    assert "#" not in str(figure.spec)


@every_figure
def test_every_row_of_a_table_has_a_cell_for_every_column(figure: Figure) -> None:
    assert figure.table.rows
    assert {len(row) for row in figure.table.rows} == {len(figure.table.columns)}


@every_figure
def test_a_screen_reader_is_told_what_is_drawn_and_where_the_numbers_are(figure: Figure) -> None:
    assert figure.title in figure.alternative
    assert "tableau" in figure.alternative


def _per_cent(text: str) -> float:
    return float(text.removesuffix("%"))


def test_a_bar_is_cut_where_the_answers_say() -> None:
    # 11, 6 and 1 of 18 answers: 61.11 %, 33.33 % and 5.56 %; "sans objet" is no part of it.
    # The axis runs from 25 % left of the middle to 100 % right of it: 125 % in all.
    drawing = distribution("Satisfaction", SATISFACTION, RATED, FR).drawing
    row = drawing.rows[0]

    assert [segment.width for segment in row.segments] == ["4.44%", "26.67%", "48.89%"]
    assert [segment.start for segment in row.segments] == ["15.56%", "20%", "46.67%"]
    assert [segment.number for segment in row.segments] == ["1", "6", "11"]
    assert [step.at for step in drawing.steps] == ["0%", "20%", "40%", "60%", "80%", "100%"]
    assert [step.at for step in drawing.steps if step.middle] == ["20%"]
    assert row.value == "17 sur 18 (94\u00a0%)"


def test_a_withheld_item_keeps_its_place_and_says_why_it_is_empty() -> None:
    figure = distribution("Satisfaction", SATISFACTION, RATED, FR)

    assert figure.drawing.rows[1].segments == ()
    assert figure.drawing.rows[1].value == "Moins de 5\u00a0réponses\u00a0: rien n’est montré."
    assert set(figure.table.rows[1][1:]) == {"–"}


@given(st.lists(st.integers(0, 400), min_size=4, max_size=4).filter(any))
def test_the_segments_of_a_bar_fill_it_exactly(counts: list[int]) -> None:
    codes = [point.code for point in SATISFACTION.points]
    score = _score(**dict(zip(codes, counts, strict=True)))

    figure = distribution("x", SATISFACTION, [RatedItem("x", score)], EN)

    segments = figure.drawing.rows[0].segments
    whole = _per_cent(figure.drawing.steps[1].at) / 25 * 100  # of the axis, for 100 % of answers
    widths = sum(_per_cent(segment.width) for segment in segments)
    assert widths == pytest.approx(whole, abs=0.1)
    assert len(segments) == sum(count > 0 for count in counts)
    assert all(_per_cent(segment.start) >= 0 for segment in segments)


@given(st.lists(st.integers(0, 400), min_size=4, max_size=4).filter(any))
def test_what_is_favourable_stands_right_of_the_middle(counts: list[int]) -> None:
    codes = [point.code for point in SATISFACTION.points]
    score = _score(**dict(zip(codes, counts, strict=True)))

    drawing = distribution("x", SATISFACTION, [RatedItem("x", score)], EN).drawing

    (middle,) = [_per_cent(step.at) for step in drawing.steps if step.middle]
    for segment in drawing.rows[0].segments:
        right = _per_cent(segment.start) >= middle - 0.02
        assert right == segment.role.startswith("favourable")


def test_the_best_point_of_a_pace_stands_across_the_middle() -> None:
    # 2, 10 and 8 of 20: the bar begins 10 % + 25 % left of the middle and ends 65 % right of it.
    released = ReleasedItem(20, {"too_slow": 2, "right": 10, "too_fast": 8})
    score = score_scale("pace", PACE, released, None)

    drawing = distribution("Rythme", PACE, [RatedItem("Rythme", score)], FR).drawing

    assert [step.label for step in drawing.steps] == [
        "50\u00a0%", "25\u00a0%", "0\u00a0%", "25\u00a0%", "50\u00a0%", "75\u00a0%",
    ]  # fmt: skip
    assert [segment.start for segment in drawing.rows[0].segments] == ["12%", "20%", "60%"]


def test_rings_stand_where_the_cohort_before_stood() -> None:
    before = share(9, 12, 20)  # 75 %
    items = [RatedItem("Rythme", MOSTLY, before), RatedItem("Accueil", None, before)]

    figure = usefulness("Utilité", items, FR, cohorts=("Cohorte 2", "Cohorte 1"))

    assert figure.marks == (("dot", "Cohorte 2"), ("ring", "Cohorte 1"))
    assert figure.drawing[0].ghost == "75%"
    assert figure.drawing[1].ghost == ""  # what is withheld here stands beside nothing
    assert figure.table.columns[-1] == "Cohorte 1"
    assert figure.table.rows[0][-1] == "9 sur 12 (75\u00a0%)"
    assert len(figure.spec["data"][1]["x"]) == 1


def test_a_side_that_is_withheld_keeps_its_place_and_an_item_without_shares_is_not_drawn() -> None:
    figure = FIGURES["sides"]
    (row,) = figure.drawing

    assert [point.mark for point in row.points] == ["dot", "ring", "square"]
    assert [bool(point.whisker) for point in row.points] == [True, False, True]
    assert row.points[1].value == "moins de 5"
    assert [len(trace["x"]) for trace in figure.spec["data"]] == [1, 0, 1]
    assert figure.sheet
    assert len(figure.sheet.rows) == 6
    assert figure.sheet.rows[2][-1] == "0 −20 à +24"
    assert figure.sheet.rows[3][-4] == 70  # 8 of 10 promoters, 1 detractor


def test_an_axis_without_a_point_is_not_drawn() -> None:
    nothing = msgspec.structs.replace(
        SATISFIED,
        points=tuple(
            TrendPoint(cohort=point.cohort, answers=None, share=None, net_promoter=None)
            for point in SATISFIED.points
        ),
    )

    assert trend("Satisfaction", nothing, NAMES, FR, chosen="x").empty
    assert not trend("Satisfaction", SATISFIED, NAMES, FR, chosen="x").empty


def test_no_ring_no_legend() -> None:
    figure = usefulness("Utilité", RATED, FR, cohorts=("Cohorte 2", "Cohorte 1"))

    assert figure.marks == ()
    assert "Cohorte 1" not in figure.table.columns


def test_who_answered_stands_before_who_came() -> None:
    groups = [
        Group(name=Text("Coordination", "Coordination"), submissions=9, eligible=12),
        Group(name=Text("Bénévolat", "Volunteering"), submissions=6, eligible=None),
        Group(name=Text("Autre", "Other"), submissions=0, eligible=None),
    ]

    figure = respondents("Par rôle", groups, FR)

    assert [row.answered for row in figure.drawing] == ["75%", "50%"]
    assert [row.came for row in figure.drawing] == ["100%", ""]
    assert figure.table.rows[1] == ("Bénévolat", "6", "–", "–")
    assert respondents_sentence(groups, FR) == (
        "Ont répondu\u00a0: Coordination, 9 sur 12 (75\u00a0%)\u00a0; Bénévolat, 6 réponses. "
        "1 groupe n’est pas montré."
    )


@every_figure
def test_the_numbers_for_spreadsheets_fit_their_columns(figure: Figure) -> None:
    if figure.kind not in STAYING:
        assert figure.sheet is not None
        assert {len(row) for row in figure.sheet.rows} == {len(figure.sheet.columns)}


def test_shares_in_a_file_are_rounded_as_on_the_page() -> None:
    # 399 of 401 is "more than 99 %" on the page: 0.99 in the file, never 1.
    nearly = share(399, 401, 500)
    few = share(1, 1200, None)
    assert nearly
    assert few

    assert share_cells(nearly)[:7] == (
        399,
        399,
        401,
        500,
        Portion(0.99, 0),
        Portion(0.98, 0),
        Portion(1.0, 0),
    )
    assert share_cells(few)[4] == Portion(0.001, 1)
    assert share_cells(None) == (None,) * 9


@every_figure
def test_every_figure_stands_alone_as_a_picture(figure: Figure) -> None:
    if figure.kind in STAYING:
        return
    drawn = standalone(figure, ("Une cohorte <et> ses réponses.",))
    root = ET.fromstring(drawn)  # noqa: S314 -- our own

    assert root.tag.endswith("svg")
    assert figure.title in drawn
    assert "Une cohorte &lt;et&gt;" in drawn
    assert "nan" not in drawn
    sizes = [float(each) for each in re.findall(r' (?:width|height)="([-0-9.]+)"', drawn)]
    assert min(sizes) >= 0


def test_the_table_of_a_distribution_holds_counts_and_both_intervals() -> None:
    table = distribution("Satisfaction", SATISFACTION, RATED, EN).table

    assert dict(zip(table.columns, table.rows[0], strict=True)) == {
        "Item": "Accompagnement",
        "Very satisfied": "11",
        "Satisfied": "6",
        "Hardly satisfied": "1",
        "Not at all satisfied": "0",
        "Not applicable": "4",
        "Answers": "18",
        "Favourable share": "17 of 18 (94%)",
        "Comparable next cohort": "74% to 99%",
        # 30 eligible less 4 not concerned leave 26: from 17/26 to 25/26.
        "Had everyone answered": "65% to 96%",
        "Best answer": "61%",
    }


def test_a_column_that_nobody_fills_is_left_out() -> None:
    table = table_of("x", ["a", "b", "c"], [["1", "–", "–"], ["2", "–", "3"]], absent="–")

    assert table.columns == ("a", "c")
    assert table.rows == (("1", "–"), ("2", "3"))


def test_usefulness_keeps_the_order_of_the_questionnaire() -> None:
    items = [RatedItem("z", _score(very=5, little=5)), RatedItem("a", _score(very=9, little=1))]

    figure = usefulness("Utilité", items, FR)

    assert [row.label for row in figure.drawing] == ["z", "a"]
    assert [row[0] for row in figure.table.rows] == ["z", "a"]
    assert figure.spec["layout"]["yaxis"]["ticktext"] == ["z", "a"]


def test_error_bars_reach_the_ends_of_the_interval() -> None:
    (points,) = usefulness("Utilité", RATED, FR).spec["data"]
    share = MOSTLY.favourable
    assert share is not None

    (x,) = points["x"]
    (above,) = points["error_x"]["array"]
    (below,) = points["error_x"]["arrayminus"]
    assert (x - below, x + above) == pytest.approx(share.interval)


def test_recommendations_stand_in_their_three_groups() -> None:
    figure = recommendation("Recommandation", RECOMMENDED, FR)

    roles = [column.role for column in figure.drawing.columns]
    assert roles == ["unfavourable-1"] * 7 + ["neutral"] * 2 + ["favourable-1"] * 2
    assert [label for _, label in figure.legend] == [
        "Détracteurs (0 à 6)\u00a0: 1",
        "Passifs (7 et 8)\u00a0: 1",
        "Promoteurs (9 et 10)\u00a0: 8",
    ]
    assert figure.table.rows == (
        ("Réponses", "0", "0", "0", "1", "0", "0", "0", "0", "1", "2", "6"),
    )


def test_the_tallest_column_is_the_most_given_value_and_the_rest_in_proportion() -> None:
    columns = recommendation("Recommandation", RECOMMENDED, FR).drawing.columns

    assert (columns[10].top, columns[10].height) == ("0%", "100%")
    assert (columns[9].top, columns[9].height) == ("66.67%", "33.33%")  # 2 of 6
    assert columns[0].number == ""


def test_what_a_question_says_is_never_markup_in_a_chart() -> None:
    spec = choices("Rôle", CHOSEN, LABELS, FR).spec

    assert spec["layout"]["yaxis"]["ticktext"][0] == "&lt;coordination&gt;"


def test_a_trend_leaves_a_withheld_cohort_its_empty_place() -> None:
    figure = trend("Satisfaction", SATISFIED, NAMES, FR, chosen="« Satisfait »")
    dots = figure.drawing.dots

    assert [dot.y is None for dot in dots] == [False, False, True, False, False]
    assert [dot.x for dot in dots] == ["10%", "30%", "50%", "70%", "90%"]
    assert len(figure.drawing.lines) == 2  # 1 to 2 and 4 to 5: no line jumps the gap
    assert figure.spec["data"][0]["y"][2] is None
    assert figure.table.rows[2] == ("Cohorte 3 – hiver 2023", "moins de 5", "", "")


def test_a_trend_ends_with_all_that_may_be_shown_together() -> None:
    figure = trend("Satisfaction", SATISFIED, NAMES, EN, chosen="x")

    # Satisfied: 17 of 18, 31 of 33, 27 of 29 and 29 of 31; the three of cohort 3 stay out.
    assert figure.table.rows[-1] == ("Together", "94% (104 of 111)", "88% to 97%", "")


def test_trends_over_the_same_cohorts_share_a_table() -> None:
    figures = [
        trend("Satisfaction", SATISFIED, NAMES, EN, chosen="x"),
        trend("Recommandation", PROMOTED, NAMES, EN, chosen=""),
    ]

    table = trends_table("x", figures)

    assert table.columns == ("Cohort", "Satisfaction", "Recommandation")
    assert table.rows[0] == (
        "Cohorte 1 – hiver 2022",
        "17 of 18 (94%)\n74% to 99%\ndrawn in: 94%",
        "+61 (18 answers)\n+25 to +80",
    )
    assert table.rows[2] == ("Cohorte 3 – hiver 2023", "fewer than 5", "fewer than 5")


def test_higher_is_better_stands_higher() -> None:
    top, bottom = _ends(trend("x", SATISFIED, NAMES, FR, chosen="x"))
    assert (top, bottom) == ("0%", "100%")
    top, bottom = _ends(trend("x", PROMOTED, NAMES, FR, chosen=""))
    assert (top, bottom) == ("0%", "100%")


def _ends(figure: Figure) -> tuple[str, str]:
    """Where the highest and the lowest label of the axis stand, from the top."""
    return figure.drawing.grid[-1].y, figure.drawing.grid[0].y


def test_a_net_score_runs_over_points_and_says_so() -> None:
    figure = trend("Recommandation", PROMOTED, NAMES, FR, chosen="")

    assert [line.label for line in figure.drawing.grid] == ["−100", "−50", "0", "+50", "+100"]
    assert "en points" in figure.note
    assert figure.table.columns[1] == "Score net"


def test_a_share_in_a_trend_says_of_what() -> None:
    figure = trend("Satisfaction", SATISFIED, NAMES, FR, chosen="« Satisfait »")

    assert "« Satisfait »" in figure.note


def test_an_empty_and_a_hidden_count_of_a_theme_look_alike() -> None:
    hidden = THEMES.themes[1]

    figure = theme_cohorts(
        "Thèmes", [hidden], [*LABELLED, ("never-asked", CohortLabel("Autre", "2025"))], FR
    )

    assert figure.table.rows[0][1:] == ("<\u00a05",) * 3 + ("9", "12", "<\u00a05", "23")
    assert len(figure.drawing.rows[0].bars) == 2
    assert figure.spec["data"][0]["z"][0] == [None, None, None, 9, 12, None]


def test_themes_share_one_vertical_scale() -> None:
    rows = theme_cohorts("Thèmes", THEMES.themes, LABELLED, FR).drawing.rows

    # 13 is the most of all: the 12 of another theme is 12/13 of the height.
    assert rows[0].bars[-1].height == "100%"
    assert rows[1].bars[-1].height == "92.31%"


def test_themes_without_cohorts_are_drawn_empty() -> None:
    figure = theme_cohorts("Thèmes", THEMES.themes, [], FR)

    assert all(row.bars == () for row in figure.drawing.rows)
    go.Figure(figure.spec)


def test_a_withheld_question_has_no_numbers_to_draw() -> None:
    shown = scores(submissions=3)

    assert all(
        isinstance(score, NothingToShow)
        for question in shown.questions
        for score in question.scores
    )


@given(st.floats(0, 1))
def test_a_place_is_a_plain_percentage(share: float) -> None:
    text = place(share)

    assert _per_cent(text) == pytest.approx(share * 100, abs=0.005)
    assert "e" not in text


def test_a_chart_has_room_for_its_longest_label() -> None:
    short, long = "mots", "bien des mots qui ne tiennent pas sur une ligne, ni même sur deux lignes"

    assert rows_height([short, short], least=40) == 60 + 2 * 40
    assert rows_height([short, long], least=40) == 60 + 2 * (8 + 2 * 19)
    assert rows_height([], least=40) == 60


def test_long_labels_are_broken_between_words() -> None:
    assert wrapped("un deux trois", 8) == "un deux<br>trois"
    assert wrapped("anticonstitutionnellement", 8) == "anticonstitutionnellement"


def test_markup_in_a_label_is_shown_and_not_obeyed() -> None:
    assert escaped("a < b & c") == "a &lt; b &amp; c"


def test_plotly_finds_every_style_sheet_it_would_write_already_there() -> None:
    library = (files("plotly") / "package_data" / "plotly.min.js").read_text("utf-8")
    wanted = set(re.findall(r'if\(!document\.getElementById\("(\w+)"\)\)', library))
    script = (files("dashboards") / "static" / "charts.js").read_text("utf-8")

    assert wanted == set(re.findall(r'MAP_STYLES = "(\w+)"', script))


def test_cohorts_of_one_month_are_told_apart_by_the_day_and_those_of_a_day_by_a_number() -> None:
    def cohort(slug: str, starts_on: date) -> Cohort:
        return Cohort(
            slug=slug,
            activity="planning",
            name=Text(f"Cohorte {slug}", f"Cohort {slug}"),
            starts_on=starts_on,
            ends_on=starts_on,
        )

    begun = {"a": (2, 27), "b": (3, 1), "c": (3, 2), "d": (3, 2)}
    cohorts = [cohort(slug, date(2026, *day)) for slug, day in begun.items()]

    labels = cohort_labels(cohorts, FR)

    assert [label.short for label in labels.values()] == [
        "févr. 2026",
        "1er mars 2026",
        "2 mars 2026 (1)",
        "2 mars 2026 (2)",
    ]
    assert [label.name for label in labels.values()] == [cohort.name.fr for cohort in cohorts]
