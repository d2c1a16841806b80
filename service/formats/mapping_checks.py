"""Whether a mapping fits itself and its questionnaire: every problem at once."""

from collections import Counter
from collections.abc import Iterable, Iterator

from service.formats import mapping as maps
from service.formats.dates import format_fault
from service.formats.mapping import NO_ANSWER, MappingProblem
from service.formats.readers import Vocabulary, choices
from service.formats.spelling import heading, spelling
from surveys.questionnaire import Questionnaire
from surveys.questions import (
    DateQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PersonalCodeQuestion,
    Question,
    RecommendationQuestion,
    ShortTextQuestion,
)


def mapping_problems(
    mapping: maps.Mapping, questionnaire: Questionnaire
) -> Iterator[MappingProblem]:
    """Yield what is wrong with `mapping`, whatever the files hold."""
    yield from _layout_problems(mapping.files)
    yield from _cohort_problems(mapping)
    yield from _left_out_problems(mapping)
    yield from _format_problems("received", mapping.received.formats if mapping.received else ())
    for name, values in mapping.values.items():
        yield from _spelling_problems(f"values.{name}", values)
    vocabulary = Vocabulary(mapping, questionnaire)
    for number, entry in enumerate(mapping.answers, start=1):
        place = f"answers, entry {number} (question “{entry.question}”)"
        question = questionnaire.by_code.get(entry.question)
        if question is None:
            yield MappingProblem(place, "the questionnaire has no such question.")
        elif isinstance(question, PersonalCodeQuestion):
            yield MappingProblem(place, "personal codes are not imported: leave this entry out.")
        else:
            yield from _entry_problems(place, entry, question, vocabulary)


def _layout_problems(files: maps.FileRule) -> Iterator[MappingProblem]:
    if files.first_answer_row <= files.header_row:
        yield MappingProblem("files", "first_answer_row must come after header_row.")


def _cohort_problems(mapping: maps.Mapping) -> Iterator[MappingProblem]:
    rule = mapping.cohorts
    if rule.file_name and rule.column:
        yield MappingProblem("cohorts", "a column or the file_name makes cohorts, not both.")
    if rule.period and not rule.column:
        yield MappingProblem("cohorts", "period needs the column of a date.")
    if rule.period and rule.listed:
        yield MappingProblem("cohorts", "a period names its cohorts itself: listed is not read.")
    if not (rule.column or rule.file_name) and len(rule.listed) != 1:
        yield MappingProblem("cohorts", "without a column, list exactly one cohort for all rows.")
    yield from _listed_problems(rule)


def _listed_problems(rule: maps.CohortRule) -> Iterator[MappingProblem]:
    for slug, count in Counter(cohort.slug for cohort in rule.listed).items():
        if count > 1:
            yield MappingProblem("cohorts.listed", f"the slug “{slug}” is there {count} times.")
    words = Counter(spelling(word) for cohort in rule.listed for word in cohort.words)
    for word, count in words.items():
        if count > 1:
            yield MappingProblem("cohorts.listed", f"the word “{word}” is there {count} times.")
    for cohort in rule.listed:
        if (rule.column or rule.file_name) and not cohort.words:
            yield MappingProblem(
                f"cohorts.listed “{cohort.slug}”", "words must say how the export names it."
            )
        if cohort.starts_on and cohort.ends_on and cohort.ends_on < cohort.starts_on:
            yield MappingProblem(f"cohorts.listed “{cohort.slug}”", "it ends before it starts.")


def _left_out_problems(mapping: maps.Mapping) -> Iterator[MappingProblem]:
    """A column is mapped, personal or ignored: one of the three."""
    personal = {heading(each): each for each in mapping.columns.personal}
    ignored = {heading(each): each for each in mapping.columns.ignored}
    used = [
        *maps.headers(mapping.cohorts.column),
        *(maps.headers(mapping.received.column) if mapping.received else ()),
        *(
            each
            for entry in mapping.answers
            for column in maps.answer_columns(entry).values()
            for each in column
        ),
    ]
    for header in sorted({heading(each) for each in used} & (personal.keys() | ignored.keys())):
        name = personal.get(header) or ignored[header]
        yield MappingProblem("columns", f"“{name}” is left out here, but used elsewhere.")
    for header in sorted(personal.keys() & ignored.keys()):
        yield MappingProblem("columns", f"“{personal[header]}” is both personal and ignored.")


def _format_problems(place: str, formats: Iterable[str]) -> Iterator[MappingProblem]:
    for pattern in formats:
        if fault := format_fault(pattern):
            yield MappingProblem(place, f"the format “{pattern}” cannot be used: {fault}.")


