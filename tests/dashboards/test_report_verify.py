"""One altered digit is found, wherever it stands: 100 of 100."""

import random
import re
from functools import cache

import msgspec
import pytest

from dashboards.report.blocks import runs_of
from dashboards.report.draw import draw
from dashboards.report.screen import to_html
from dashboards.report.snapshot import SnapshotUnreadable, decode, encode, seal_of
from dashboards.report.verify import html_differences, pdf_differences
from tests.dashboards.report_examples import make_snapshot

SEED = 20_261_123


@cache
def _sealed() -> bytes:
    return encode(make_snapshot())


@cache
def _html() -> str:
    return to_html(draw(make_snapshot(), seal_of(_sealed())))


def _other_digit(digit: str, chance: random.Random) -> str:
    return chance.choice([other for other in "0123456789" if other != digit])


def _altered(text: str, at: int, chance: random.Random) -> str:
    return text[:at] + _other_digit(text[at], chance) + text[at + 1 :]


def test_an_untouched_report_shows_no_difference() -> None:
    assert html_differences(_html(), _html()) == []


def test_a_digit_altered_in_any_of_100_figures_is_found_and_the_figure_named() -> None:
    chance = random.Random(SEED)  # noqa: S311 -- places, no secrets
    figures = [
        match
        for match in re.finditer(r'data-figure="([^"]+)" data-part="\w+">([^<]*)<', _html())
        if re.search(r"\d", match[2])
    ]
    for match in chance.sample(figures, 100):
        digits = [at for at in range(match.start(2), match.end(2)) if _html()[at].isdigit()]
        altered = _altered(_html(), chance.choice(digits), chance)

        (said,) = html_differences(altered, _html())
        assert match[1] in said


def test_a_digit_altered_anywhere_in_the_html_is_found_100_times_of_100() -> None:
    chance = random.Random(SEED)  # noqa: S311 -- places, no secrets
    digits = [at for at, letter in enumerate(_html()) if letter.isdigit()]

    assert all(
        html_differences(_altered(_html(), at, chance), _html())
        for at in chance.sample(digits, 100)
    )


def test_a_digit_altered_in_the_snapshot_is_found_100_times_of_100() -> None:
    chance = random.Random(SEED)  # noqa: S311 -- places, no secrets
    text = _sealed().decode()
    digits = [at for at, letter in enumerate(text) if letter.isdigit()]
    for at in chance.sample(digits, 100):
        altered = _altered(text, at, chance).encode()
        try:
            again = to_html(draw(decode(altered), seal_of(altered)))
        except SnapshotUnreadable:
            continue

        assert "prints the seal" in html_differences(_html(), again)[0]


def test_a_count_altered_in_the_snapshot_is_named_by_its_figure() -> None:
    altered = _sealed().replace(b'"count": 155', b'"count": 151')
    again = to_html(draw(decode(altered), seal_of(altered)))

    seal, *figures = html_differences(_html(), again)
    assert "prints the seal" in seal
    assert "HTML: course/recommend (numerator) prints “155”; the snapshot gives “151”." in figures


def test_of_a_report_that_another_version_drew_the_figures_are_compared() -> None:
    elsewhere = _html().replace("<h2", '<h2 class="other"')
    altered = elsewhere.replace(">155<", ">151<", 1)
    without = re.sub(r'<p class="large">.*?</p>', "", elsewhere, count=1)

    assert html_differences(elsewhere, _html())
    assert html_differences(elsewhere, _html(), figures_only=True) == []
    assert "course/recommend" in html_differences(altered, _html(), figures_only=True)[0]
    assert html_differences(without, _html(), figures_only=True)


def test_a_figure_left_out_and_a_figure_added_are_found() -> None:
    without = re.sub(r'<p class="large">.*?</p>', "", _html(), count=1)

    assert html_differences(without, _html())
    assert html_differences(_html(), without)


def test_a_changed_bar_is_found_though_no_number_changed() -> None:
    altered = _html().replace('width="100%" y="20%"', 'width="90%" y="20%"', 1)

    (said,) = html_differences(altered, _html())
    assert said.startswith("HTML: “")


def test_many_differences_are_counted_after_the_first_few() -> None:
    other = make_snapshot("en")
    html = to_html(draw(other, seal_of(encode(other))))

    assert html_differences(html, _html())[-1].endswith("more differences.")


def _words() -> list[str]:
    """The text of the report in order, run by run, as a PDF gives it."""
    return [run.text for run in runs_of(draw(make_snapshot(), seal_of(_sealed())))]


def test_the_text_of_a_pdf_is_compared_without_its_spaces() -> None:
    report = draw(make_snapshot(), seal_of(_sealed()))

    assert pdf_differences("\n".join(_words()), "".join(_words()), report) == []


@pytest.mark.parametrize("figure", ["centre/organisations", "course/recommend", "course/theme:2"])
def test_a_digit_altered_in_the_text_of_a_pdf_is_named(figure: str) -> None:
    report = draw(make_snapshot(), seal_of(_sealed()))
    at = next(i for i, run in enumerate(runs_of(report)) if run.figure == figure)
    place = len("".join(_words()[:at]))
    chance = random.Random(SEED)  # noqa: S311 -- places, no secrets
    altered = _altered("".join(_words()), place, chance)

    (said,) = pdf_differences(altered, "".join(_words()), report)
    assert said.startswith(f"PDF: {figure} (")


def test_the_same_numbers_on_another_day_have_another_seal() -> None:
    later = msgspec.structs.replace(
        make_snapshot(), made_on=make_snapshot().made_on.replace(day=24)
    )

    assert seal_of(encode(later)) != seal_of(_sealed())
    assert seal_of(encode(make_snapshot())) == seal_of(_sealed())
