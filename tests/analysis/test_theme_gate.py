"""The gate before themes: who is counted, who is heard, and that nothing tells of the others."""

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.disclosure.gate import INSIDE, Withheld
from analysis.disclosure.themes import (
    MOST_QUOTES,
    MOST_WORDS,
    Mentioned,
    ReleasedThemes,
    ShownQuote,
    ShownTheme,
    ThemeQuote,
    ThemeRecord,
    release_themes,
)
from analysis.disclosure.voices import Reading, Writers
from surveys.texts import Language, Text

LABEL = Text(fr="Accompagnement", en="Guidance")
WORDS = ("accompagnement", "suivi")


def cohort_of(survey: str) -> str:
    """Surveys are called by their cohort, and those after its first by a number too."""
    return survey.rstrip("23")


def reading(survey: str, comments: int, *, question: str = "needs") -> Reading:
    return Reading(survey, cohort_of(survey), question, comments, comments, 0, 0)


def readings(**comments: int) -> list[Reading]:
    """So many wrote in each survey."""
    return [reading(survey, n) for survey, n in comments.items()]


LARGE = readings(a=20, b=20, c=20, d=20, a2=20)
"""No survey is withheld."""


def theme(*quotes: tuple[str, str], **respondents: int) -> ThemeRecord:
    """A theme that says the same words everywhere; `quotes` are text and survey."""
    return ThemeRecord(
        label=LABEL,
        words=WORDS,
        respondents=respondents,
        said_in=dict.fromkeys((LABEL.fr, LABEL.en, *WORDS), tuple(respondents)),
        quotes=tuple(ThemeQuote(text, "fr", survey) for text, survey in quotes),
        stability=0.75,
    )


@pytest.mark.parametrize(
    ("spoken", "only_in"),
    [
        ({"suivi": {("a", "fr")}}, {"en": "fr"}),
        ({"suivi": {("a", "en")}}, {"fr": "en"}),
        ({"suivi": {("a", "fr"), ("a", "en")}}, {}),
        ({"suivi": {("a", "fr"), ("b", "en")}}, {"en": "fr"}),  # those of b may not be heard
        ({}, {}),
    ],
)
def test_a_label_that_only_the_other_language_says_is_told_as_such(
    spoken: dict[str, set[tuple[str, Language]]], only_in: dict[Language, Language]
) -> None:
    record = replace(theme(a=9, b=4), label=Text(fr="Suivi", en="Suivi"), spoken=spoken)
    record = replace(record, said_in={"Suivi": ["a"]})
    named = replace(record, name=Text(fr="Après", en="After"))

    (shown,) = release_themes([record], LARGE, ["a", "b"]).themes
    (called,) = release_themes([named], LARGE, ["a", "b"]).themes
    assert shown.only_in == only_in
    assert called.only_in == {}  # people know in which language they name


def saying(said: Mapping[str, str], **respondents: int) -> ThemeRecord:
    """A theme that says some of its words in some surveys, named in one string."""
    return replace(
        theme(**respondents),
        said_in={word: surveys.split() for word, surveys in said.items()},
    )


def released(record: ThemeRecord, *cohorts: str, read: list[Reading] = LARGE) -> ReleasedThemes:
    return release_themes([record], read, cohorts)


def shown(record: ThemeRecord, *cohorts: str, read: list[Reading] = LARGE) -> ShownTheme:
    (kept,) = released(record, *cohorts, read=read).themes
    return kept


# Counts


def test_a_theme_that_four_mention_is_left_out_and_counted() -> None:
    found = release_themes([theme(a=3, b=1), theme(a=5)], LARGE, ["a", "b"])

    assert [kept.respondents for kept in found.themes] == [5]
    assert found.withheld == 1


def test_a_count_of_four_looks_like_one_of_nobody() -> None:
    assert released(theme(a=9, b=4), "a", "b") == released(theme(a=9, b=0), "a", "b")
    assert released(theme(a=9, b=4), "a", "b") == released(theme(a=9), "a", "b")
    assert shown(theme(a=9, b=4), "a", "b").respondents_by_cohort == {"a": 9, "b": Withheld()}


def test_the_few_of_one_hidden_cohort_are_not_in_the_total() -> None:
    # 13 respondents, of which cohort a has 9, would say that b has 4.
    assert shown(theme(a=9, b=4), "a", "b").respondents == 9


def test_five_of_several_hidden_cohorts_are_in_the_total() -> None:
    assert shown(theme(a=9, b=3, c=2), "a", "b", "c").respondents == 14


