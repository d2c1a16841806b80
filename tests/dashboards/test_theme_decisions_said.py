"""What the pages of themes say of rises, of a proposal, and of what people decided."""

from dataclasses import replace
from typing import Any

import msgspec
import pytest

from analysis.disclosure.gate import Withheld
from analysis.disclosure.ideas import IdeaPage
from analysis.disclosure.proposals import ReleasedProposal
from analysis.disclosure.rises import ReleasedRises, ShownRise
from dashboards.pages.frame import words_in
from dashboards.pages.needs import needs_page
from dashboards.pages.theme import theme_page
from dashboards.pages.theme_cards import Detectable, ShownThemes
from dashboards.pages.themes import JobState, ThemesJob, themes_page
from dashboards.render import Page, render
from dashboards.sentences import rise_sentence
from surveys.texts import Language, Text
from tests.dashboards.examples import themes_view
from tests.dashboards.markup import Element, read
from tests.dashboards.needs_examples import needs_view
from tests.dashboards.theme_examples import DECIDED, theme_view

NO_RISES = ReleasedRises((), 0)
RISE = DECIDED.rises.shown[0]


def page_of(language: Language = "fr", **changes: Any) -> Element:
    shown = msgspec.structs.replace(DECIDED, **changes)
    return read(render(themes_page(themes_view(themes=shown), language)))


def lines(page: Element) -> list[str]:
    return [" ".join(each.text.split()) for each in (*page.all("p"), *page.all("li"))]


def said(page: Page) -> str:
    return " ".join(read(render(page)).text.split())


# Rises


GROWING = (
    "En hausse : « IA ». Dans Cohorte 5, 43 % (12 sur 28) en parlent ; avant, 10 % (9 sur 91). "
    "Si rien n’avait changé, une telle alerte viendrait au plus une fois sur 100."
)
NEW = (
    "Nouveau thème : « IA ». Dans Cohorte 5, 43 % (12 sur 28) en parlent ; avant, moins de 5 sur "
    "91. Si rien n’avait changé, une telle alerte viendrait au plus une fois sur 1 000."
)
PART = (
    "En hausse : une partie de « IA », où d’autres idées ont été réunies depuis. Dans Cohorte 5, "
    "43 % (12 sur 28) parlent de tout le thème ; avant, 10 % (9 sur 91). Si rien n’avait changé, "
    "une telle alerte viendrait au plus une fois sur 100."
)
OF_FEW = (
    "Growing: “IA”. In Cohorte 5, 6 of 15 (40%) mention it; before, 10% (9 of 91). Had nothing "
    "changed, such an alarm would come once in 20 times at the most."
)


@pytest.mark.parametrize(
    ("rise", "language", "sentence"),
    [
        (RISE, "fr", GROWING),
        (replace(RISE, kind="new", people_before=Withheld(), at_most=0.001), "fr", NEW),
        (replace(RISE, people=6, of=15, at_most=0.05), "en", OF_FEW),
        (replace(RISE, part=True), "fr", PART),
    ],
)
def test_a_rise_says_how_many_of_how_many_and_how_rarely_it_would_be_false(
    rise: ShownRise, language: Language, sentence: str
) -> None:
    told = rise_sentence(rise, "IA", "Cohorte 5", words_in(language))

    assert " ".join(told.split()) == sentence


def test_the_page_begins_with_what_rises_and_a_rise_of_the_proposal_is_named_from_there() -> None:
    page = page_of()
    section = page.all("section")[0]

    assert section.all("h2")[0].text == "Ce qui est nouveau ou en hausse"
    assert "« Intelligence artificielle »" in section.text.replace("\u00a0", " ")
    assert "« Loi 25 »" in section.text.replace("\u00a0", " ")
    assert "1 hausse touche trop peu de personnes pour être montrée." in lines(page)
    assert [link.attributes["href"] for link in section.all("a")] == ["#theme-2", "#proposal"]
    assert [each for each in page.all("article") if each.attributes["id"] == "theme-2"]
    assert [each for each in page.all("section") if each.attributes.get("id") == "proposal"]


def test_a_cohort_without_a_rise_says_so_and_what_would_have_been_seen() -> None:
    detectable = Detectable(of=40, before=0.05, now=0.25)
    text = page_of(rises=ReleasedRises((), 0), detectable=detectable).text
    text = " ".join(text.split())

    assert "rien ne ressort comme nouveau ou en hausse" in text
    assert "À 40 réponses, seul un besoin passant de 5 % à 25 % se verrait." in text
    assert "touche trop peu" not in text


def test_without_an_earlier_cohort_nothing_is_said_to_be_new() -> None:
    page = page_of(watched=None, rises=ReleasedRises((), 0))

    assert any("On ne peut pas encore dire ce qui est nouveau" in line for line in lines(page))


def test_a_reading_list_has_no_statistics() -> None:
    page = page_of(suggestion_only=True, watched=None, rises=ReleasedRises((), 0), proposal=None)

    assert "nouveau" not in page.all("main")[0].text.casefold().replace("de nouveau", "")
    assert not page.all("table")
    assert not any("Qui en parle" in line or "personnes en parlent" in line for line in lines(page))