def _spelling_problems(place: str, values: maps.Values) -> Iterator[MappingProblem]:
    codes: dict[str, str] = {}
    for word, code in values.items():
        if codes.setdefault(spelling(word), code) != code:
            yield MappingProblem(place, f"“{word}” stands for two codes, spelled alike.")


def _entry_problems(
    place: str, entry: maps.Answer, question: Question, vocabulary: Vocabulary
) -> Iterator[MappingProblem]:
    if isinstance(entry, maps.OneColumn | maps.ColumnPerRow | maps.ColumnPerPoint) and isinstance(
        entry.values, dict
    ):
        yield from _spelling_problems(place, entry.values)
    match entry:
        case maps.OneColumn():
            yield from _one_column_problems(place, entry, question, vocabulary)
        case maps.ColumnPerRow(rows=rows, values=values):
            if isinstance(question, MatrixQuestion):
                yield from _unknown(place, "row", rows, (row.code for row in question.rows))
                yield from _value_problems(
                    place, values, vocabulary, choices(vocabulary.questionnaire, question)
                )
            else:
                yield MappingProblem(place, "column_per_row is for a matrix.")
        case maps.ColumnPerOption(options=options, nothing_ticked=nothing):
            if isinstance(question, MultipleChoiceQuestion):
                known = choices(vocabulary.questionnaire, question)
                yield from _unknown(
                    place, "option", [*options, *([nothing] if nothing else [])], known
                )
            else:
                yield MappingProblem(place, "column_per_option is for a multiple choice.")
        case maps.ColumnPerPoint():
            if isinstance(question, MatrixQuestion):
                yield from _points_problems(place, entry, question, vocabulary)
            else:
                yield MappingProblem(place, "column_per_point is for a matrix.")


def _one_column_problems(
    place: str, entry: maps.OneColumn, question: Question, vocabulary: Vocabulary
) -> Iterator[MappingProblem]:
    known = choices(vocabulary.questionnaire, question)
    yield from _format_problems(place, entry.formats)
    if isinstance(question, MatrixQuestion):
        rows = [row.code for row in question.rows]
        if entry.row is None:
            yield MappingProblem(place, f"row must say which row of the matrix: {_names(rows)}.")
        else:
            yield from _unknown(place, "row", [entry.row], rows)
    elif entry.row is not None:
        yield MappingProblem(place, "only a matrix has rows.")
    if entry.separator is not None and not isinstance(question, MultipleChoiceQuestion):
        yield MappingProblem(place, "separator is for a multiple choice.")
    match question:
        case Information():
            yield MappingProblem(place, "this is a text to read; it takes no answer.")
        case DateQuestion() if entry.values is not None:
            yield MappingProblem(place, "a date takes formats, not values.")
        case NumberQuestion() | RecommendationQuestion():
            yield from _table_problems(place, entry.values, vocabulary)
        case ShortTextQuestion() | LongTextQuestion():
            yield from _value_problems(place, entry.values, vocabulary, ())
        case _:
            yield from _value_problems(place, entry.values, vocabulary, known)
            if entry.unlisted is not None:
                yield from _unknown(place, "option", [entry.unlisted], [*known, NO_ANSWER])


def _points_problems(
    place: str, entry: maps.ColumnPerPoint, question: MatrixQuestion, vocabulary: Vocabulary
) -> Iterator[MappingProblem]:
    points = choices(vocabulary.questionnaire, question)
    yield from _unknown(place, "point", entry.points, points)
    for group in entry.together:
        yield from _unknown(f"{place}, together", "point", group, points)
    yield from _value_problems(place, entry.values, vocabulary, [row.code for row in question.rows])


def _table_problems(
    place: str, values: str | maps.Values | None, vocabulary: Vocabulary
) -> Iterator[MappingProblem]:
    if isinstance(values, str) and values not in vocabulary.mapping.values:
        yield MappingProblem(place, f"there is no table [values.{values}].")


def _value_problems(
    place: str,
    values: str | maps.Values | None,
    vocabulary: Vocabulary,
    known: Iterable[str],
) -> Iterator[MappingProblem]:
    yield from _table_problems(place, values, vocabulary)
    table = vocabulary.mapping.values.get(values, {}) if isinstance(values, str) else values or {}
    allowed = [*known, NO_ANSWER]
    for word, code in table.items():
        if code not in allowed:
            yield MappingProblem(
                place, f"“{word}” stands for “{code}”; the question knows {_names(allowed)}."
            )


def _unknown(
    place: str, kind: str, given: Iterable[str], known: Iterable[str]
) -> Iterator[MappingProblem]:
    known = list(known)
    for code in given:
        if code not in known:
            yield MappingProblem(
                place, f"the question has no {kind} “{code}”; it has {_names(known)}."
            )


def _names(codes: Iterable[str]) -> str:
    return ", ".join(code or '"" (no answer)' for code in codes)
