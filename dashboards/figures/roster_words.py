"""What was read in a list of participants, in words: for the page and for the command."""

from dashboards.wording import Words
from surveys.roster_list import ListColumn, ListProblem, ListReading
from surveys.texts import Language

MOST_PROBLEMS = 50
"""Said one by one; whoever has more has one cause for them all."""


_LONGEST = 200
"""Characters of a cell that are repeated."""


def roster_words(language: Language) -> Words:
    return Words("roster", language)


def meaning(column: ListColumn, words: Words) -> str:
    """Return what a column says: « présence à la séance 2 »."""
    if column.session is not None and column.field is None:
        return words("field_session", session=column.session)
    return words(f"field_{column.field or 'unread'}")


def problem_sentences(reading: ListReading, words: Words) -> list[str]:
    said = [_problem(each, words) for each in reading.problems[:MOST_PROBLEMS]]
    rest = len(reading.problems) - len(said)
    return [*said, words.count("more_problems", rest)] if rest else said


def change_sentences(reading: ListReading, words: Words) -> list[str]:
    """Return what a list without problems changes, or changed."""
    counts = {"enrolled": reading.enrolled, "changed": reading.changed, "same": reading.same}
    said = [words.count(key, count) for key, count in counts.items() if count]
    sentences = [f"{', '.join(said)}."] if said else []
    if reading.not_in_list:
        sentences.append(words.count("not_in_list", reading.not_in_list))
    if reading.placeless:
        sentences.append(words.count("placeless", reading.placeless))
    if reading.words_kept:
        sentences.append(words("words_kept", words=", ".join(reading.words_kept)))
    return sentences


def outcome(reading: ListReading, words: Words) -> str:
    if reading.kept:
        return words("kept")
    return words("not_kept" if reading.problems else "only_checked")


def _problem(problem: ListProblem, words: Words) -> str:
    given = problem.given if len(problem.given) <= _LONGEST else f"{problem.given[:_LONGEST]}…"
    reason = words(f"problem_{problem.kind}", given=given, other=problem.other)
    if problem.line is None:
        return reason
    return words("problem_line", line=problem.line, reason=reason)