# Cards


def test_a_card_says_who_mentions_a_theme_and_what_the_comments_call_it() -> None:
    page = page_of()

    assert "Qui en parle : Membre de l’équipe (18) et Bénévole (9)." in lines(page)
    assert "Nommé d’après les commentaires : Accompagnement après la formation" in lines(page)
    assert "Idées diverses" in lines(page)
    assert lines(page).count("Idées proches") == 0


def test_a_card_says_the_share_of_each_cohort_with_what_a_comparable_one_could_show() -> None:
    table = page_of().all("article")[0].all("table")[0]

    rows = [[" ".join(cell.text.split()) for cell in row.all("td")] for row in table.all("tr")]
    assert ["7 sur 18 (39 %)", "20 % à 61 %"] in rows
    assert ["46 % (13 sur 28)", "30 % à 64 %"] in rows
    assert ["< 5", "–"] in rows


def test_a_theme_suggests_the_modules_it_is_near_to_that_are_still_rated() -> None:
    assert "Contenus proches, à vérifier : Après la formation." in lines(page_of())


def test_a_module_says_how_many_speak_of_it_and_hints_as_far_as_they_may_be_told() -> None:
    text = said(themes_page(themes_view(themes=DECIDED), "fr"))

    assert "14 personnes en parlent 9 personnes semblent en demander plus ou autrement" in text
    assert "semblent en dire du bien" not in text
    assert "« Plus d’IA, s’il vous plaît. »" in text


# A proposal


def test_a_proposal_says_in_plain_words_what_it_changes() -> None:
    told = lines(page_of())

    assert "Nouveau : « Loi 25 » (au moins 5 personnes)." in told
    assert (
        "Séparé : « Accompagnement après la formation » (41 personnes) donnerait « Suivi » et "
        "« Mentorat » (au moins 10 personnes)." in told
    )
    assert (
        "En plus grand : « Intelligence artificielle » passerait de 23 personnes à au moins 30."
        in told
    )
    assert (
        "Disparu : « Exemples d’organismes semblables » (12 personnes) ne serait plus montré."
        in told
    )
    assert "2 autres changements touchent trop peu de personnes pour être détaillés." in told


def test_a_theme_that_would_grow_under_another_name_is_called_by_both() -> None:
    assert DECIDED.proposal is not None
    (grown,) = [change for change in DECIDED.proposal.changes if change.kind == "grown"]
    renamed = replace(grown, after=(replace(grown.after[0], called=Text("IA", "AI")),))
    told = lines(page_of(proposal=ReleasedProposal((renamed,), 0, ()), rises=NO_RISES))

    assert (
        "En plus grand : « Intelligence artificielle » (23 personnes) deviendrait « IA » (au "
        "moins 30 personnes)." in told
    )


def test_where_nothing_of_a_proposal_may_be_told_nobody_is_asked_to_decide_unseen() -> None:
    page = page_of(proposal=None, slight=True, rises=ReleasedRises((), 0))

    assert any(line.startswith("Rien à décider :") for line in lines(page))
    assert not any("proposal" in form.attributes["action"] for form in page.all("form"))


def test_a_proposal_is_accepted_or_discarded_with_one_press_each() -> None:
    forms = [form.attributes["action"].partition("?")[0] for form in page_of().all("form")]

    assert sum(action.endswith("/themes/proposal/accept") for action in forms) == 1
    assert sum(action.endswith("/themes/proposal/discard") for action in forms) == 1
    page = page_of(proposal=None, rises=ReleasedRises((), 0))
    without = [form.attributes["action"] for form in page.all("form")]
    assert not any("proposal" in action for action in without)


# Decisions


def test_each_theme_can_be_renamed_merged_dismissed_and_locked() -> None:
    page = page_of()
    card = page.all("article")[0]

    actions = [form.attributes["action"].rpartition("/")[2] for form in card.all("form")]
    assert actions == ["rename", "merge", "unlock", "confirm", "dismiss"]
    names = [field.attributes.get("value") for field in card.all("input")]
    assert names == ["Suivi après la formation", "Follow-up after the course"]
    assert [option.attributes["value"] for option in card.all("option")] == ["2", "3"]


def test_a_dismissed_theme_is_no_card_and_can_be_restored() -> None:
    page = page_of()

    assert "Repas du midi" not in [heading.text for heading in page.all("h3")]
    restores = [
        form.attributes["action"]
        for form in page.all("form")
        if form.attributes["action"].endswith("/restore")
    ]
    assert len(restores) == 1
    assert "/7/" in restores[0]


def test_a_theme_lists_its_ideas_to_be_moved_or_split_off() -> None:
    page = read(render(theme_page(theme_view(), "fr")))

    boxes = [
        box.attributes["value"]
        for box in page.all("input")
        if "idea" in box.attributes.get("name", "")
    ]
    assert boxes == ["b1", "b2"]
    addresses = [
        button.attributes["formaction"].rpartition("/")[2]
        for button in page.all("button")
        if "formaction" in button.attributes
    ]
    assert addresses == ["split", "move", "parts"]  # Enter in a name presses the first


