"""A mapping that does not fit is refused, with every problem at once."""

import re

import msgspec
import pytest

from service.formats.import_plan import ImportPlan, plan_import
from service.formats.mapping import MappingUnusable, read_mapping
from tests.service.formats.made_files import MAPPING, mapping, questionnaire, table

LISTED = '{ slug = "a", name = { fr = "A", en = "A" } }'
HEADER = ["Group", "Date", "Useful?", "Recommend?", "Why?", "E-mail", "Browser"]


def plan(text: str, *headers: str) -> ImportPlan:
    return plan_import("m.toml", mapping(text), questionnaire(), [table(headers or HEADER)])


def problems(text: str, *headers: str) -> list[str]:
    with pytest.raises(MappingUnusable) as unusable:
        plan(text, *headers)
    return [f"{problem.place}: {problem.reason}" for problem in unusable.value.problems]


def with_answers(*entries: str) -> str:
    return MAPPING + "".join(f"\n[[answers]]\n{entry}\n" for entry in entries)


def test_a_mapping_that_fits_is_taken() -> None:
    assert len(plan(MAPPING).files[0].readers) == 3


@pytest.mark.parametrize(
    ("entry", "reason"),
    [
        ('kind="column"\nquestion="colour"\ncolumn="Q"', "has no such question"),
        ('kind="column"\nquestion="own"\ncolumn="Q"', "personal codes are not imported"),
        (
            'kind="column"\nquestion="tools"\ncolumn="Q"\nvalues={Emacs="emacs"}',
            "“Emacs” stands for “emacs”; the question knows git, editor, none",
        ),
        ('kind="column"\nquestion="tools"\ncolumn="Q"\nvalues="t"', "there is no table [values.t]"),
        (
            'kind="column"\nquestion="tools"\ncolumn="Q"\nvalues={Git="git", GIT="none"}',
            "“GIT” stands for two codes",
        ),
        (
            'kind="column"\nquestion="tools"\ncolumn="Q"\nunlisted="other"',
            "the question has no option “other”",
        ),
        ('kind="column"\nquestion="parts"\ncolumn="Q"', "row must say which row"),
        ('kind="column"\nquestion="parts"\nrow="night"\ncolumn="Q"', "no row “night”"),
        ('kind="column"\nquestion="tools"\nrow="git"\ncolumn="Q"', "only a matrix has rows"),
        (
            'kind="column"\nquestion="hours"\nseparator=";"\ncolumn="Q"',
            "separator is for a multiple choice",
        ),
        ('kind="column"\nquestion="hours"\nvalues="t"\ncolumn="Q"', "there is no table [values.t]"),
        ('kind="column"\nquestion="started"\nvalues={}\ncolumn="Q"', "a date takes formats"),
        ('kind="column"\nquestion="started"\nformats=["%d"]\ncolumn="Q"', "the format “%d” cannot"),
        (
            'kind="column_per_row"\nquestion="tools"\nrows={git="Q"}',
            "column_per_row is for a matrix",
        ),
        ('kind="column_per_row"\nquestion="parts"\nrows={night="Q"}', "no row “night”"),
        (
            'kind="column_per_row"\nquestion="parts"\nrows={morning="Q"}\nvalues={Y="maybe"}',
            "“Y” stands for “maybe”",
        ),
        (
            'kind="column_per_option"\nquestion="parts"\noptions={git="Q"}',
            "column_per_option is for a multiple choice",
        ),
        ('kind="column_per_option"\nquestion="tools"\noptions={vi="Q"}', "no option “vi”"),
        (
            'kind="column_per_option"\nquestion="tools"\noptions={git="Q"}\nnothing_ticked="nil"',
            "no option “nil”",
        ),
        (
            'kind="column_per_point"\nquestion="tools"\nseparator=";"\npoints={yes="Q"}',
            "column_per_point is for a matrix",
        ),
        (
            'kind="column_per_point"\nquestion="parts"\nseparator=";"\npoints={maybe="Q"}',
            "no point “maybe”",
        ),
        (
            (
                'kind="column_per_point"\nquestion="parts"\nseparator=";"\npoints={yes="Q"}\n'
                'together=[["yes", "often"]]'
            ),
            "no point “often”",
        ),
        (
            (
                'kind="column_per_point"\nquestion="parts"\nseparator=";"\npoints={yes="Q"}\n'
                'values={Night="night"}'
            ),
            "“Night” stands for “night”; the question knows morning, evening",
        ),
    ],
)
def test_an_entry_that_does_not_fit_its_question_is_named(entry: str, reason: str) -> None:
    (found,) = problems(with_answers(entry), *HEADER, "Q")

    assert found.startswith("answers, entry 4 (question “")
    assert reason in found


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('cohorts = { column = "Group" }', "cohorts = {}", "list exactly one cohort"),
        (
            'cohorts = { column = "Group" }',
            f'cohorts = {{ period = "year", listed = [{LISTED}] }}',
            "period needs the column of a date",
        ),
        (
            'cohorts = { column = "Group" }',
            f'cohorts = {{ column = "Group", listed = [{LISTED}] }}',
            "words must say how the export names it",
        ),
        (
            'cohorts = { column = "Group" }',
            'cohorts = { column = "Group", file_name = true }',
            "a column or the file_name makes cohorts, not both",
        ),
        ('formats = ["%d/%m/%Y"]', 'formats = ["%d/%m"]', "the format “%d/%m” cannot be used"),
        ('ignored = ["Browser"]', 'ignored = ["Browser", "e-mail"]', "both personal and ignored"),
        (
            'personal = ["E-mail"]',
            'personal = ["E-mail", "why?"]',
            "“why?” is left out here, but used elsewhere",
        ),
        (
            "columns_may_be_missing = true",
            "header_row = 3",
            "first_answer_row must come after header_row",
        ),
    ],
)
def test_a_part_that_does_not_fit_the_others_is_named(old: str, new: str, reason: str) -> None:
    assert old in MAPPING

    assert any(reason in found for found in problems(MAPPING.replace(old, new)))


