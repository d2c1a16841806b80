"""What the first page says, in both languages, and where it leads."""

import pytest

from dashboards.pages.frame import words_in
from dashboards.pages.home import COHORTS_SHOWN, HomeView, call_said, home_page
from dashboards.render import render
from surveys.texts import Language
from tests.dashboards import home_examples
from tests.dashboards.markup import Element, read


def page_of(view: HomeView, language: Language = "en") -> Element:
    return read(render(home_page(view, language)))


def plain(text: str) -> str:
    return " ".join(text.split())


SAID: tuple[tuple[str, str], ...] = (
    (
        "Ferme dans 2 jours avec peu de réponses : au moins 10 réponses sur 38.",
        "Closes in 2 days with few answers: at least 10 answers of 38.",
    ),
    (
        (
            "Ferme demain avec peu de réponses : au moins 10 réponses. "
            "Après les cohortes précédentes, on en attendrait autour de 29."
        ),
        (
            "Closes tomorrow with few answers: at least 10 answers. "
            "After earlier cohorts, one would expect about 29."
        ),
    ),
    (
        "Ferme aujourd’hui avec peu de réponses : moins de 5 réponses.",
        "Closes today with few answers: fewer than 5 answers.",
    ),
    (
        "N’avance plus depuis 9 jours avec peu de réponses : au moins 10 réponses sur 38.",
        "Has stood still for 9 days with few answers: at least 10 answers of 38.",
    ),
)


@pytest.mark.parametrize("number", range(len(SAID)))
def test_a_call_says_when_and_how_few_in_both_languages(number: int) -> None:
    said = [call_said(home_examples.CALLS[number], words_in(each))[1] for each in ("fr", "en")]

    assert tuple(map(plain, said)) == SAID[number]


def test_every_call_leads_to_where_it_is_done() -> None:
    (calls,) = [e for e in page_of(home_examples.BUSY).all("section") if _is(e, "calls")]

    assert [link.attributes["href"] for link in calls.all("a")] == [
        *["/cohorts/planning-5?survey=planning-5-end"] * 4,
        *["/cohorts/planning-6"] * 3,
        *["/cohorts/planning-5?survey=planning-4-end"] * 3,
        "/activities/planning/themes/7",
        "/activities/planning/themes#proposal",
        "/activities/planning/themes#proposal",
        "/activities/planning/themes",
        *[f"/programmes/demo/changes/{number}" for number in (3, 4, 5)],
    ]


def test_open_surveys_stand_with_their_count_their_end_and_what_invites() -> None:
    (section,) = [e for e in page_of(home_examples.BUSY).all("section") if _is(e, "open")]
    rows = [plain(row.text) for row in section.all("li") if row.all("h3")]

    assert len(rows) == 2  # what is planned or over is not open
    assert "at least 10 answers of 38 Closes in 2 days Slide and QR code" in rows[0].replace(
        "38Closes", "38 Closes"
    )
    assert "fewer than 5 answers" in rows[1]
    assert "No closing date" in rows[1]
    assert "/surveys/planning-5-six/slide" not in {
        link.attributes["href"] for link in section.all("a")
    }


def test_the_latest_cohorts_stand_and_the_rest_one_press_away() -> None:
    page = page_of(home_examples.BUSY)
    (section,) = [e for e in page.all("section") if _is(e, "programme-1")]
    names = [plain(each.text) for each in section.all("h3")]

    assert len(names) == COHORTS_SHOWN
    assert names[0] == "Cohort 6"
    assert "The latest 5 of 6 cohorts." in plain(section.text)
    assert "/cohorts/planning-6" in {link.attributes["href"] for link in section.all("a")}


def test_a_count_below_the_threshold_is_never_told() -> None:
    said = plain(page_of(home_examples.quiet(home_examples.OVER_FEW)).text)

    assert "End of course: fewer than 5 answers of 38" in said


def test_who_may_not_read_names_is_not_led_to_them() -> None:
    assert "/roster" in render(home_page(home_examples.BUSY, "fr"))
    assert "/roster" not in render(home_page(home_examples.quiet(home_examples.OVER), "fr"))


def test_a_quiet_page_says_so_and_what_it_watches() -> None:
    said = plain(page_of(home_examples.quiet(home_examples.OVER)).text)

    assert "Nothing needs you." in said
    assert "No survey is open right now." in said
    assert "A survey is opened from the page of its cohort" in said


def test_before_the_first_survey_opens_the_page_says_when_it_does() -> None:
    said = plain(page_of(home_examples.quiet(home_examples.PLANNED)).text)

    assert "The next one, Follow-up (Cohort 5 – 2024), opens March 1, 2024" in said
    assert "bilan open" not in said


def _is(section: Element, named: str) -> bool:
    return section.attributes.get("aria-labelledby") == named
