"""From the entries of a mapping to what reads them in one file."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from service.formats import mapping as maps
from service.formats.answers import (
    Column,
    DayColumn,
    DayReader,
    Findings,
    OptionsReader,
    PointsReader,
    Reader,
    RowsReader,
    TextReader,
    number,
)
from service.formats.words import Words, by_spelling
from surveys.questionnaire import Questionnaire
from surveys.questions import (
    NOT_APPLICABLE,
    DateQuestion,
    HiddenQuestion,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Question,
    RecommendationQuestion,
    Scale,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
)
from surveys.submissions import AnswerValue
from surveys.texts import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The words of a mapping and those of its questionnaire."""

    mapping: maps.Mapping
    questionnaire: Questionnaire

    def words(
        self, values: str | maps.Values | None, known: Mapping[str, Text], unlisted: str | None
    ) -> Words:
        """Return the table an entry names; the texts and codes of the questionnaire without one."""
        if values is None:
            return Words(by_spelling(_own_words(known)), unlisted)
        table = self.mapping.values[values] if isinstance(values, str) else values
        return Words(by_spelling(table.items()), unlisted)


def choices(questionnaire: Questionnaire, question: Question) -> dict[str, Text]:
    """Return what can be chosen in answer to a question, or to a row of it, by code."""
    match question:
        case (
            SingleChoiceQuestion(options=options)
            | MultipleChoiceQuestion(options=options)
            | HiddenQuestion(options=options)
        ):
            return {option.code: option.text for option in options}
        case ScaleQuestion(scale=scale) | MatrixQuestion(scale=scale):
            return _points(questionnaire.scale_by_code[scale])
        case _:
            return {}


def reader(
    entry: maps.Answer, columns: Mapping[str, Column | DayColumn], vocabulary: Vocabulary
) -> Reader:
    """Return what reads `entry`, which fits its questionnaire, in the columns of one file."""
    question = vocabulary.questionnaire.by_code[entry.question]
    known = choices(vocabulary.questionnaire, question)
    plain = {code: each for code, each in columns.items() if isinstance(each, Column)}
    match entry:
        case maps.OneColumn() if isinstance(question, DateQuestion):
            days = {code: each for code, each in columns.items() if isinstance(each, DayColumn)}
            return DayReader(entry.question, days)
        case maps.OneColumn():
            words = vocabulary.words(entry.values, known, entry.unlisted)
            return TextReader(
                entry.question, plain, _convert(question, words, entry.separator), entry.row
            )
        case maps.ColumnPerRow():
            return RowsReader(entry.question, plain, vocabulary.words(entry.values, known, None))
        case maps.ColumnPerOption():
            return OptionsReader(entry, plain)
        case maps.ColumnPerPoint():
            rows = (
                {row.code: row.text for row in question.rows}
                if isinstance(question, MatrixQuestion)
                else {}
            )
            return PointsReader(entry, plain, vocabulary.words(entry.values, rows, None))


def _convert(
    question: Question, words: Words, separator: str | None
) -> Callable[[str, Findings], AnswerValue]:
    """Return what turns the text of a cell into an answer to `question`."""

    def number_in(text: str, _: Findings) -> AnswerValue:
        listed = words.known(text)
        return number(listed) if listed else None

    def comment(text: str, _: Findings) -> AnswerValue:
        return words.known(text) or None

    def codes(text: str, found: Findings) -> AnswerValue:
        each = list(words.split(text, separator)) if separator else [text]
        strays = sum(not words.lists(word) for word in each)
        if strays and words.unlisted is not None:
            meant = words.unlisted or "no answer"
            found.settled[f"{question.code}: an unlisted word was read as {meant}"] += strays
        if isinstance(question, MultipleChoiceQuestion):
            return words.listed(text, separator) if separator else [words.code(text)]
        return words.code(text) or None

    match question:
        case NumberQuestion() | RecommendationQuestion():
            return number_in
        case ShortTextQuestion() | LongTextQuestion():
            return comment
        case _:
            return codes


def _own_words(known: Mapping[str, Text]) -> Iterable[tuple[str, str]]:
    for code, text in known.items():
        yield code, code
        yield from ((text[language], code) for language in LANGUAGES)


def _points(scale: Scale) -> dict[str, Text]:
    points = {point.code: point.text for point in scale.points}
    return points | ({NOT_APPLICABLE: scale.not_applicable} if scale.not_applicable else {})
