"""Which questions a participant sees, given the answers so far."""

from collections.abc import Iterator, Mapping

from surveys.questionnaire import Questionnaire, Section
from surveys.questions import (
    Condition,
    HiddenQuestion,
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
    """Return the questions whose condition holds, and that of their section, in order.

    A condition on a question that is itself hidden does not hold.
    """
    visible: dict[str, Question] = {}

    def met(condition: Condition | None) -> bool:
        return condition is None or (
            condition.question in visible and holds(condition, answers.get(condition.question))
        )

    for section in questionnaire.sections:
        if met(section.visible_if):
            for question in section.questions:
                if met(question.visible_if):
                    visible[question.code] = question
    return list(visible.values())


def holds(condition: Condition, value: AnswerValue) -> bool:
    """Whether an answer to the condition's question meets it."""
    given = value if isinstance(value, list) else [str(value)]
    return any(code in condition.any_of for code in given)


def condition_faults(
    questionnaire: Questionnaire, condition: Condition | None, reachable: Mapping[str, bool]
) -> Iterator[Text]:
    """Yield what no answer can meet in `condition`, taken alone.

    `reachable` says of each question asked before it whether some answers show it.
    """
    if condition is None:
        return
    code = condition.question
    if code not in questionnaire.by_code:
        yield Text(fr=f"La question « {code} » n’existe pas.", en=f"There is no question “{code}”.")
    elif code not in reachable:
        yield Text(
            fr=f"La question « {code} » n’est pas posée avant celle-ci.",
            en=f"The question “{code}” is not asked before this one.",
        )
    elif not reachable[code]:
        yield Text(
            fr=f"La condition de la question « {code} » est elle-même fautive.",
            en=f"The condition of the question “{code}” is itself at fault.",
        )
    else:
        yield from _unmet(questionnaire, questionnaire.by_code[code], condition.any_of)


def hidden_faults(section: Section, question: Question) -> Iterator[Text]:
    """Yield what a question cannot be that only the address opened answers."""
    if not isinstance(question, HiddenQuestion):
        return
    if question.required or question.headline or question.hint:
        yield Text(
            fr="Une question cachée n’est pas posée : ni required, ni headline, ni hint.",
            en="A hidden question is not asked: no required, headline or hint.",
        )
    if question.visible_if or section.visible_if:
        yield Text(
            fr="L’adresse répond à une question cachée, quelles que soient les autres réponses : "
            "ni elle ni sa section n’a de visible_if.",
            en="The address answers a hidden question, whatever the other answers are: "
            "neither it nor its section has visible_if.",
        )


def contradictions(questionnaire: Questionnaire, question: Question) -> Iterator[Text]:
    """Yield the earlier questions that would need two answers at once to show `question`.

    Its conditions are its own, that of its section, and all those of the questions they
    name; each must be sound by itself. They must all hold together, and answers to
    different questions are free of each other, so it is enough to look question by question.
    """
    asked: dict[str, list[Condition]] = {}
    for condition in _all_conditions(questionnaire, question.code):
        asked.setdefault(condition.question, []).append(condition)
    for code, conditions in asked.items():
        if not _together(questionnaire.by_code[code], [set(each.any_of) for each in conditions]):
            yield Text(
                fr=f"Aucune réponse à la question « {code} » ne remplit à la fois toutes les "
                "conditions qui mènent ici.",
                en=f"No answer to the question “{code}” meets all the conditions "
                "that lead here at once.",
            )


def _all_conditions(questionnaire: Questionnaire, code: str) -> set[Condition]:
    found: set[Condition] = set()
    left = [code]
    while left:
        asked = left.pop()
        section = questionnaire.sections[questionnaire.section_of[asked] - 1]
        for condition in (questionnaire.by_code[asked].visible_if, section.visible_if):
            if condition is not None and condition not in found:
                found.add(condition)
                left.append(condition.question)
    return found


def _together(question: Question, wanted: list[set[str]]) -> bool:
    """Whether one answer to `question` holds a code of each set."""
    if set.intersection(*wanted):
        return True  # one option, or point, is enough
    if not isinstance(question, MultipleChoiceQuestion):
        return False
    beside = {option.code for option in question.options if not option.exclusive}
    return all(beside & codes for codes in wanted)


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
        case HiddenQuestion():
            yield Text(
                fr=f"La question « {asked.code} » est cachée : rien de ce qui est posé n’en "
                "dépend.",
                en=f"The question “{asked.code}” is hidden: nothing that is asked depends on it.",
            )
            return
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
