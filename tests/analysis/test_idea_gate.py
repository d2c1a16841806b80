"""The gate before ideas that are read one by one."""

from analysis.disclosure.gate import INSIDE
from analysis.disclosure.ideas import A_PAGE, IdeaPage, ShownIdea, release_ideas
from analysis.disclosure.themes import IdeaRecord
from analysis.disclosure.voices import Reading


def idea(text: str, survey: str, *, unsure: str | None = None) -> IdeaRecord:
    return IdeaRecord(text.casefold(), text, "fr", survey, True, unsure, False)


def read(**comments: int) -> list[Reading]:
    return [Reading(survey, survey, "needs", n, n, 0, 0) for survey, n in comments.items()]


def texts(respondents: dict[str, int], ideas: list[IdeaRecord], **comments: int) -> dict[str, str]:
    """Each text that is shown and the cohort beside it; a dash for none."""
    shown = release_ideas(respondents, ideas, read(**comments))
    return {each.text: each.cohort or "-" for each in shown.ideas}


def test_an_idea_is_shown_with_its_cohort_where_five_have_such_ideas() -> None:
    (shown,) = release_ideas({"a": INSIDE}, [idea("Plus", "a", unsure="far")], read(a=20)).ideas

    assert shown == ShownIdea("plus", "Plus", "a", "fr", True, "far", False)


def test_ideas_of_fewer_than_five_people_are_not_read() -> None:
    assert texts({"a": 3, "b": 1}, [idea("Plus", "a")], a=20, b=20) == {}


def test_ideas_of_the_few_who_are_not_counted_are_not_read() -> None:
    ideas = [idea("Plus", "a"), idea("Moins", "b")]

    assert texts({"a": 9, "b": 4}, ideas, a=20, b=20) == {"Plus": "a"}


def test_ideas_of_several_hidden_cohorts_are_read_without_their_cohorts() -> None:
    ideas = [idea("Plus", "a"), idea("Moins", "b"), idea("Assez", "c")]

    assert texts({"a": 9, "b": 3, "c": 2}, ideas, a=20, b=20, c=20) == {
        "Plus": "a",
        "Moins": "-",
        "Assez": "-",
    }


def test_a_survey_in_which_four_wrote_is_not_read_even_where_it_is_counted() -> None:
    ideas = [idea("Plus", "a"), idea("Moins", "b"), idea("Assez", "c")]

    assert texts({"a": 9, "b": 4, "c": 6}, ideas, a=20, b=4, c=20) == {"Plus": "a", "Assez": "c"}


def test_a_list_does_not_tell_by_its_length_how_many_may_not_be_heard() -> None:
    # 18 are counted. With the ideas of c and d there would be 14, and only b is withheld: all
    # four of b would be known to have such an idea.
    ideas = [idea("Plus", "a"), idea("Moins", "c"), idea("Assez", "d")]

    assert texts({"a": 9, "b": 4, "c": 2, "d": 3}, ideas, a=20, b=4, c=20, d=20) == {"Plus": "a"}
    assert texts({"a": 9, "c": 2, "d": 3}, ideas, a=20, c=20, d=20) == {
        "Plus": "a",
        "Moins": "-",
        "Assez": "-",
    }


def test_what_many_wrote_in_the_same_words_is_read_once() -> None:
    ideas = [idea("Plus", "b"), idea("PLUS", "a"), idea("plus", "a")]

    assert texts({"a": 9, "b": 4}, ideas, a=20, b=20) == {"PLUS": "a"}


def test_a_long_list_is_read_page_by_page_each_idea_once() -> None:
    ideas = [idea(f"Mot {n}", "a") for n in range(2 * A_PAGE + 1)]

    pages = [release_ideas({"a": 9}, ideas, read(a=20), page=page) for page in (1, 2, 3)]

    assert [(page.number, page.pages, len(page.ideas)) for page in pages] == [
        (1, 3, A_PAGE),
        (2, 3, A_PAGE),
        (3, 3, 1),
    ]
    assert {each.text for page in pages for each in page.ideas} == {each.text for each in ideas}


def test_a_page_that_is_not_there_is_the_nearest_that_is() -> None:
    ideas = [idea(f"Mot {n}", "a") for n in range(A_PAGE + 1)]

    assert [
        release_ideas({"a": 9}, ideas, read(a=20), page=page).number for page in (-1, 0, 10**30)
    ] == [1, 1, 2]


def test_every_page_passes_the_same_gate() -> None:
    # Ideas of the four in b are on no page, and do not make a page more.
    ideas = [idea(f"Mot {n}", "a") for n in range(A_PAGE)] + [idea("Moins", "b")]

    page = release_ideas({"a": 9, "b": 4}, ideas, read(a=20, b=20), page=2)

    assert (page.number, page.pages) == (1, 1)
    assert release_ideas({"a": 3, "b": 1}, ideas, read(a=20, b=20), page=2) == IdeaPage(())
