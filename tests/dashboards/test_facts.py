"""What the pages of facts, benchmarks and notes say, and how their forms are told."""

import pytest

from dashboards.pages.entry_form import entry_form_page
from dashboards.pages.facts import facts_page
from dashboards.render import render
from surveys.texts import LANGUAGES, Language
from tests.dashboards.entered_examples import FACTS, entry_form_view
from tests.dashboards.markup import Element, by_id, read


def listed(language: Language) -> Element:
    return read(render(facts_page(FACTS, language)))


def said(page: Element) -> str:
    return " ".join(page.text.split())


def test_a_fact_shows_its_number_unit_day_and_source() -> None:
    french, english = said(listed("fr")), said(listed("en"))

    assert "Subventions versées 3 900 000 dollars canadiens" in french
    assert "Programme entier · 1er décembre 2023 Source : États financiers <2023>" in french
    assert "Grants paid out 3,900,000 Canadian dollars" in english
    assert "Projects per organization 1.25" in english


def test_a_benchmark_says_what_it_takes_to_compare_and_what_nobody_knows() -> None:
    english = said(listed("en"))

    assert "Beside “completion” 56.2%" in english
    assert "Grade C: another definition, whose differences are known" in english
    assert "Whose rate: Canadian organizations Year: 2021 Counted from: 1,240" in english
    assert "Beside “attendance” 56%" in english
    assert "Whose rate: the source does not say Year: the source does not say" in english
    assert "Definition: the source does not give it" in english


def test_each_entry_leads_to_its_correction_by_name() -> None:
    links = {
        link.attributes.get("aria-label"): link.attributes["href"] for link in listed("en").all("a")
    }

    assert (
        links["Correct: Grants paid out"] == f"/programmes/{FACTS.programme.slug}/facts/fact/grants"
    )
    assert links["Correct: Introduction"].endswith("/facts/note/introduction")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_field_has_a_label_and_its_reason_beside_it(language: Language) -> None:
    page = read(render(entry_form_page(entry_form_view("note", refused=("text",)), language)))
    labels = {label.attributes["for"] for label in page.all("label")}
    fields = page.all("input", "select", "textarea")
    faulty = [field for field in fields if field.attributes.get("aria-invalid")]

    assert {field.attributes["id"] for field in fields} == labels
    assert [field.attributes["name"] for field in faulty] == ["text_fr", "text_en"]
    for field in faulty:
        reason = field.attributes["aria-describedby"]
        assert by_id(page)[reason].text == (
            "Ceci manque." if language == "fr" else "This is missing."
        )
    (summary,) = [e for e in page if e.attributes.get("role") == "alert"]
    assert summary.all("a")[0].attributes["href"] == "#text_fr"


def test_what_is_new_cannot_be_removed_and_what_is_there_can() -> None:
    new = read(render(entry_form_page(entry_form_view("fact"), "en")))
    there = read(render(entry_form_page(entry_form_view("fact", FACTS.facts[1]), "en")))
    address = f"/programmes/{FACTS.programme.slug}/facts/fact"

    def forms(page: Element) -> list[str]:
        return [form.attributes["action"] for form in page.all("form")][1:]

    assert forms(new) == [address]
    assert forms(there) == [f"{address}/planning.ratio", f"{address}/planning.ratio/remove"]


def test_a_form_is_filled_in_with_what_is_there() -> None:
    page = read(render(entry_form_page(entry_form_view("benchmark", FACTS.benchmarks[0]), "fr")))
    values = {field.attributes["name"]: field.attributes["value"] for field in page.all("input")}
    chosen = [o.attributes["value"] for o in page.all("option") if "selected" in o.attributes]

    assert (values["value"], values["year"], values["answers"]) == ("56.2", "2021", "1240")
    assert chosen == ["planning", "C"]


def test_an_entry_that_is_gone_keeps_its_words_and_says_so() -> None:
    view = entry_form_view("fact", FACTS.facts[0])
    gone = type(view)(
        programme=view.programme, activities=(), kind="fact", fields=view.fields, gone=True
    )
    page = render(entry_form_page(gone, "fr"))

    assert "quelqu’un a retiré ou renommé ceci" in page
    assert 'value="Subventions versées"' in page