def test_themes_are_ordered_by_what_is_shown_of_them() -> None:
    # 12 mention the first, of which 3 are left out: it comes after the second, as its 9 does.
    found = release_themes([theme(a=9, b=3), theme(a=10)], LARGE, ["a", "b"])

    assert [kept.respondents for kept in found.themes] == [10, 9]


def test_themes_that_show_as_many_do_not_tell_in_their_order_who_has_more() -> None:
    more, fewer = theme(("Encore", "a"), a=9, b=4), theme(("Assez", "a"), a=9)

    one, other = (
        release_themes(both, LARGE, ["a", "b"]) for both in ([more, fewer], [fewer, more])
    )

    assert one == other


# People, not submissions


def test_two_surveys_of_one_cohort_may_be_the_same_three_people() -> None:
    assert released(theme(a=3, a2=3), "a").withheld == 1
    assert shown(theme(a=3, a2=3, b=9), "a", "b") == shown(theme(b=9), "a", "b")


def test_a_cohort_counts_as_many_people_as_its_largest_survey() -> None:
    assert shown(theme(a=7, a2=9), "a").respondents_by_cohort == {"a": 9}


def test_hidden_people_are_counted_once_a_cohort_too() -> None:
    assert shown(theme(a=9, b=3, b2=3), "a", "b", read=[*LARGE, reading("b2", 20)]).respondents == 9
    assert shown(theme(a=9, b=3, c=3), "a", "b", "c").respondents == 15


# Quotes


def test_a_quote_names_its_cohort_only_where_its_count_is_shown() -> None:
    record = theme(("Bravo", "a"), ("Encore", "b"), a=9, b=3, c=2)

    assert shown(record, "a", "b", "c").quotes == (
        ShownQuote("Bravo", "a", "fr"),
        ShownQuote("Encore", None, "fr"),
    )


def test_the_quotes_of_the_few_who_are_not_in_the_total_are_left_out() -> None:
    record = theme(("Bravo", "a"), ("Encore", "b"), a=9, b=4)

    assert shown(record, "a", "b").quotes == (ShownQuote("Bravo", "a", "fr"),)


def test_a_survey_in_which_four_wrote_is_not_quoted_even_where_it_is_counted() -> None:
    record = theme(("Bravo", "a"), ("Encore", "b"), ("Merci", "c"), a=9, b=4, c=2, d=3)
    kept = shown(record, "a", "b", "c", "d", read=readings(a=20, b=4, c=20, d=20))

    assert kept.respondents == 18
    assert [quote.text for quote in kept.quotes] == ["Bravo", "Merci"]


def test_hidden_people_are_quoted_only_if_those_who_may_be_are_five_themselves() -> None:
    # Without b, whose survey is withheld, an unnamed quote could only come from c.
    record = theme(("Bravo", "a"), ("Merci", "c"), a=9, b=4, c=2)
    kept = shown(record, "a", "b", "c", read=readings(a=20, b=4, c=20))

    assert (kept.respondents, [quote.text for quote in kept.quotes]) == (15, ["Bravo"])


def test_quotes_that_may_not_be_shown_leave_no_gap() -> None:
    hidden = [(f"Caché {n}", "b") for n in range(4)]
    said = [(f"Dit {n}", "a") for n in range(MOST_QUOTES + 1)]

    kept = shown(theme(*hidden, *said, a=9, b=4), "a", "b")

    assert kept == shown(theme(*said, a=9), "a", "b")
    assert [quote.text for quote in kept.quotes] == ["Dit 0", "Dit 1", "Dit 2"]


def test_what_many_wrote_in_the_same_words_is_quoted_once() -> None:
    record = theme(("Bravo", "b"), ("Encore", "a"), ("BRAVO", "a"), a=9, b=4)

    assert [quote.text for quote in shown(record, "a", "b").quotes] == ["Encore", "BRAVO"]


# Words and labels


def test_a_word_that_only_the_hidden_said_is_not_shown() -> None:
    words = {LABEL.fr: "a b", LABEL.en: "a", "accompagnement": "b", "suivi": "a b"}
    kept = shown(saying(words, a=9, b=4), "a", "b")

    assert (kept.label, kept.words) == (LABEL, ("suivi",))


def test_a_withheld_survey_lends_no_word_even_where_it_is_counted() -> None:
    record = saying({LABEL.fr: "b", "suivi": "c"}, a=9, b=4, c=3, d=3)
    kept = shown(record, "a", "b", "c", "d", read=readings(a=20, b=4, c=20, d=20))

    assert kept.respondents == 19
    assert (kept.label, kept.words) == (Text(fr="Suivi", en="Suivi"), ("suivi",))