def test_ideas_in_no_theme_say_why_as_far_as_it_may_be_told() -> None:
    page = page_of()

    assert "18 ne ressemblent à aucune autre" in lines(page)
    assert any("Bref, à voir" in line and "vague" in line for line in lines(page))


def test_nothing_in_no_theme_needs_no_section() -> None:
    shown: ShownThemes = msgspec.structs.replace(DECIDED, unsure=IdeaPage(()))
    page = said(themes_page(themes_view(themes=shown, reading=Withheld()), "fr"))

    assert "Idées dans aucun thème" not in page


def ways(page: Element) -> list[str]:
    """Return where the links through a list of ideas lead."""
    (nav,) = [nav for nav in page.all("nav") if nav.attributes.get("class") == "pages"]
    return [link.attributes["href"] for link in nav.all("a")]


def test_a_long_list_of_ideas_is_read_page_by_page_with_plain_links() -> None:
    first, second, last = (
        read(render(theme_page(theme_view(page=page, pages=3), "en"))) for page in (1, 2, 3)
    )

    address = "/activities/planning/themes/1?page="
    assert ways(first) == [f"{address}2#ideas"]
    assert ways(second) == [f"{address}1#ideas", f"{address}3#ideas"]
    assert ways(last) == [f"{address}2#ideas"]
    assert "Page 2 of 3" in second.text


def test_a_list_that_is_on_one_page_has_no_links_through_it() -> None:
    page = read(render(theme_page(theme_view(), "fr")))

    assert not [nav for nav in page.all("nav") if nav.attributes.get("class") == "pages"]


@pytest.mark.parametrize("reading_on", [True, False])
def test_ideas_in_no_theme_are_open_where_their_next_page_was_asked_for(reading_on: bool) -> None:
    view = msgspec.structs.replace(themes_view(themes=DECIDED), reading_on=reading_on)
    page = read(render(themes_page(view, "fr")))

    (section,) = [each for each in page.all("section") if each.attributes.get("id") == "unsure"]
    (listed,) = section.all("details")
    assert ("open" in listed.attributes) == reading_on
    assert ways(page) == ["/activities/planning/themes?unsure=2#unsure"]


def test_a_theme_whose_ideas_are_not_listed_says_that_their_groups_are_small() -> None:
    told = said(theme_page(theme_view(()), "en"))

    assert "from cohorts or surveys in which fewer than 5 people mention it" in told


def test_a_name_in_the_other_language_is_marked_where_a_theme_is_met() -> None:
    french, english = page_of(), page_of("en")
    card = english.all("article")[2]
    heading = card.all("h3")[0]

    (name,) = [span for span in heading.all("span") if "lang" in span.attributes]
    assert (name.attributes["lang"], name.text) == ("fr", "Examples from similar groups")
    assert "(in French)" in heading.text
    options = [option.text for option in english.all("article")[0].all("option")]
    assert [option.endswith("(in French)") for option in options] == [False, True]
    assert "(en français)" not in french.text
    assert not french.all("article")[2].all("h3")[0].all("span")


def test_the_page_of_a_theme_says_in_its_title_that_its_name_is_in_the_other_language() -> None:
    view = msgspec.structs.replace(theme_view(), theme=DECIDED.themes[2])

    title = read(render(theme_page(view, "en"))).all("h1")[0]

    assert title.all("span")[0].attributes["lang"] == "fr"
    assert "(in French)" in title.text


@pytest.mark.parametrize(
    ("state", "changes", "told"),
    [
        ("done", {"proposal": None}, True),
        ("done", {}, False),
        ("done", {"proposal": None, "slight": True}, False),
        ("running", {"proposal": None}, False),
    ],
)
def test_a_search_that_leaves_nothing_to_decide_says_so(
    state: JobState, changes: dict[str, Any], *, told: bool
) -> None:
    shown = msgspec.structs.replace(DECIDED, rises=NO_RISES, **changes)
    job = ThemesJob(id="7", state=state)

    page = said(themes_page(themes_view(themes=shown, job=job), "en"))

    assert ("No change awaits your decision." in page) == told


def test_a_board_on_which_nothing_may_be_shown_does_not_say_that_all_is_decided() -> None:
    nothing = msgspec.structs.replace(DECIDED, themes=(), dismissed=())
    page = said(needs_page(needs_view(themes=nothing), "fr"))

    assert "Tout est décidé" not in page
    assert "assez de personnes pour être montré" in page


def test_an_empty_view_of_the_board_leads_to_where_there_is_something() -> None:
    nobody = msgspec.structs.replace(DECIDED, dismissed=())
    page = read(render(needs_page(needs_view(nobody, show="dismissed"), "fr")))

    links = {link.text: link.attributes["href"] for link in page.all("a")}
    assert "show=undecided" in links["Voir les thèmes à décider"]
