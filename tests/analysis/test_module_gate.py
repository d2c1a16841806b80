"""The gate before what was written of the modules of a training."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.modules import (
    MOST_QUOTES,
    ModuleQuote,
    ModuleRecord,
    ShownModule,
    release_modules,
)
from analysis.disclosure.themes import ThemeQuote
from analysis.disclosure.voices import Reading
from surveys.questions import Hint


def quote(text: str, survey: str, hint: Hint | None = None) -> ModuleQuote:
    return ModuleQuote(ThemeQuote(text, "fr", survey), hint)


def read(**comments: int) -> list[Reading]:
    return [Reading(survey, survey, "needs", n, n, 0, 0) for survey, n in comments.items()]


def released(
    respondents: dict[str, int],
    *quotes: ModuleQuote,
    praise: dict[str, int] | None = None,
    ask: dict[str, int] | None = None,
    threshold: int = INSIDE,
    **comments: int,
) -> ShownModule:
    record = ModuleRecord("usefulness.security", respondents, praise or {}, ask or {}, quotes)
    (shown,) = release_modules([record], read(**comments), threshold=threshold)
    return shown


def test_a_module_of_which_five_speak_is_told() -> None:
    shown = released({"a": 5}, quote("Utile", "a", "praise"), a=20)

    assert shown.respondents == 5
    assert [(each.text, each.hint) for each in shown.quotes] == [("Utile", "praise")]


def test_a_module_of_which_four_speak_looks_like_one_of_which_nobody_does() -> None:
    few = released({"a": 4}, quote("Utile", "a", "praise"), praise={"a": 4}, a=20)
    nobody = released({}, a=20)

    assert few == nobody
    assert few.respondents == Withheld()


def test_how_many_praise_is_told_where_as_many_do_not() -> None:
    assert released({"a": 12}, praise={"a": 7}, a=20).praise == 7
    assert released({"a": 12}, praise={"a": 8}, a=20).praise == Withheld()
    assert released({"a": 12}, praise={"a": 12}, a=20).praise == Withheld()
    assert released({"a": 12}, praise={"a": 4}, a=20).praise == Withheld()
    assert released({"a": 12}, ask={"a": 5}, a=20).ask == 5


def test_two_surveys_of_one_cohort_may_be_the_same_people() -> None:
    readings = [Reading(survey, "spring", "needs", 9, 9, 0, 0) for survey in ("end", "later")]
    record = ModuleRecord("usefulness.security", {"end": 3, "later": 3}, {}, {}, ())

    assert release_modules([record], readings)[0].respondents == Withheld()


def test_a_survey_in_which_few_wrote_is_not_quoted() -> None:
    shown = released({"a": 6, "b": 4}, quote("Ici", "b"), quote("Là", "a"), a=20, b=4)

    assert [each.text for each in shown.quotes] == ["Là"]


def test_the_few_of_a_hidden_cohort_are_neither_counted_nor_quoted_nor_in_a_part() -> None:
    shown = released(
        {"a": 12, "b": 4}, quote("Ici", "b"), quote("Là", "a"), praise={"a": 6, "b": 4}, a=20, b=20
    )

    assert (shown.respondents, shown.praise) == (12, 6)
    assert [each.text for each in shown.quotes] == ["Là"]


def test_what_many_wrote_in_the_same_words_is_quoted_once() -> None:
    quotes = [quote(text, "a") for text in ("Utile", "utile", "Bon", "Clair", "Long")]

    shown = released({"a": 9}, *quotes, a=20)

    assert [each.text for each in shown.quotes] == ["Utile", "Bon", "Clair"]
    assert len(shown.quotes) == MOST_QUOTES


def test_the_threshold_is_raised_and_never_lowered() -> None:
    assert released({"a": 9}, a=20, threshold=10).respondents == Withheld()
    with pytest.raises(ValueError, match="never lowered"):
        released({"a": 9}, a=20, threshold=4)


counts = st.integers(0, 15)


@given(st.dictionaries(st.sampled_from("abc"), st.tuples(counts, counts, counts), min_size=1))
def test_no_number_and_no_complement_of_one_is_about_a_few(
    people: dict[str, tuple[int, int, int]],
) -> None:
    respondents = {survey: n for survey, (n, _, _) in people.items()}
    praise = {survey: min(n, p) for survey, (n, p, _) in people.items()}
    ask = {survey: min(n, a) for survey, (n, _, a) in people.items()}

    shown = released(respondents, praise=praise, ask=ask, **dict.fromkeys(people, 20))

    for part in (shown.praise, shown.ask):
        if not isinstance(part, Withheld):
            assert not isinstance(shown.respondents, Withheld)
            assert INSIDE <= part <= shown.respondents - INSIDE
