"""What the pages say of themes and of the search: how sure, how many, and what is not shown."""

from dataclasses import replace

import msgspec
import pytest

from analysis.disclosure.comments_read import ShownReading
from analysis.disclosure.gate import Withheld
from analysis.themes.groups import SHARE_DRAWN
from dashboards.figures.theme_cohorts import told_apart
from dashboards.pages.cohort import cohort_page
from dashboards.pages.frame import words_in
from dashboards.pages.theme_cards import SOLID_ABOVE, theme_cards
from dashboards.pages.themes import ThemesView, themes_page
from dashboards.render import Page, render
from dashboards.wording import catalogue
from surveys.texts import LANGUAGES, Language, Text
from tests.dashboards.examples import COHORTS, READING, THEMES, cohort_view, themes_view
from tests.dashboards.markup import read


def said(page: Page) -> str:
    document = read(render(page))
    for script in document.all("script"):
        script.children.clear()
    return " ".join(document.text.split())


def themes_said(language: Language = "fr", view: ThemesView | None = None) -> str:
    return said(themes_page(view or themes_view(), language))


@pytest.mark.parametrize(
    ("stability", "word"),
    [
        (1.0, "Thème solide"),
        (SOLID_ABOVE + 0.01, "Thème solide"),
        (SOLID_ABOVE, "À relire"),
        (0.0, "À relire"),
        (None, ""),
    ],
)
def test_the_stability_of_a_theme_is_said_in_a_word(stability: float | None, word: str) -> None:
    theme = replace(THEMES.themes[0], stability=stability)
    shown = msgspec.structs.replace(THEMES, themes=(theme,))
    names = {cohort.slug: cohort.name.fr for cohort in COHORTS}

    (card,) = theme_cards(shown, names, words_in("fr"))

    assert card.stability == word


@pytest.mark.parametrize(
    ("language", "solid", "doubtful"),
    [("fr", "Thème solide", "À relire"), ("en", "Solid theme", "To double-check")],
)
def test_every_page_of_themes_says_how_solid_they_are_and_what_that_means(
    language: Language, solid: str, doubtful: str
) -> None:
    explained = catalogue("workspace")["stability_explained"][language]
    for page in (themes_page(themes_view(), language), cohort_page(cohort_view(), language)):
        lines = [p.text for p in read(render(page)).all("p")]

        assert lines.count(solid) == 1
        assert lines.count(doubtful) == 1
        assert " ".join(explained.split()) in said(page)


def test_the_explanation_of_stability_is_how_it_is_measured() -> None:
    explained = catalogue("workspace")["stability_explained"]

    assert SHARE_DRAWN == 1 - 1 / 4
    assert "un quart" in explained.fr
    assert "a quarter" in explained.en


def test_groups_whose_stability_nobody_measured_are_not_explained_either() -> None:
    unmeasured = msgspec.structs.replace(THEMES, themes=THEMES.themes[2:], suggestion_only=True)
    for page in (
        themes_page(themes_view(themes=unmeasured), "fr"),
        cohort_page(cohort_view(themes=unmeasured), "fr"),
    ):
        text = said(page)

        assert "olide" not in text
        assert "relire" not in text


def test_the_page_says_what_became_of_the_comments() -> None:
    assert (
        "184 commentaires ont été lus. Parmi eux, 22 ne contiennent que des éloges (« tout était "
        "parfait ») et 12 ne disent rien à regrouper (« rien à signaler »). Dans les autres, 31 "
        "idées n’entrent dans aucun thème." in themes_said()
    )
    assert (
        "184 comments were read. Among them, 22 only praise (“all was perfect”) and 12 say nothing "
        "to group (“nothing to report”). In the others, 31 ideas fit no theme." in themes_said("en")
    )


def test_a_few_comments_set_aside_and_a_few_unsure_ideas_are_said_as_a_few() -> None:
    few = ShownReading(
        comments=40,
        praise=Withheld(),
        set_aside=Withheld(),
        unsure=Withheld(),
        unsure_because={},
    )

    text = themes_said("fr", themes_view(reading=few))

    assert "40 commentaires ont été lus. Parmi eux, moins de 5 ne contiennent que" in text
    assert "moins de 5 ne disent rien" in text
    assert "moins de 5 idées n’entrent dans aucun thème" in text


def test_too_few_comments_are_not_counted_at_all() -> None:
    text = themes_said("fr", themes_view(reading=Withheld()))

    assert "Trop peu de commentaires pour dire combien ont été lus." in text
    assert "rien à regrouper" not in text