def test_two_cohorts_with_one_word_slug_or_no_time_are_named() -> None:
    listed = """{ column = "Group", listed = [
      { slug = "a", words = ["One", "two"], name = { fr = "A", en = "A" } },
      { slug = "a", words = ["ONE"], name = { fr = "B", en = "B" },
        starts_on = 2020-02-01, ends_on = 2020-01-01 },
    ] }""".replace("\n", " ")

    found = "\n".join(problems(MAPPING.replace('{ column = "Group" }', listed)))

    assert "the slug “a” is there 2 times" in found
    assert "the word “one” is there 2 times" in found
    assert "it ends before it starts" in found


def test_a_column_nobody_speaks_of_is_named_so_that_nothing_is_lost_unseen() -> None:
    (found,) = problems(MAPPING, *HEADER, "Phone")

    assert found == (
        "answers.csv: the column “Phone” is neither mapped to a question, "
        "nor listed as personal or ignored."
    )


def test_a_column_that_is_not_there_is_named_unless_exports_may_differ() -> None:
    strict = MAPPING.replace("columns_may_be_missing = true", "columns_may_be_missing = false")

    assert problems(strict, "Group", "Date", "Useful?", "Recommend?") == [
        "answers.csv: it has no column “Why?”, which is the column of the question “why”."
    ]
    lenient = plan(MAPPING, "Group", "Date", "Useful?", "Recommend?")
    assert lenient.notes == ("No file has a column for: why.",)


def test_the_column_of_cohorts_is_always_needed() -> None:
    assert problems(MAPPING, "Date", "Useful?") == [
        "answers.csv: it has no column “Group”, which is the column of cohorts."
    ]


def test_two_columns_for_one_question_in_a_file_are_named() -> None:
    (found,) = problems(MAPPING, *HEADER, "Was it useful?")

    assert "“Useful?” and “Was it useful?” are both the column of the question “useful”" in found


@pytest.mark.parametrize(
    "entry",
    [
        'kind="column"\nquestion="why"\ncolumn="Q"',
        'kind="column"\nquestion="useful"\ncolumn="Q"',
    ],
)
def test_two_entries_for_one_question_meet_in_a_file(entry: str) -> None:
    (found,) = problems(with_answers(entry), *HEADER, "Q")

    assert "two entries of the mapping answer the question" in found


def test_a_matrix_is_read_by_rows_or_as_a_whole_never_both() -> None:
    rows = 'kind="column_per_row"\nquestion="parts"\nrows={morning="M"}'
    points = 'kind="column_per_point"\nquestion="parts"\nseparator=";"\npoints={yes="Y"}'
    evening = 'kind="column"\nquestion="parts"\nrow="evening"\ncolumn="E"'

    assert len(plan(with_answers(rows, evening), *HEADER, "M", "E").files[0].readers) == 5
    for order in ([rows, points], [points, rows]):
        (found,) = problems(with_answers(*order), *HEADER, "M", "Y")
        assert "two entries of the mapping answer the question “parts”" in found
    assert len(plan(with_answers(rows, points), *HEADER, "Y").files[0].readers) == 4


def test_dates_that_read_two_ways_are_a_problem_of_the_file() -> None:
    text = MAPPING.replace(', formats = ["%d/%m/%Y"]', "")
    rows = table(["Group", "Date", "Useful?"], ["A", "1/2/2020", "Yes"])

    with pytest.raises(MappingUnusable) as unusable:
        plan_import("m.toml", mapping(text), questionnaire(), [rows])

    assert re.search(
        "“Date”: its dates can be read as day/month/year and as month/day/year",
        unusable.value.problems[0].reason,
    )


def test_a_form_of_dates_that_was_guessed_is_said() -> None:
    text = MAPPING.replace(', formats = ["%d/%m/%Y"]', "")
    rows = table(["Group", "Date", "Useful?"], ["A", "31/1/2020", "Yes"], ["A", "30/1/2020", "Yes"])

    found = plan_import("m.toml", mapping(text), questionnaire(), [rows])

    assert "answers.csv: “Date” is read as day/month/year." in found.notes


def test_a_questionnaire_that_cannot_be_published_is_refused_before_any_row_is_read() -> None:
    unfinished = msgspec.structs.replace(questionnaire(), scales=())

    with pytest.raises(MappingUnusable) as unusable:
        plan_import("m.toml", mapping(MAPPING), unfinished, [table(HEADER)])

    assert "There is no scale “agree”." in {each.reason for each in unusable.value.problems}


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("questionnaire = ", "Invalid value"),
        ("colour = 1", "unknown field `colour`"),
        (MAPPING.replace('kind = "column"', 'kind = "pillar"'), "pillar"),
        (MAPPING.replace('slug = "school"', 'slug = "Mon école"'), "slug"),
        (MAPPING.replace('language = "en"', 'language = "de"'), "language"),
    ],
)
def test_a_file_that_is_no_mapping_is_refused_with_the_place(text: str, reason: str) -> None:
    with pytest.raises(MappingUnusable) as unusable:
        read_mapping("m.toml", text.encode())

    assert reason in unusable.value.problems[0].reason


def test_a_mapping_saved_with_a_byte_order_mark_is_read() -> None:
    assert read_mapping("m.toml", b"\xef\xbb\xbf" + MAPPING.encode()) == mapping()
