"""The bilan: what it says, that screen and paper say the same, and that it is well formed."""

import re
from datetime import date
from functools import cache
from itertools import pairwise

import msgspec
import pytest

from analysis.intervals import non_response_bounds, wilson
from dashboards.report.blocks import Report, runs_of
from dashboards.report.draw import draw
from dashboards.report.screen import style, to_html
from dashboards.report.snapshot import (
    SealedFigure,
    SealedShare,
    Snapshot,
    SnapshotUnreadable,
    decode,
    encode,
    seal_of,
)
from dashboards.wording import catalogue
from surveys.programme import Programme
from surveys.texts import LANGUAGES, Language, Text
from tests.dashboards.markup import Element, by_id, read
from tests.dashboards.report_examples import make_snapshot
from tests.dashboards.test_style import READ, contrast, custom_properties


def _drawn(snapshot: Snapshot) -> Report:
    return draw(snapshot, seal_of(encode(snapshot)))


@cache
def _page(language: Language) -> Element:
    return read(to_html(_drawn(make_snapshot(language))))


def _text(element: Element) -> str:
    return " ".join(element.text.split())


def _printed(page: Element, figure: str) -> dict[str, str]:
    """Return what is printed of one figure, by part; the first of each."""
    found: dict[str, str] = {}
    for element in page:
        if element.attributes.get("data-figure") == figure:
            found.setdefault(element.attributes["data-part"], element.text)
    return found


every_language = pytest.mark.parametrize("language", LANGUAGES)


@every_language
def test_a_snapshot_is_read_back_as_it_was_sealed(language: Language) -> None:
    snapshot = make_snapshot(language)

    assert decode(encode(snapshot)) == snapshot
    assert encode(decode(encode(snapshot))) == encode(snapshot)


def test_a_figure_is_printed_with_its_counts_its_interval_and_its_bounds() -> None:
    # By hand: 155 of 156 is 99.4 %; of 219 eligible, 63 are silent.
    low, high = wilson(155, 156)
    least, most = non_response_bounds(155, 156, 219)
    assert [round(100 * each) for each in (low, high, least, most)] == [96, 100, 71, 100]

    assert _printed(_page("en"), "course/recommend") == {
        "value": "99%",
        "numerator": "155",
        "denominator": "156",
        "eligible": "219",
        "interval": "96% to 100%",
        "bounds": "71% to 100%",
    }


def test_few_answers_are_told_as_counts_first() -> None:
    printed = [
        element.text
        for element in _page("fr")
        if element.attributes.get("data-figure") == "course/started"
    ]

    assert printed[0] == "13 sur 18"
    assert "72\u00a0%" in printed


def test_a_net_promoter_score_is_computed_from_the_ratings() -> None:
    # 46 + 59 promoters less 1 + 2 + 3 detractors, of 156: 99 / 156 = 63.5 points.
    printed = _printed(_page("en"), "course/nps")

    assert printed["value"] == "+63"
    assert printed["denominator"] == "156"


def test_a_fact_is_printed_with_its_unit_its_source_and_its_date() -> None:
    page = _page("en")

    assert _printed(page, "centre/fact:grants")["value"] == "3,900,000 $"
    assert _printed(page, "centre/grants")["value"] == "3,900,000 $"
    assert "Register of grants" in _text(page)
    assert "December 31, 2024" in _text(page)


def test_a_benchmark_tells_what_nobody_knows_of_it() -> None:
    page = _page("fr")
    said = _text(page)

    assert _printed(page, "webinar/attendance:benchmark1")["benchmark"] == "56\u00a0%"
    assert "Défini autrement" in said
    assert "Rapport sectoriel sur les webinaires" in said


@every_language
def test_no_number_stands_outside_a_named_figure_but_in_definitions(language: Language) -> None:
    """Every cell of a table of numbers, and every large number, knows which figure it prints."""
    page = _page(language)
    cells = [
        cell
        for table in page.all("table")
        if table.attributes.get("class") != "textual"
        for cell in table.all("td")
        if re.search(r"\d", cell.text) and not re.search(r"20\d\d", cell.text)
    ]
    large = [e for e in page if e.attributes.get("class") == "large"]

    assert len(cells) > 60
    assert len(large) > 10
    for element in (*cells, *large):
        assert any("data-figure" in inner.attributes for inner in element), element.text


@every_language
def test_a_page_has_one_title_and_its_headings_skip_no_level(language: Language) -> None:
    page = _page(language)
    levels = [int(heading.tag[1]) for heading in page.all("h1", "h2", "h3", "h4")]

    assert page.all("html")[0].attributes["lang"] == language
    assert len(page.all("h1")) == len(page.all("main")) == 1
    assert levels[0] == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    ids = by_id(page)
    for link in page.all("a"):
        assert link.attributes["href"].removeprefix("#") in ids


@every_language
def test_tables_have_captions_and_scopes_and_pictures_have_a_text(language: Language) -> None:
    page = _page(language)

    assert all(table.all("caption") for table in page.all("table"))
    assert all(header.attributes.get("scope") in {"col", "row"} for header in page.all("th"))
    assert all(svg.attributes.get("aria-hidden") == "true" for svg in page.all("svg"))
    for picture in (e for e in page if e.attributes.get("role") == "img"):
        assert picture.attributes["aria-label"]


