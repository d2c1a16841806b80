import re
from datetime import UTC, date, datetime
from importlib.resources import files
from string import Formatter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import INSIDE
from analysis.scores.share import PERCENTAGES_FROM
from dashboards.wording import Words, catalogue
from surveys.texts import Language, Text

FR = Words("workspace", "fr")
EN = Words("workspace", "en")
CATALOGUES = (
    "workspace",
    "selection",
    "attendance",
    "claims",
    "downloads",
    "facts",
    "funnel",
    "home",
    "report",
    "roster",
    "codebook",
    "second_look",
    "users",
)
WORKSPACE = catalogue("workspace")
TEXTS = {key: text for name in CATALOGUES for key, text in catalogue(name).items()}
EVERY_TEXT = [
    pytest.param(text, id=f"{name}-{key}")
    for name in CATALOGUES
    for key, text in catalogue(name).items()
]

_NOT_OURS = ("accessibility.py", "form_question.py", "form_review.py", "survey_form.py")
_KEY = re.compile(r'(?:\bt|\bwords)(\.count)?\(\s*"([a-z_0-9]+)"')


def _sources() -> str:
    """Every template and page of the workspace."""
    root = files("dashboards")
    folders = ("templates", "templates/figures", "templates/report", "pages", "figures", "report")
    return "\n".join(
        file.read_text("utf-8")
        for folder in folders
        if (root / folder).is_dir()
        for file in (root / folder).iterdir()
        if file.name.endswith((".html", ".py")) and file.name not in _NOT_OURS
    ) + "".join((root / name).read_text("utf-8") for name in ("wording.py", "sentences.py"))


def _verdicts() -> str:
    """Where verdicts are named: `sentences.py` words each under its own name."""
    claims = files("analysis") / "claims"
    return "\n".join(
        file.read_text("utf-8") for file in claims.iterdir() if file.name.endswith(".py")
    )


def _quoted(sources: str) -> set[str]:
    return set(re.findall('"[a-z_0-9]+"', sources))


def _placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_a_text_says_the_same_in_both_languages(text: Text) -> None:
    assert text.fr
    assert text.en
    assert _placeholders(text.fr) == _placeholders(text.en)


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_french_is_set_as_french_is(text: Text) -> None:
    said = text.fr

    assert not re.search(r"(?<!\u00a0)[:;?!%»]", said), "a space that does not break stands before"
    assert not re.search(r"«(?!\u00a0)", said)
    assert "'" not in said
    assert '"' not in said


def test_every_text_is_used() -> None:
    sources = _sources()
    quoted = _quoted(sources + _verdicts())
    made = [("", ending) for ending in re.findall(r'~ "([a-z_]+)"', sources)]
    made += re.findall(r'f"([a-z_0-9]*)\{[^"{}]+\}([a-z_0-9]*)"', sources)
    unused = [
        key
        for key in TEXTS
        if not {f'"{key}"', f'"{re.sub("_(one|other|advice)$", "", key)}"'} & quoted
        and not any(
            key.startswith(first) and key.endswith(last)
            for first, last in made
            if len(first + last) > len("nps")
        )
    ]

    assert unused == []


def test_every_text_that_is_asked_for_exists() -> None:
    asked = _KEY.findall(_sources())
    missing = [
        key
        for counted, key in asked
        for form in ((f"{key}_one", f"{key}_other") if counted else (key,))
        if form not in TEXTS
    ]

    assert len(asked) > 100
    assert missing == []


@pytest.mark.parametrize("language", ["fr", "en"])
def test_texts_name_the_thresholds_that_hold(language: Language) -> None:
    for key in (
        "too_few",
        "too_few_cell",
        "only_count",
        "few_here",
        "trend_reading",
        "themes_withheld_one",
        "themes_withheld_other",
    ):
        assert f" {INSIDE}" in WORKSPACE[key][language].replace("\u00a0", " ")
    assert f" {PERCENTAGES_FROM}" in WORKSPACE["read_counts"][language]


def test_both_numbers_of_a_counted_text_exist() -> None:
    for name in CATALOGUES:
        keys = catalogue(name).keys()
        ones = {key.removesuffix("_one") for key in keys if key.endswith("_one")}
        others = {key.removesuffix("_other") for key in keys if key.endswith("_other")}

        assert ones - {"under"} == others  # "under one" is no plural


