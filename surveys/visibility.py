"""Which questions a participant sees, given the answers so far."""

from collections.abc import Iterator, Mapping

from surveys.questionnaire import Questionnaire
from surveys.questions import (
    Condition,
    MultipleChoiceQuestion,
    Question,
    ScaleQuestion,
    SingleChoiceQuestion,
)
from surveys.submissions import AnswerValue
from surveys.texts import Text


def visible_questions(
    questionnaire: Questionnaire, answers: Mapping[str, AnswerValue]
) -> list[Question]:
    """Return the questions whose condition holds, in order.

    A condition on a question that is itself hidden does not hold.
    """
    visible: dict[str, Question] = {}
    for question in questionnaire.questions:
        condition = question.visible_if
        if condition is None or (
            condition.question in visible and holds(condition, answers.get(condition.question))
        ):
            visible[question.code] = question
    return list(visible.values())


def holds(condition: Condition, value: AnswerValue) -> bool:
    """Whether an answer to the condition's question meets it."""
    given = value if isinstance(value, list) else [str(value)]
    return any(code in condition.any_of for code in given)


def condition_faults(
    questionnaire: Questionnaire, question: Question, reachable: Mapping[str, bool]
) -> Iterator[Text]:
    """Yield what no answer can meet in the condition of `question`.

    `reachable` says of each question asked before it whether its condition is sound. A
    condition names one question, so that is all a chain of them can contradict.
    """
    condition = question.visible_if
    if condition is None:
        return
    code = condition.question
    if code not in questionnaire.by_code:
        yield Text(fr=f"La question « {code} » n’existe pas.", en=f"There is no question “{code}”.")
    elif code not in reachable:
        yield Text(
            fr=f"La question « {code} » n’est pas posée avant celle-ci.",
            en=f"The question “{code}” is not asked before this one.",
        )
    elif not reachable[code]:
        yield Text(
            fr=f"La condition de la question « {code} » est elle-même fautive.",
            en=f"The condition of the question “{code}” is itself at fault.",
        )
    else:
        yield from _unmet(questionnaire, questionnaire.by_code[code], condition.any_of)


def _unmet(
    questionnaire: Questionnaire, asked: Question, any_of: tuple[str, ...]
) -> Iterator[Text]:
    match asked:
        case SingleChoiceQuestion(options=options) | MultipleChoiceQuestion(options=options):
            offered = {option.code for option in options}
        case ScaleQuestion(scale=scale) if scale in questionnaire.scale_by_code:
            offered = set(questionnaire.scale_by_code[scale].codes)
        case ScaleQuestion():
            return  # its unknown scale is a fault of its own
        case _:
            yield Text(
                fr=f"La question « {asked.code} » n’a pas d’options dont dépendre.",
                en=f"The question “{asked.code}” has no options to depend on.",
            )
            return
    if not any_of:
        yield Text(
            fr="any_of est vide : la question ne serait jamais posée.",
            en="any_of is empty: the question would never be asked.",
        )
    for code in any_of:
        if code not in offered:
            yield Text(
                fr=f"La question « {asked.code} » n’a pas d’option « {code} ».",
                en=f"The question “{asked.code}” has no option “{code}”.",
            )