@every_language
def test_the_file_needs_no_other_file_and_no_script(language: Language) -> None:
    page = _page(language)

    assert page.all("script", "img", "iframe") == []
    assert page.all("link") == []
    assert [e for e in page if "style" in e.attributes or "src" in e.attributes] == []
    assert "url(" not in style()
    assert "@import" not in style()


def test_what_a_participant_wrote_is_text_in_its_own_language() -> None:
    quotes = [p for quote in _page("fr").all("blockquote") for p in quote.all("p")]

    assert [quote.attributes["lang"] for quote in quotes] == ["fr", "en"]
    assert quotes[0].text == "Il nous faudrait quelqu’un <vraiment> à appeler."


def test_a_demonstration_says_so_and_a_real_programme_does_not() -> None:
    real = msgspec.structs.replace(
        make_snapshot(), programme=Programme(slug="centre", name=Text("Le centre", "The centre"))
    )

    assert "inventées" in _text(_page("fr"))
    assert "inventées" not in _text(read(to_html(_drawn(real))))


def test_a_programme_that_is_one_activity_over_again_is_not_told_twice() -> None:
    page = _page("fr")

    assert _printed(page, "course/completion")
    assert not _printed(page, "centre/completion")


def test_sections_without_content_are_left_out() -> None:
    empty = msgspec.structs.replace(
        make_snapshot(),
        figures=(),
        activities=(),
        benchmarks=(),
        facts=(),
        notes=(),
        themes=(),
        quotes=(),
    )

    assert [section.id for section in _drawn(empty).sections] == ["method"]


@every_language
def test_the_example_fills_every_section(language: Language) -> None:
    ids = [section.id for section in _drawn(make_snapshot(language)).sections]

    assert ids == [
        "programme",
        "activities",
        "key-figures",
        "people",
        "attendance",
        "opinions",
        "usefulness",
        "follow-up",
        "needs",
        "testimonials",
        "good-practice",
        "facts",
        "conclusion",
        "method",
    ]


@every_language
def test_no_number_is_missing_or_infinite(language: Language) -> None:
    assert not re.search(r"\b(nan|NaN|inf|Infinity|None|null)\b", _text(_page(language)))


@every_language
def test_screen_and_paper_print_the_same_runs(language: Language) -> None:
    report = _drawn(make_snapshot(language))
    on_screen = [e.text for e in read(to_html(report)) if "data-figure" in e.attributes]

    assert on_screen == [run.text for run in runs_of(report) if run.figure and run.text]


def _beyond(snapshot: Snapshot) -> Snapshot:
    wrong = SealedFigure(
        indicator="recommend", scope="centre", value=SealedShare(count=9, answers=8)
    )
    return msgspec.structs.replace(snapshot, figures=(wrong,))


def test_counts_that_contradict_each_other_are_refused_by_name() -> None:
    with pytest.raises(SnapshotUnreadable, match=r"centre/recommend: 9 of 8 is no share"):
        _drawn(_beyond(make_snapshot()))


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("{", ""),
        ('"threshold": 10', '"threshold": 1'),
        ('"format": 1', '"format": 2'),
        ('"language": "fr"', '"language": "de"'),
        ('"language"', '"langage"'),
    ],
)
def test_what_is_no_snapshot_is_refused_with_a_reason(right: str, wrong: str) -> None:
    spoilt = encode(make_snapshot()).decode().replace(right, wrong)

    with pytest.raises(SnapshotUnreadable, match="cannot be read: "):
        decode(spoilt.encode())


def test_bytes_that_are_no_text_are_no_snapshot() -> None:
    with pytest.raises(SnapshotUnreadable):
        decode(b"\xff" + encode(make_snapshot()))


def test_every_text_of_the_report_is_used_and_says_the_same_in_both_languages() -> None:
    placeholders = re.compile(r"\{(\w+)\}")
    for key, text in catalogue("report").items():
        assert text.fr, key
        assert text.en, key
        assert set(placeholders.findall(text.fr)) == set(placeholders.findall(text.en)), key
        assert not re.search(r"(?<!\u00a0)[:;?!%»]", text.fr), key
        assert not re.search(r"«(?!\u00a0)", text.fr), key
        assert "'" not in text.fr, key


def test_colours_of_the_report_can_be_read() -> None:
    colours = custom_properties(style())

    for text in ("ink", "muted", "accent"):
        for ground in ("#ffffff", colours["soft"]):
            assert contrast(colours[text], ground) >= READ
    for role in ("favourable-1", "favourable-2", "unfavourable-1", "unfavourable-2", "neutral"):
        assert contrast(colours[f"on-{role}"], colours[role]) >= READ


def test_a_programme_of_one_month_is_not_told_from_that_month_to_itself() -> None:
    snapshot = make_snapshot("fr")
    day = date(2026, 11, 24)
    short = msgspec.structs.replace(
        snapshot,
        activities=tuple(
            msgspec.structs.replace(each, starts_on=day, ends_on=day)
            for each in snapshot.activities
        ),
    )

    assert _drawn(short).period == "novembre 2026"