def test_one_language_of_a_label_stands_for_the_other_that_may_not_be_shown() -> None:
    kept = shown(saying({LABEL.fr: "b", LABEL.en: "a"}, a=9, b=4), "a", "b")

    assert kept.label == Text(fr="Guidance", en="Guidance")


def test_a_theme_of_which_no_word_may_be_shown_has_no_name() -> None:
    kept = shown(saying({}, a=9), "a")

    assert (kept.label, kept.words) == (None, ())


def test_words_that_may_not_be_shown_leave_no_gap() -> None:
    words = tuple(f"mot {n}" for n in range(2 * MOST_WORDS))
    record = replace(
        theme(a=9, b=4),
        words=words,
        said_in={word: ["b"] if n % 2 else ["a"] for n, word in enumerate(words)},
    )

    assert shown(record, "a", "b").words == words[::2]


def test_of_phrases_side_by_side_only_those_that_may_be_heard_are_shown() -> None:
    record = replace(
        saying({"Suivi · budget serré": "", "suivi": "b", "budget serré": "a"}, a=9, b=4),
        label=Text(fr="Suivi · budget serré", en="Suivi · budget serré"),
        words=("suivi", "budget serré"),
    )

    assert shown(record, "a", "b").label == Text(fr="Budget serré", en="Budget serré")


def test_phrases_side_by_side_that_may_all_be_heard_are_the_label() -> None:
    label = Text(fr="Suivi · budget serré", en="Follow-up")
    record = replace(
        saying({"suivi": "a", "budget serré": "a", "Follow-up": "a"}, a=9),
        label=label,
        words=("suivi", "budget serré"),
    )

    assert shown(record, "a").label == label


@pytest.mark.parametrize("stability", [0.3, None])
def test_a_theme_keeps_its_label_words_and_stability(stability: float | None) -> None:
    kept = shown(replace(theme(a=9), stability=stability), "a")

    assert (kept.label, kept.words, kept.stability) == (LABEL, WORDS, stability)


# Names and states


def test_what_people_called_a_theme_wins_over_its_label_which_is_kept() -> None:
    name = Text(fr="Exercices", en="Exercises")
    kept = shown(replace(theme(a=9), name=name), "a")

    assert (kept.called, kept.label) == (name, LABEL)
    assert shown(theme(a=9), "a").called == LABEL


def test_a_theme_that_people_dismissed_stands_apart_and_one_of_a_few_nowhere() -> None:
    found = release_themes(
        [theme(a=9), *(replace(theme(a=n), dismissed=True) for n in (8, 4))], LARGE, ["a"]
    )

    assert [kept.respondents for kept in found.themes] == [9]
    assert [kept.respondents for kept in found.dismissed] == [8]
    assert found.withheld == 0


# Of whom the respondents are a share


def wrote(survey: str, questions: str, people: int) -> Writers:
    return Writers(survey, cohort_of(survey), tuple(questions.split()), people)


def of_whom(writers: list[Writers], *read: Reading, **respondents: int) -> Mapping[str, Mentioned]:
    found = release_themes([theme(**respondents)], read or LARGE, ["a", "b", "c"], writers=writers)
    return found.themes[0].shares


def test_respondents_are_a_share_of_those_of_their_cohort_who_wrote_anything() -> None:
    writers = [wrote("a", "needs", 12), wrote("a", "needs other", 8), wrote("b", "needs", 20)]
    read = [reading("a", 20), reading("a", 8, question="other"), reading("b", 20)]

    assert of_whom(writers, *read, a=9, b=4) == {"a": Mentioned(9, 20)}


def test_who_wrote_only_where_a_few_wrote_is_not_among_those_who_wrote_anything() -> None:
    # 22 wrote, of which 20 answered one question, would say that the other has at least 2.
    writers = [wrote("a", "needs", 19), wrote("a", "needs other", 1), wrote("a", "other", 2)]
    read = [reading("a", 20), reading("a", 3, question="other")]

    assert of_whom(writers, *read, a=9) == {"a": Mentioned(9, 20)}
    assert of_whom(writers, *read, a=22) == {"a": Mentioned(22, 22)}


def test_a_cohort_wrote_as_many_people_as_its_largest_survey() -> None:
    writers = [wrote("a", "needs", 20), wrote("a2", "needs", 15)]

    assert of_whom(writers, a=9, a2=12) == {"a": Mentioned(12, 20)}


# Who says it


def by_role(origin: str = "groups", **roles: int) -> Mapping[str, int]:
    """The roles that are shown of one cohort; `unsaid` did not say theirs."""
    counts = {"" if role == "unsaid" else role: n for role, n in roles.items()}
    record = replace(theme(a=sum(counts.values())), roles={"a": counts}, origin=origin)
    return shown(record, "a").roles


