"""In which form a column writes its dates."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.formats.dates import DatesAmbiguous, decide, format_fault
from service.formats.words import Misread


@pytest.mark.parametrize(
    ("texts", "name", "first"),
    [
        (["2018-11-08 13:25:56.518467+00:00"], "ISO 8601", date(2018, 11, 8)),
        (["2018/11/08 13:25"], "ISO 8601", date(2018, 11, 8)),
        (["9/8/18 15:29", "6/26/18 19:42"], "month/day/year", date(2018, 9, 8)),
        (["11/17/2020 18:23:58"], "month/day/year", date(2020, 11, 17)),
        (["12/5/2020 1:15 PM", "5/13/2020 9:00 AM"], "month/day/year", date(2020, 12, 5)),
        (["08.11.2018", "31.12.2018"], "day/month/year", date(2018, 11, 8)),
        (["2/1/2020", "31/1/2020 8:05"], "day/month/year", date(2020, 1, 2)),
    ],
)
def test_the_form_is_the_one_that_reads_every_row(texts: list[str], name: str, first: date) -> None:
    form = decide(texts)

    assert (form.name, form.day(texts[0])) == (name, first)


def test_dates_that_read_two_ways_are_not_guessed() -> None:
    with pytest.raises(DatesAmbiguous, match="day/month/year and as month/day/year"):
        decide(["1/2/2020", "3/4/2020"])


def test_dates_that_read_the_same_both_ways_need_no_choice() -> None:
    assert decide(["1/1/2020", "2/2/2020"]).day("2/2/2020") == date(2020, 2, 2)


def test_the_mapping_decides_where_it_names_a_format() -> None:
    form = decide(["1/2/2020"], ("%m/%d/%Y",))

    assert form.day("1/2/2020") == date(2020, 1, 2)


def test_of_several_formats_each_column_gets_its_own() -> None:
    formats = ("%m/%d/%y %H:%M", "iso")

    assert decide(["2018-09-08"], formats).day("2018-09-08") == date(2018, 9, 8)
    assert decide(["9/8/18 15:29"], formats).day("9/8/18 15:29") == date(2018, 9, 8)


def test_one_stray_text_does_not_change_the_form_of_the_others() -> None:
    form = decide(["31/12/2020", "n/a", "1/2/2020"])

    assert form.day("1/2/2020") == date(2020, 2, 1)
    with pytest.raises(Misread, match="“n/a” is not a date written as day/month/year"):
        form.day("n/a")


def test_an_offset_moves_the_day_to_utc() -> None:
    # Half past eleven in Montréal on the eighth is half past four on the ninth.
    assert decide(["2018-11-08T23:30:00-05:00"]).day("2018-11-08T23:30:00-05:00") == date(
        2018, 11, 9
    )


@pytest.mark.parametrize("pattern", ["%d/%m", "%H:%M", "jj/mm/aaaa", "%Q", ""])
def test_a_format_that_tells_no_day_is_named(pattern: str) -> None:
    assert format_fault(pattern) is not None


@pytest.mark.parametrize("pattern", ["iso", "%d/%m/%Y", "%m/%d/%y %I:%M %p", "%B %d, %Y"])
def test_a_format_that_tells_the_day_has_no_fault(pattern: str) -> None:
    assert format_fault(pattern) is None


@settings(deadline=None)
@given(
    st.lists(st.dates(date(2000, 1, 1), date(2060, 12, 31)), min_size=1, max_size=30),
    st.sampled_from(["%d/%m/%Y", "%m/%d/%Y", "%Y-%m-%d", "%m/%d/%y"]),
)
def test_a_column_is_read_as_written_or_not_at_all(days: list[date], pattern: str) -> None:
    texts = [day.strftime(pattern) for day in days]
    try:
        form = decide(texts)
    except DatesAmbiguous:
        assert all(day.day <= 12 for day in days)
    else:
        assert [form.day(text) for text in texts] == days