def test_nothing_is_said_of_comments_that_nobody_has_read() -> None:
    text = themes_said("fr", themes_view(themes=None))

    assert "ont été lus" not in text
    assert "pas montré" not in text


@pytest.mark.parametrize(
    ("withheld", "sentence"),
    [
        (3, "3 thèmes ne sont pas montrés : moins de 5 personnes parlent de chacun."),
        (1, "1 thème n’est pas montré : moins de 5 personnes en parlent."),
    ],
)
def test_the_themes_that_are_not_shown_are_counted(withheld: int, sentence: str) -> None:
    themes = msgspec.structs.replace(THEMES, withheld=withheld)

    assert sentence in themes_said("fr", themes_view(themes=themes))


def test_no_theme_withheld_needs_no_sentence() -> None:
    themes = msgspec.structs.replace(THEMES, withheld=0)

    assert "pas montré" not in themes_said("fr", themes_view(themes=themes))


def test_a_search_that_found_nothing_to_show_promises_no_groups() -> None:
    nothing = msgspec.structs.replace(THEMES, themes=(), withheld=0, suggestion_only=True)

    text = themes_said("fr", themes_view(themes=nothing, reading=Withheld()))

    assert "Aucun thème assez partagé pour être montré." in text
    assert "Liste de lecture" not in text
    assert "Voici des regroupements" not in text


def test_a_cohort_tells_nothing_to_show_from_nothing_sought() -> None:
    nothing = msgspec.structs.replace(THEMES, themes=(), withheld=2)

    sought, not_sought = (said(cohort_page(cohort_view(themes=t), "fr")) for t in (nothing, None))

    assert "Aucun thème assez partagé pour être montré." in sought
    assert "pas encore été regroupés" not in sought
    assert "pas encore été regroupés" in not_sought


def test_a_cohort_without_neighbours_draws_no_empty_place_for_them() -> None:
    alone = msgspec.structs.replace(cohort_view(themes=None, cohort=1), cohorts=(COHORTS[0],))

    assert "neighbours" not in render(cohort_page(alone, "fr"))


def test_a_reading_is_of_the_whole_activity_and_stands_on_its_page_only() -> None:
    assert str(READING.comments) not in said(cohort_page(cohort_view(), "fr"))


def test_a_quote_is_read_aloud_in_the_language_it_was_written_in() -> None:
    for page in (themes_page(themes_view(), "fr"), cohort_page(cohort_view(), "en")):
        spoken = [each for each in read(render(page)).all("p", "span") if "lang" in each.attributes]

        languages = {
            each.text[:20]: each.attributes["lang"]
            for each in spoken
            if each.text.startswith(("«", "“"))
        }
        assert sorted(languages.values()) == ["en", "fr", "fr", "fr"]
        assert [lang for text, lang in languages.items() if "A call" in text] == ["en"]


def test_a_theme_without_a_word_to_show_says_that_it_has_no_name() -> None:
    theme = replace(THEMES.themes[0], label=None, words=(), quotes=())
    view = themes_view(themes=msgspec.structs.replace(THEMES, themes=(theme,)))

    page = read(render(themes_page(view, "fr")))

    assert "Thème sans nom" in [heading.text for heading in page.all("h3")]
    assert "Mots typiques" not in page.text
    assert any("où moins de 5 personnes en parlent" in p.text for p in page.all("p"))
    assert "Thème sans nom" in page.all("table")[0].text
    assert "Unnamed theme" in said(themes_page(view, "en"))


@pytest.mark.parametrize("words_only", [True, False])
def test_themes_found_without_a_model_are_said_to_be(words_only: bool) -> None:
    view = themes_view(themes=msgspec.structs.replace(THEMES, words_only=words_only))

    sentence = catalogue("themes")["words_only"]
    for language in LANGUAGES:
        plain = " ".join(sentence[language].split())
        assert (plain in themes_said(language, view)) is words_only


def test_words_tell_a_label_apart_but_no_name_that_people_gave() -> None:
    found = replace(
        THEMES.themes[0],
        name=None,
        label=Text(fr="Projet", en="Project"),
        words=("projet", "budget", "étapes", "échéancier", "suivi"),
    )

    assert found.typical == ("budget", "étapes", "échéancier")
    assert replace(found, name=Text(fr="Planifier", en="Planning")).typical == ()
    assert replace(found, label=None).typical == ()
    assert told_apart("Projet", found.typical) == "Projet (budget, étapes, échéancier)"
    assert told_apart("Projet", ()) == "Projet"
