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


def meaning(column: ListColumn, said: Words) -> str:
    """Return what a column says: « présence à la séance 2 »."""
    if column.session is not None and column.field is None:
        return said("field_session", session=column.session)
    return said(f"field_{column.field or 'unread'}")


def problem_sentences(reading: ListReading, said: Words) -> list[str]:
    told = [_problem(each, said) for each in reading.problems[:MOST_PROBLEMS]]
    rest = len(reading.problems) - len(told)
    return [*told, said.count("more_problems", rest)] if rest else told


def change_sentences(reading: ListReading, said: Words) -> list[str]:
    """Return what a list without problems changes, or changed."""
    counts = {"enrolled": reading.enrolled, "changed": reading.changed, "same": reading.same}
    told = [said.count(key, count) for key, count in counts.items() if count]
    sentences = [f"{', '.join(told)}."] if told else []
    if reading.not_in_list:
        sentences.append(said.count("not_in_list", reading.not_in_list))
    if reading.placeless:
        sentences.append(said.count("placeless", reading.placeless))
    if reading.words_kept:
        sentences.append(said("words_kept", words=", ".join(reading.words_kept)))
    return sentences


def outcome(reading: ListReading, said: Words) -> str:
    if reading.kept:
        return said("kept")
    return said("not_kept" if reading.problems else "only_checked")


def _problem(problem: ListProblem, said: Words) -> str:
    given = problem.given if len(problem.given) <= _LONGEST else f"{problem.given[:_LONGEST]}…"
    reason = said(f"problem_{problem.kind}", given=given, other=problem.other)
    if problem.line is None:
        return reason
    return said("problem_line", line=problem.line, reason=reason)