def test_who_says_it_is_told_by_role_unless_a_few_would_be_left() -> None:
    assert by_role(member=9, lead=6, unsaid=5) == {"member": 9, "lead": 6}
    assert by_role(member=9, lead=6, volunteer=2, unsaid=3) == {"member": 9, "lead": 6}
    assert by_role(member=9, lead=6) == {"member": 9, "lead": 6}
    assert by_role(member=9, lead=6, volunteer=2) == {"member": 9}
    assert by_role(member=9, volunteer=2) == {}
    assert by_role(member=4, lead=3, unsaid=9) == {}


def test_that_everybody_who_says_it_has_one_role_is_not_told() -> None:
    assert by_role(member=9) == {}


def test_who_says_what_people_put_together_is_not_told() -> None:
    assert by_role("people", member=9, lead=6) == {}


def test_roles_count_the_largest_survey_of_each_cohort_that_is_counted() -> None:
    record = replace(
        theme(a=12, a2=9, b=4),
        roles={"a": {"member": 7, "": 5}, "a2": {"member": 9}, "b": {"member": 4}},
    )

    assert shown(record, "a", "b").roles == {"member": 7}


@given(st.dictionaries(st.sampled_from(["", "x", "y", "z"]), st.integers(1, 12), min_size=1))
def test_whoever_subtracts_the_shown_roles_is_left_with_nothing_or_with_five(
    roles: dict[str, int],
) -> None:
    people = sum(roles.values())
    found = release_themes([replace(theme(a=people), roles={"a": roles})], LARGE, ["a"])

    for kept in found.themes:
        left = kept.respondents - sum(kept.roles.values())
        assert left == 0 or left >= INSIDE
        assert all(roles[role] == n >= INSIDE for role, n in kept.roles.items())
        assert "" not in kept.roles


# Laws

SURVEYS = ("a", "a2", "b", "c", "d")
counts = st.dictionaries(st.sampled_from(SURVEYS), st.integers(0, 8))


def lone(**respondents: int) -> ThemeRecord:
    """A theme in which each survey says a word and a sentence of its own."""
    return replace(
        theme(*((f"Phrase de {survey}", survey) for survey in respondents), **respondents),
        words=tuple(f"mot de {survey}" for survey in respondents),
        said_in={f"mot de {survey}": [survey] for survey in respondents},
    )


@given(st.lists(counts, max_size=3))
def test_whoever_subtracts_the_shown_counts_of_a_theme_is_left_with_nothing_or_with_five(
    respondents: list[dict[str, int]],
) -> None:
    found = release_themes([theme(**each) for each in respondents], LARGE, ["a", "b", "c", "d"])

    assert len(found.themes) + found.withheld == len(respondents)
    for kept in found.themes:
        by_cohort = kept.respondents_by_cohort.values()
        left = kept.respondents - sum(count for count in by_cohort if isinstance(count, int))
        assert kept.respondents >= INSIDE
        assert left == 0 or left >= INSIDE
        assert all(isinstance(count, Withheld) or count >= INSIDE for count in by_cohort)


@given(
    respondents=counts,
    wrote=st.fixed_dictionaries(dict.fromkeys(SURVEYS, st.integers(0, 8))),
    otherwise=st.sampled_from(["Phrase de", "Zanzibar"]),
)
def test_whatever_people_wrote_where_fewer_than_five_wrote_makes_no_difference(
    respondents: dict[str, int], wrote: dict[str, int], otherwise: str
) -> None:
    read = [reading(survey, n + respondents.get(survey, 0)) for survey, n in wrote.items()]
    small = {each.survey for each in read if each.comments < INSIDE}
    record = lone(**respondents)
    silent = replace(
        record,
        said_in={word: set(said) - small for word, said in record.said_in.items()},
        quotes=tuple(quote for quote in record.quotes if quote.survey not in small),
    )
    loud = replace(
        record,
        words=(otherwise, *record.words),
        said_in={**record.said_in, otherwise: small},
        quotes=tuple(
            replace(quote, text=f"{otherwise} {quote.text}") if quote.survey in small else quote
            for quote in record.quotes
        ),
    )

    assert released(loud, "a", "b", "c", "d", read=read) == released(
        silent, "a", "b", "c", "d", read=read
    )


def test_the_threshold_of_themes_cannot_be_lowered() -> None:
    with pytest.raises(ValueError, match="never lowered to 4"):
        release_themes([], [], [], threshold=4)