@pytest.mark.parametrize(
    ("count", "french", "english"),
    [
        (0, "0 personne", "0 people"),  # French counts none as one, English as many
        (1, "1 personne", "1 person"),
        (2, "2 personnes", "2 people"),
        (1_234, "1\u00a0234 personnes", "1,234 people"),
    ],
)
def test_a_count_agrees_with_its_noun(count: int, french: str, english: str) -> None:
    assert FR.count("people", count) == french
    assert EN.count("people", count) == english


@pytest.mark.parametrize(
    ("share", "french", "english"),
    [
        (17 / 18, "94\u00a0%", "94%"),
        (0, "0\u00a0%", "0%"),
        (1, "100\u00a0%", "100%"),
        (1 / 8, "13\u00a0%", "13%"),  # 12.5: a half goes up
        (0.285, "29\u00a0%", "29%"),  # 28.499999999999996 in binary
        (399 / 401, "plus de 99\u00a0%", "more than 99%"),  # 99.501…: not everybody
        (1 / 401, "moins de 1\u00a0%", "less than 1%"),  # 0.249…: not nobody
        (1 / 200, "1\u00a0%", "1%"),
    ],
)
def test_a_percentage_has_no_decimals_and_never_pretends(
    share: float, french: str, english: str
) -> None:
    assert FR.percent(share) == french
    assert EN.percent(share) == english


def test_a_thousand_answers_deserve_one_decimal_even_if_it_is_zero() -> None:
    assert FR.percent(0.63, digits=1) == "63,0\u00a0%"
    assert FR.percent(0.9172, digits=1) == "91,7\u00a0%"
    assert FR.percent(0.99996, digits=1) == "plus de 99,9\u00a0%"
    assert EN.percent(0.00004, digits=1) == "less than 0.1%"


def test_the_end_of_an_interval_is_rounded_and_nothing_more() -> None:
    assert FR.limit(0.996) == "100\u00a0%"
    assert FR.limit(0.004) == "0\u00a0%"


@pytest.mark.parametrize(
    ("points", "written"),
    [(48.4, "+48"), (-3.5, "−4"), (0.4, "0"), (-0.4, "0"), (100, "+100"), (-100, "−100")],
)
def test_points_carry_their_sign(points: float, written: str) -> None:
    assert FR.signed(points) == written
    assert EN.signed(points) == written


@given(st.floats(-1e6, 1e6), st.sampled_from(("fr", "en")))
def test_the_opposite_score_differs_by_its_sign_only(points: float, language: Language) -> None:
    words = Words("workspace", language)

    assert words.signed(points).lstrip("+−") == words.signed(-points).lstrip("+−")


@given(st.integers(0, 999), st.integers(1, 999))
def test_everybody_and_nobody_are_said_only_when_true(count: int, answers: int) -> None:
    count = min(count, answers)

    assert (EN.percent(count / answers) == "100%") == (count == answers)
    assert (EN.percent(count / answers) == "0%") == (count == 0)


def test_a_number_keeps_only_the_decimals_it_has() -> None:
    assert FR.number(4.5, digits=1) == "4,5"
    assert FR.number(4, digits=1) == "4"
    assert EN.number(12_345.6, digits=1) == "12,345.6"
    assert EN.number(-0.04, digits=1) == "0"


def test_numbers_side_by_side_have_every_decimal() -> None:
    assert FR.number(0.8, digits=2, every_digit=True) == "0,80"
    assert EN.number(-0.5, digits=2, every_digit=True) == "-0.50"
    assert EN.number(-0.001, digits=2, every_digit=True) == "0.00"
    assert FR.number(1, digits=2, every_digit=True) == "1,00"


def test_alternatives_are_joined_as_one_speaks() -> None:
    assert FR.either(["a", "b", "c"]) == "a, b ou c"
    assert EN.either(["a", "b"]) == "a or b"


def test_the_first_of_a_month_is_said_as_french_says_it() -> None:
    first, eleventh = date(2025, 12, 1), date(2025, 12, 11)

    assert (FR.day(first), FR.short_day(first)) == ("1er décembre 2025", "1er déc. 2025")
    assert (FR.day(eleventh), FR.short_day(eleventh)) == ("11 décembre 2025", "11 déc. 2025")
    assert (EN.day(first), EN.short_day(first)) == ("December 1, 2025", "Dec 1, 2025")
    assert FR.moment(datetime(2025, 12, 1, 14, tzinfo=UTC)).startswith("1er décembre 2025")
    assert FR.day(date(2031, 10, 31)) == "31 octobre 2031"
