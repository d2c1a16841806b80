"""What an address may select, and in which words it is refused."""

from datetime import date

import msgspec
import pytest

from surveys.questions import Option
from surveys.slices import (
    DIMENSIONS,
    EVERYTHING,
    Dimension,
    Selection,
    SelectionRefused,
    Slice,
    options_of,
    read_selection,
)
from surveys.texts import Text
from tests.factories import make_questionnaire

OPTIONS = {dimension: options_of([make_questionnaire()], dimension) for dimension in DIMENSIONS}


def codes(dimension: Dimension) -> list[str]:
    return [option.code for option in OPTIONS[dimension]]


def test_options_are_those_of_the_questionnaire() -> None:
    assert codes("role") == ["coordination", "volunteer", "other"]
    assert codes("region") == []
    assert codes("language") == ["fr", "en"]


def test_the_newest_words_are_said_and_older_options_are_still_there() -> None:
    old = make_questionnaire()
    section = old.sections[-1]
    role = old.by_code["role"]
    reworded = msgspec.structs.replace(
        role, options=(Option(code="coordination", text=Text(fr="Pilotage", en="Steering")),)
    )
    new = msgspec.structs.replace(
        old, sections=(msgspec.structs.replace(section, questions=(reworded,)),)
    )

    options = options_of([new, old], "role")

    assert [option.code for option in options] == ["coordination", "volunteer", "other"]
    assert options[0].text.en == "Steering"


@pytest.mark.parametrize(
    ("asked", "selected"),
    [
        ({}, EVERYTHING),
        ({"only": "", "from": "", "to": "", "role": ""}, EVERYTHING),
        ({"role": "volunteer"}, Selection(slice=Slice(dimension="role", value="volunteer"))),
        ({"only": "role:volunteer"}, Selection(slice=Slice(dimension="role", value="volunteer"))),
        (
            {"only": "language:fr", "language": "fr"},
            Selection(slice=Slice(dimension="language", value="fr")),
        ),
        ({"from": "2026-01-31"}, Selection(first=date(2026, 1, 31))),
        (
            {"from": "2026-01-31", "to": "2026-01-31"},
            Selection(first=date(2026, 1, 31), last=date(2026, 1, 31)),
        ),
    ],
)
def test_what_is_asked_is_selected(asked: dict[str, str], selected: Selection) -> None:
    assert read_selection(asked, OPTIONS) == selected


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"role": "volunteer", "language": "fr"}, "one filter at a time"),
        ({"only": "role:volunteer", "language": "fr"}, "one filter at a time"),
        ({"only": "role:volunteer", "role": "other"}, "one filter at a time"),
        ({"role": "astronaut"}, "no filter “role = astronaut”"),
        ({"region": "laval"}, "no filter “region = laval”"),
        ({"only": "satisfaction:satisfied"}, "no filter “satisfaction = satisfied”"),
        ({"only": "role"}, "no filter “role = ”"),
        ({"from": "31 January"}, "“31 January” is not a date"),
        ({"to": "2026-02-30"}, "“2026-02-30” is not a date"),
        ({"from": "2026-02-01", "to": "2026-01-31"}, "before it begins"),
    ],
)
def test_what_cannot_be_selected_is_refused_in_words(asked: dict[str, str], said: str) -> None:
    with pytest.raises(SelectionRefused, match=said) as refused:
        read_selection(asked, OPTIONS)

    assert refused.value.reason.fr


@pytest.mark.parametrize(
    ("first", "last", "inside"),
    [
        (None, None, True),
        (date(2026, 3, 1), None, True),
        (date(2026, 3, 2), None, False),
        (None, date(2026, 3, 1), True),
        (None, date(2026, 2, 28), False),
        (date(2026, 2, 1), date(2026, 4, 1), True),
    ],
)
def test_a_period_holds_the_cohorts_that_begin_in_it(
    first: date | None, last: date | None, *, inside: bool
) -> None:
    assert Selection(first=first, last=last).holds(date(2026, 3, 1)) == inside
