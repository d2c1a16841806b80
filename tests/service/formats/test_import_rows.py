"""From rows to submissions: what is read, what is reported, and under which id it is stored."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from service.formats.collected import Collected, collect
from service.formats.files import read_table
from service.formats.import_plan import plan_import
from service.formats.import_rows import RowReader
from service.formats.mapping import MappingUnusable
from service.formats.tables import Layout, Table
from surveys.submissions import AcceptedSubmission
from tests.service.formats.made_files import MAPPING, mapping, questionnaire, table, xlsx_bytes

AT = datetime(2026, 3, 2, tzinfo=UTC)
HEADER = ["Group", "Date", "Useful?"]


def import_tables(text: str, *tables: Table, at: datetime = AT) -> Collected:
    plan = plan_import("m.toml", mapping(text), questionnaire(), tables)
    outcomes = [
        reader.read(row)
        for file in plan.files
        for reader in [RowReader(plan, file, at=at)]
        for row in file.table.rows
    ]
    return collect("m.toml", plan, outcomes, at=at)


def import_rows(*rows: list[str], header: list[str] = HEADER, text: str = MAPPING) -> Collected:
    return import_tables(text, table(header, *rows))


def one_answer(entry: str, cells: dict[str, str]) -> Any:
    """Return what is stored for one row that holds `cells`, read by one entry."""
    text = MAPPING + f"\n[[answers]]\n{entry}\n"
    found = import_rows(
        ["A", "1/2/2020", *cells.values()], header=["Group", "Date", *cells], text=text
    )
    assert not found.unreadable, found.unreadable
    (submission,) = found.bundle.submissions
    return submission.answers | submission.comments


def fault(entry: str, cells: dict[str, str]) -> str:
    text = MAPPING + f"\n[[answers]]\n{entry}\n"
    found = import_rows(
        ["A", "1/2/2020", *cells.values()], header=["Group", "Date", *cells], text=text
    )
    ((each,),) = [row.faults for row in found.unreadable]
    return f"{each.column}: {each.reason}"


def ids(found: Collected) -> set[Any]:
    return {submission.submission_id for submission in found.bundle.submissions}


# What is read


@pytest.mark.parametrize(
    ("entry", "cells", "stored"),
    [
        ('kind="column"\nquestion="tools"\ncolumn="Q"', {"Q": "Éditeur"}, {"tools": ["editor"]}),
        (
            'kind="column"\nquestion="tools"\nseparator=","\ncolumn="Q"',
            {"Q": "editor, Git"},
            {"tools": ["git", "editor"]},
        ),
        (
            'kind="column"\nquestion="tools"\nseparator=","\nunlisted="editor"\ncolumn="Q"',
            {"Q": "Git, vi"},
            {"tools": ["git", "editor"]},
        ),
        (
            'kind="column"\nquestion="parts"\nrow="evening"\ncolumn="Q"',
            {"Q": "Not applicable"},
            {"parts.evening": "not_applicable"},
        ),
        (
            (
                'kind="column_per_row"\nquestion="parts"\nrows={morning="M", evening="E"}\n'
                'values={"6"="not_applicable", Y="yes", "?"=""}'
            ),
            {"M": "6.0", "E": "?"},
            {"parts.morning": "not_applicable"},
        ),
        (
            'kind="column_per_option"\nquestion="tools"\noptions={git="G", editor="E"}',
            {"G": "1", "E": ""},
            {"tools": ["git"]},
        ),
        (
            'kind="column_per_option"\nquestion="tools"\noptions={git="My Git", editor="E"}',
            {"My Git": "my git", "E": "0"},
            {"tools": ["git"]},
        ),
        (
            (
                'kind="column_per_option"\nquestion="tools"\noptions={git="G", editor="E"}\n'
                'nothing_ticked="none"'
            ),
            {"G": "0", "E": "0.0"},
            {"tools": ["none"]},
        ),
        (
            'kind="column_per_point"\nquestion="parts"\nseparator=";"\npoints={yes="Y", no="N"}',
            {"Y": "Matin", "N": "Evening; "},
            {"parts.morning": "yes", "parts.evening": "no"},
        ),
        (
            (
                'kind="column_per_point"\nquestion="parts"\npoints={yes="Y", no="N"}\n'
                'separator=";"\ntogether=[["no", "yes"]]'
            ),
            {"Y": "Morning", "N": "Morning"},
            {"parts.morning": "no"},
        ),
        ('kind="column"\nquestion="hours"\ncolumn="Q"', {"Q": "12,0"}, {"hours": 12}),
        ('kind="column"\nquestion="hours"\ncolumn="Q"', {"Q": "1\u00a00"}, {"hours": 10}),
        (
            'kind="column"\nquestion="hours"\ncolumn="Q"\nvalues={"A day"="8"}',
            {"Q": "a day"},
            {"hours": 8},
        ),
        (
            'kind="column"\nquestion="started"\ncolumn="Q"',
            {"Q": "31/12/2019"},
            {"started": "2019-12-31"},
        ),
    ],
)
def test_a_cell_becomes_the_answer_its_entry_says(
    entry: str, cells: dict[str, str], stored: dict[str, object]
) -> None:
    assert one_answer(entry, cells) == stored


def test_a_word_that_says_nothing_is_no_comment() -> None:
    text = MAPPING.replace('column = "Why?"', 'column = "Why?"\nvalues = { "n/a" = "", "." = "" }')

    found = import_rows(
        ["A", "1/2/2020", "Yes", "N/A"],
        ["A", "1/2/2020", "Yes", "N/A, mostly"],
        header=[*HEADER, "Why?"],
        text=text,
    )

    assert [each.comments for each in found.bundle.submissions] == [{}, {"why": "N/A, mostly"}]


# What is reported


@pytest.mark.parametrize(
    ("entry", "cells", "reason"),
    [
        (
            'kind="column"\nquestion="parts"\nrow="evening"\ncolumn="Q"',
            {"Q": "0"},
            "Q: “0” is not one of the words of the mapping",
        ),
        (
            'kind="column_per_option"\nquestion="tools"\noptions={git="G", editor="E"}',
            {"G": "2", "E": "1"},
            "G: “2” says neither that it was ticked nor that it was not",
        ),
        (
            'kind="column_per_point"\nquestion="parts"\nseparator=";"\npoints={yes="Y", no="N"}',
            {"Y": "Morning", "N": "Morning"},
            "Y”, “N: “morning” stands in columns that contradict each other",
        ),
        (
            'kind="column"\nquestion="hours"\ncolumn="Q"',
            {"Q": "1,234"},
            "Q: “1,234” may mean 1234 or 1.234",
        ),
        ('kind="column"\nquestion="hours"\ncolumn="Q"', {"Q": "ten"}, "Q: “ten” is not a number"),
        (
            'kind="column"\nquestion="hours"\ncolumn="Q"',
            {"Q": "101"},
            "Q: A number from 0 to 100 is expected.",
        ),
        (
            'kind="column"\nquestion="tools"\nseparator=","\ncolumn="Q"',
            {"Q": "Git,None"},
            "Q: One of the ticked answers excludes the others: keep one or the others.",
        ),
    ],
)
def test_what_cannot_be_read_is_reported_with_its_column(
    entry: str, cells: dict[str, str], reason: str
) -> None:
    assert fault(entry, cells) == reason


def test_every_fault_of_every_row_is_reported_at_once() -> None:
    found = import_rows(
        ["A", "1/2/2020", "Yes", "11"],
        ["", "30/2/2020", "Perhaps", "9"],
        ["A", "", "Yes", "9"],
        ["A", "4/3/2026", "Yes", "9"],
        ["A", "1/2/2020", "Yes", "10"],
        header=[*HEADER, "Recommend?"],
    )

    assert sorted(found.unreadable) == [
        (
            "answers.csv",
            2,
            (("Recommend?", "A whole number from 0 to 10 is expected."),),
        ),
        (
            "answers.csv",
            3,
            (
                ("Useful?", "“Perhaps” is not one of the words of the mapping"),
                ("Group", "it does not say which cohort the row belongs to"),
                ("Date", "“30/2/2020” is not a date written as %d/%m/%Y"),
            ),
        ),
        ("answers.csv", 4, (("Date", "there is no date"),)),
        ("answers.csv", 5, (("Date", "2026-03-04 is in the future"),)),
    ]
    assert len(found.bundle.submissions) == 1


def test_a_ragged_row_is_unreadable_as_a_whole() -> None:
    found = import_rows(["A", "1/2/2020"], ["A", "1/2/2020", "Yes"])

    ((file, line, ((column, reason),)),) = found.unreadable
    assert (file, line, column) == ("answers.csv", 2, None)
    assert reason == "it has 2 cells where the header has 3"


def test_a_row_that_answers_nothing_is_told_apart_from_an_unreadable_one() -> None:
    found = import_rows(["A", "1/2/2020", ""], ["A", "1/2/2020", "Yes"])

    assert (found.blank, found.unreadable) == ((("answers.csv", 2),), ())
    assert len(found.bundle.submissions) == 1


def test_faults_in_columns_that_are_left_out_do_not_matter() -> None:
    rows = [[*HEADER, "Browser"], ["A", "1/2/2020", "Yes", "=NOW()"]]  # saved without a value
    workbook = read_table("answers.xlsx", xlsx_bytes(rows), Layout())
    assert workbook.rows[0].faults

    assert len(import_tables(MAPPING, workbook).bundle.submissions) == 1


def test_what_the_mapping_decided_is_counted() -> None:
    points = (
        '\n[[answers]]\nkind="column_per_point"\nquestion="parts"\nseparator=";"\n'
        'points={yes="Y", no="N"}\ncontradiction="no_answer"\n'
    )

    found = import_rows(
        ["A", "1/2/2020", "Yes", "Morning; Evening", "Morning"],
        header=[*HEADER, "Y", "N"],
        text=MAPPING + points,
    )

    assert dict(found.settled) == {"parts: yes + no was read as no answer": 1}
    (submission,) = found.bundle.submissions
    assert submission.answers == {"useful": "yes", "parts.evening": "yes"}


# Cohorts and surveys


def test_each_word_makes_a_cohort_dated_by_its_rows() -> None:
    found = import_rows(
        ["Été 2020", "3/2/2020", "Yes"],
        ["Hiver", "1/1/2019", "No"],
        ["été  2020", "1/2/2020", "No"],
    ).bundle

    assert [(each.slug, each.starts_on, each.ends_on) for each in found.cohorts] == [
        ("course-hiver", date(2019, 1, 1), date(2019, 1, 1)),
        ("course-ete-2020", date(2020, 2, 1), date(2020, 2, 3)),
    ]
    assert [each.slug for each in found.surveys] == [
        "course-hiver-course",
        "course-ete-2020-course",
    ]
    assert [each.survey for each in found.submissions] == [
        "course-ete-2020-course",
        "course-hiver-course",
        "course-ete-2020-course",
    ]


def test_an_imported_survey_is_closed_after_its_last_answer() -> None:
    (survey,) = import_rows(["A", "3/2/2020", "Yes"], ["A", "1/2/2020", "No"]).bundle.surveys

    assert survey.opens_at == datetime(2020, 2, 1, tzinfo=UTC)
    assert survey.closes_at == datetime(2020, 2, 4, tzinfo=UTC)


@pytest.mark.parametrize(
    ("period", "slug", "name", "starts_on", "ends_on"),
    [
        ("year", "course-2020", "2020", date(2020, 1, 1), date(2020, 12, 31)),
        ("quarter", "course-2020-q1", "T1 2020", date(2020, 1, 1), date(2020, 3, 31)),
        ("month", "course-2020-02", "février 2020", date(2020, 2, 1), date(2020, 2, 29)),
        ("day", "course-2020-02-29", "29 février 2020", date(2020, 2, 29), date(2020, 2, 29)),
    ],
)
def test_a_period_makes_cohorts(
    period: str, slug: str, name: str, starts_on: date, ends_on: date
) -> None:
    text = MAPPING.replace('{ column = "Group" }', f'{{ column = "Date", period = "{period}" }}')

    (cohort,) = import_rows(
        ["29/2/2020", "Yes"], header=["Date", "Useful?"], text=text
    ).bundle.cohorts

    assert (cohort.slug, cohort.name.fr) == (slug, name)
    assert (cohort.starts_on, cohort.ends_on) == (starts_on, ends_on)


def test_listed_words_share_a_cohort_and_others_may_be_refused() -> None:
    listed = """{ column = "Group", only_listed = true, listed = [
      { slug = "autumn", words = ["Automne", "Fall"], name = { fr = "Automne", en = "Fall" },
        starts_on = 2019-09-01, ends_on = 2019-12-20, eligible = 30 },
    ] }""".replace("\n", " ")
    text = MAPPING.replace('{ column = "Group" }', listed)

    found = import_rows(
        ["fall", "1/2/2020", "Yes"],
        ["AUTOMNE", "1/2/2020", "No"],
        ["Spring", "1/2/2020", "No"],
        text=text,
    )

    (cohort,) = found.bundle.cohorts
    assert (cohort.slug, cohort.eligible, cohort.ends_on) == ("autumn", 30, date(2019, 12, 20))
    assert len(found.bundle.submissions) == 2
    assert found.unreadable[0].faults == (("Group", "“Spring” is not one of the listed cohorts"),)


def test_without_a_column_of_dates_an_answer_gets_the_last_day_of_its_cohort() -> None:
    text = MAPPING.replace('received = { column = "Date", formats = ["%d/%m/%Y"] }', "").replace(
        '{ column = "Group" }',
        '{ listed = [{ slug = "all", name = { fr = "Tout", en = "All" }, '
        "starts_on = 2020-01-01, ends_on = 2020-06-30 }] }",
    )

    (submission,) = import_rows(["Yes"], header=["Useful?"], text=text).bundle.submissions

    assert submission.received_on == date(2020, 6, 30)


def test_a_cohort_that_nothing_dates_is_a_problem_of_the_mapping() -> None:
    text = MAPPING.replace('received = { column = "Date", formats = ["%d/%m/%Y"] }', "")

    with pytest.raises(MappingUnusable) as unusable:
        import_rows(["A", "Yes"], header=["Group", "Useful?"], text=text)

    assert "nothing says when it was" in unusable.value.problems[0].reason


def test_two_words_never_share_a_cohort_by_accident() -> None:
    with pytest.raises(MappingUnusable) as unusable:
        import_rows(["C", "1/2/2020", "Yes"], ["C++", "1/2/2020", "Yes"])

    assert "both would have the address course-c" in unusable.value.problems[0].reason


def test_each_file_may_be_a_cohort() -> None:
    text = MAPPING.replace('{ column = "Group" }', "{ file_name = true }")
    rows = [["Date", "Useful?"], ["1/2/2020", "Yes"]]

    found = import_tables(text, table(*rows, name="Lund May.csv"), table(*rows, name="Oslo.csv"))

    assert [each.name.en for each in found.bundle.cohorts] == ["Lund May", "Oslo"]
    assert (len(ids(found)), found.repeated) == (2, 0)


def test_an_address_that_cannot_be_cut_is_a_problem_of_the_mapping() -> None:
    long = MAPPING.replace('activity = { slug = "course"', f'activity = {{ slug = "{"c" * 60}"')

    with pytest.raises(MappingUnusable) as unusable:
        import_rows(
            ["1/2/2020", "Yes"],
            header=["Date", "Useful?"],
            text=long.replace('{ column = "Group" }', '{ column = "Date", period = "year" }'),
        )

    assert "has more than 64 characters" in unusable.value.problems[0].reason


def test_an_address_is_cut_to_what_fits() -> None:
    (survey,) = import_rows(["Long " * 40, "1/2/2020", "Yes"]).bundle.surveys

    assert len(survey.slug) <= 64
    assert survey.slug.startswith("course-long-long")


# Ids


_rows = st.lists(
    st.tuples(
        st.sampled_from(["A", "B"]),
        st.dates(date(2020, 1, 1), date(2020, 1, 3)).map(lambda day: f"{day:%d/%m/%Y}"),
        st.sampled_from(["Yes", "No"]),
    ).map(list),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(_rows, _rows)
def test_a_longer_export_adds_only_what_is_new(
    first: list[list[str]], more: list[list[str]]
) -> None:
    before, after = import_rows(*first), import_rows(*first, *more)

    assert len(ids(before)) == len(first)
    assert ids(before) <= ids(after)
    assert len(ids(after)) == len(first) + len(more)


@settings(max_examples=40, deadline=None)
@given(_rows)
def test_the_order_of_rows_and_columns_changes_no_id(rows: list[list[str]]) -> None:
    turned = [row[::-1] for row in reversed(rows)]

    assert ids(import_rows(*rows)) == ids(import_rows(*turned, header=HEADER[::-1]))


def test_two_people_who_answered_alike_stay_two() -> None:
    assert len(ids(import_rows(["A", "1/2/2020", "Yes"], ["A", "1/2/2020", "Yes"]))) == 2


def test_a_row_that_two_files_hold_is_one_submission() -> None:
    rows = [HEADER, ["A", "1/2/2020", "Yes"], ["A", "1/2/2020", "No"]]

    found = import_tables(MAPPING, table(*rows), table(*rows[:2], name="other.csv"))

    assert (len(found.bundle.submissions), found.repeated) == (2, 1)


def test_a_workbook_of_the_same_answers_gives_the_same_submissions() -> None:
    header = [*HEADER, "Recommend?", "Why?"]
    lines = import_rows(["A", "1/2/2020", "Yes", "9", "It’s\r\ngood "], header=header)
    sheet = xlsx_bytes([header, ["A", datetime(2020, 2, 1, 10, 30), "Yes", 9.0, "It's\ngood"]])

    found = import_tables(MAPPING, read_table("answers.xlsx", sheet, Layout()))

    assert ids(found) == ids(lines)


def test_a_personal_column_has_no_part_in_the_id_nor_in_what_is_stored() -> None:
    header = [*HEADER, "E-mail", "Browser"]
    one = import_rows(["A", "1/2/2020", "Yes", "ann@example.org", "x"], header=header)
    other = import_rows(["A", "1/2/2020", "Yes", "bob@example.org", "y"], header=header)

    assert one.bundle == other.bundle
    assert "example.org" not in repr(one)


def test_the_same_answers_in_another_activity_are_other_submissions() -> None:
    other = MAPPING.replace('activity = { slug = "course"', 'activity = { slug = "second"')

    one = import_rows(["A", "1/2/2020", "Yes"])

    assert not ids(one) & ids(import_rows(["A", "1/2/2020", "Yes"], text=other))


def test_answers_are_stored_whole() -> None:
    (submission,) = import_rows(
        ["A", "1/2/2020", "Oui", "10", " Très\nbien "], header=[*HEADER, "Recommend?", "Why?"]
    ).bundle.submissions

    assert submission == AcceptedSubmission(
        submission_id=submission.submission_id,
        survey="course-a-course",
        received_on=date(2020, 2, 1),
        language="en",
        answers={"useful": "yes", "recommend": 10},
        comments={"why": "Très\nbien"},
    )
