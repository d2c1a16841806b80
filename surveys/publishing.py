"""Decide whether a questionnaire may be published: every fault at once, each with its place.

PublishingRefused    the questionnaire has faults; `problems` holds them all

Conditions name earlier questions only. So there is no cycle, the first question is always
asked, each page leads to a later one or to the end; that some answers show each is checked.
"""

import math
from collections.abc import Collection, Iterator
from typing import assert_never

from surveys.faults import (
    LABEL,
    PARAGRAPH,
    SENTENCE,
    PublishingProblem,
    duplicate_code,
    fault,
    optional_text_faults,
    place_of,
    repeated_codes,
    reserved_code,
    text_faults,
)
from surveys.personal_code import FEWEST_ELEMENTS, MOST_ELEMENTS
from surveys.questionnaire import PLACE_IN, Questionnaire, Section, items
from surveys.questions import (
    ChoiceQuestion,
    CodeElement,
    DateQuestion,
    HiddenQuestion,
    Information,
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    PersonalCodeQuestion,
    Question,
    RecommendationQuestion,
    Scale,
    ScaleQuestion,
    ShortTextQuestion,
    SingleChoiceQuestion,
    TextQuestion,
)
from surveys.texts import Text
from surveys.visibility import condition_faults, contradictions, hidden_faults

FEWEST = 2
"""Fewest options of a choice."""

_OPPOSITE = {"favourable": "unfavourable", "neutral": "neutral", "unfavourable": "favourable"}
_SIDE = {
    "favourable": Text(fr="favorable", en="favourable"),
    "neutral": Text(fr="neutre", en="neutral"),
    "unfavourable": Text(fr="défavorable", en="unfavourable"),
}


class PublishingRefused(Exception):
    """The questionnaire has faults; `problems` holds them all."""

    def __init__(self, problems: list[PublishingProblem]) -> None:
        super().__init__("\n".join(f"{place}: {message.en}" for place, message in problems))
        self.problems = problems


def check_publishable(
    questionnaire: Questionnaire, *, published: Collection[tuple[str, int]] = ()
) -> None:
    """Return if `questionnaire` may be published beside the `published` (code, version) pairs.

    Raises:
        PublishingRefused: it has one or more faults.
    """
    if found := problems(questionnaire, published=published):
        raise PublishingRefused(found)


def problems(
    questionnaire: Questionnaire, *, published: Collection[tuple[str, int]] = ()
) -> list[PublishingProblem]:
    """Return every fault of `questionnaire`, in the order of its file."""
    return [
        *_header_problems(questionnaire, published),
        *_scales_problems(questionnaire),
        *_sections_problems(questionnaire),
    ]


def _header_problems(
    questionnaire: Questionnaire, published: Collection[tuple[str, int]]
) -> Iterator[PublishingProblem]:
    if (questionnaire.code, questionnaire.version) in published:
        yield fault(
            "version",
            f"La version {questionnaire.version} est déjà publiée et ne change plus : "
            "donnez un nouveau numéro.",
            f"Version {questionnaire.version} is already published and never changes: "
            "give it a new number.",
        )
    yield from text_faults("title", questionnaire.title)
    yield from optional_text_faults("introduction", questionnaire.introduction, limit=PARAGRAPH)
    yield from optional_text_faults("thanks", questionnaire.thanks, limit=PARAGRAPH)


# Scales


def _scales_problems(questionnaire: Questionnaire) -> Iterator[PublishingProblem]:
    used = {
        question.scale
        for question in questionnaire.questions
        if isinstance(question, ScaleQuestion | MatrixQuestion)
    }
    yield from repeated_codes(None, "scale", (scale.code for scale in questionnaire.scales))
    for scale in questionnaire.scales:
        place = place_of(None, "scale", scale.code)
        if scale.code not in used:
            yield fault(
                place, "Aucune question n’utilise cette échelle.", "No question uses this scale."
            )
        yield from repeated_codes(place, "point", (point.code for point in scale.points))
        for point in scale.points:
            point_place = place_of(place, "point", point.code)
            yield from reserved_code(point_place, point.code)
            yield from text_faults(point_place, point.text)
        if scale.not_applicable is not None:
            yield from text_faults(place_of(place, "not_applicable"), scale.not_applicable)
        if not _balanced(scale):
            yield _unbalanced(place, scale)


def _unbalanced(place: str, scale: Scale) -> PublishingProblem:
    sides = [_SIDE[point.side] for point in scale.points]
    return fault(
        place,
        f"L’échelle n’est pas équilibrée ({', '.join(side.fr for side in sides)}) : "
        "autant de points favorables que de défavorables, d’un seul tenant, les neutres entre "
        "les deux ; ou le meilleur au milieu, et les mêmes points de chaque côté.",
        f"The scale is unbalanced ({', '.join(side.en for side in sides)}): "
        "as many favourable as unfavourable points, together, neutral ones between them; "
        "or the best in the middle, and the same points on each side.",
    )


def _balanced(scale: Scale) -> bool:
    """Whether the points weigh the same on both sides.

    Read backwards, the sides are either each other's opposites (the best point
    at one end, neutral ones between) or the same (the best in the middle). No
    scale begins or ends with a neutral point.
    """
    sides = [point.side for point in scale.points]
    favourable = [place for place, side in enumerate(sides) if side == "favourable"]
    if not favourable or "unfavourable" not in sides or sides[0] == "neutral":
        return False
    together = favourable[-1] - favourable[0] == len(favourable) - 1
    return together and sides[::-1] in (sides, [_OPPOSITE[side] for side in sides])


# Sections and questions


def _sections_problems(questionnaire: Questionnaire) -> Iterator[PublishingProblem]:
    if all(isinstance(x, HiddenQuestion | Information) for x in questionnaire.questions):
        yield fault(
            "sections",
            "Le questionnaire ne pose aucune question.",
            "The questionnaire asks no question.",
        )
    taken: set[str] = set()
    reachable: dict[str, bool] = {}
    for number, section in enumerate(questionnaire.sections, start=1):
        yield from _section_problems(f"section {number}", section)
        hidden = list(condition_faults(questionnaire, section.visible_if, reachable))
        yield from (PublishingProblem(f"section {number}{PLACE_IN}visible_if", x) for x in hidden)
        for question in section.questions:
            place = place_of(f"section {number}", "question", question.code)
            names = {question.code, *items(question)}
            if clash := sorted(names & taken):
                yield duplicate_code(place, clash[0])
            taken |= names
            yield from _question_problems(questionnaire, place, question)
            yield from (PublishingProblem(place, x) for x in hidden_faults(section, question))
            faults = list(condition_faults(questionnaire, question.visible_if, reachable))
            faults = faults or ([] if hidden else list(contradictions(questionnaire, question)))
            yield from (PublishingProblem(place_of(place, "visible_if"), fault) for fault in faults)
            reachable[question.code] = not (faults or hidden)


def _section_problems(place: str, section: Section) -> Iterator[PublishingProblem]:
    yield from text_faults(place_of(place, "title"), section.title)
    yield from optional_text_faults(
        place_of(place, "introduction"), section.introduction, limit=PARAGRAPH
    )
    if not section.questions:
        yield fault(place, "La section est vide.", "The section is empty.")


def _question_problems(
    questionnaire: Questionnaire, place: str, question: Question
) -> Iterator[PublishingProblem]:
    limit = PARAGRAPH if isinstance(question, Information) else SENTENCE
    yield from text_faults(place_of(place, "text"), question.text, limit=limit)
    yield from optional_text_faults(place_of(place, "hint"), question.hint, limit=SENTENCE)
    match question:
        case SingleChoiceQuestion() | MultipleChoiceQuestion() | HiddenQuestion():
            yield from _choice_problems(place, question)
        case ScaleQuestion(scale=scale):
            yield from _scale_reference_problems(questionnaire, place, scale)
        case MatrixQuestion(scale=scale):
            yield from _scale_reference_problems(questionnaire, place, scale)
            yield from _row_problems(place, question)
        case NumberQuestion():
            yield from _number_problems(place, question)
        case DateQuestion(earliest=earliest, latest=latest):
            if earliest >= latest:
                yield _no_room(place)
        case PersonalCodeQuestion():
            yield from _code_problems(questionnaire, place, question)
        case RecommendationQuestion() | ShortTextQuestion() | LongTextQuestion() | Information():
            pass
        case _:
            assert_never(question)
    yield from _flag_problems(place, question)


def _flag_problems(place: str, question: Question) -> Iterator[PublishingProblem]:
    if question.required and isinstance(question, Information):
        yield fault(
            place_of(place, "required"),
            "Un texte sans réponse ne peut pas être obligatoire.",
            "A text that takes no answer cannot be required.",
        )
    if question.required and isinstance(question, PersonalCodeQuestion):
        yield fault(
            place_of(place, "required"),
            "Un code personnel ne peut pas être obligatoire.",
            "A personal code cannot be required.",
        )
    if question.headline and isinstance(
        question, DateQuestion | TextQuestion | PersonalCodeQuestion | Information
    ):
        yield fault(
            place_of(place, "headline"),
            "Cette sorte de question ne donne pas de chiffre à mettre en tête.",
            "This kind of question gives no number to headline.",
        )


def _choice_problems(place: str, question: ChoiceQuestion) -> Iterator[PublishingProblem]:
    yield from repeated_codes(place, "option", (option.code for option in question.options))
    for option in question.options:
        option_place = place_of(place, "option", option.code)
        yield from reserved_code(option_place, option.code)
        yield from text_faults(option_place, option.text)
        if option.exclusive and not isinstance(question, MultipleChoiceQuestion):
            yield fault(
                option_place,
                "Un choix unique est toujours exclusif : retirez exclusive.",
                "A single choice is always exclusive: remove exclusive.",
            )
    if len(question.options) < FEWEST:
        yield fault(
            place,
            "Un choix compte au moins deux options.",
            "A choice has at least two options.",
        )
    elif (
        isinstance(question, MultipleChoiceQuestion)
        and sum(not option.exclusive for option in question.options) < FEWEST
    ):
        yield fault(
            place,
            "Les options exclusives ne laissent rien à cocher ensemble : "
            "faites-en un choix unique.",
            "The exclusive options leave nothing to tick together: make it a single choice.",
        )


def _scale_reference_problems(
    questionnaire: Questionnaire, place: str, scale: str
) -> Iterator[PublishingProblem]:
    if scale not in questionnaire.scale_by_code:
        yield fault(
            place_of(place, "scale"),
            f"L’échelle « {scale} » n’existe pas.",
            f"There is no scale “{scale}”.",
        )


def _row_problems(place: str, question: MatrixQuestion) -> Iterator[PublishingProblem]:
    yield from repeated_codes(place, "row", (row.code for row in question.rows))
    for row in question.rows:
        of_row = place_of(place, "row", row.code)
        yield from text_faults(of_row, row.text)
        described = place_of(of_row, "description")
        yield from optional_text_faults(described, row.description, limit=PARAGRAPH)
    if not question.rows:
        yield fault(place, "La grille n’a aucune ligne.", "The matrix has no row.")


def _code_problems(
    questionnaire: Questionnaire, place: str, question: PersonalCodeQuestion
) -> Iterator[PublishingProblem]:
    if not FEWEST_ELEMENTS <= len(question.elements) <= MOST_ELEMENTS:
        yield fault(
            place,
            f"Un code compte de {FEWEST_ELEMENTS} à {MOST_ELEMENTS} éléments : avec moins, il "
            "confond des personnes ; avec plus, on ne le remplit pas.",
            f"A code has {FEWEST_ELEMENTS} to {MOST_ELEMENTS} elements: with fewer it mixes "
            "people up, with more nobody fills it in.",
        )
    first, *_ = (each for each in questionnaire.questions if isinstance(each, PersonalCodeQuestion))
    if question is not first:
        yield fault(
            place,
            "Un questionnaire demande un seul code personnel.",
            "A questionnaire asks for one personal code only.",
        )
    yield from repeated_codes(place, "element", (element.code for element in question.elements))
    for element in question.elements:
        yield from _element_problems(place_of(place, "element", element.code), element)


def _element_problems(place: str, element: CodeElement) -> Iterator[PublishingProblem]:
    yield from text_faults(place, element.text)
    yield from repeated_codes(place, "option", (option.code for option in element.options))
    for option in element.options:
        yield from text_faults(place_of(place, "option", option.code), option.text)
    if (element.kind == "choice") != (len(element.options) >= FEWEST):
        yield fault(
            place,
            "Un élément de sorte « choice » a au moins deux options ; les autres n’en ont pas.",
            "An element of the kind “choice” has at least two options; the others have none.",
        )


def _number_problems(place: str, question: NumberQuestion) -> Iterator[PublishingProblem]:
    yield from optional_text_faults(place_of(place, "unit"), question.unit, limit=LABEL)
    lowest, highest = question.lowest, question.highest
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        yield fault(place, "Les limites doivent être des nombres.", "The limits must be numbers.")
    elif lowest >= highest or (question.whole and math.floor(highest) <= math.ceil(lowest)):
        yield _no_room(place)


def _no_room(place: str) -> PublishingProblem:
    return fault(
        place,
        "Les limites ne laissent pas deux réponses possibles.",
        "The limits do not leave two possible answers.",
    )
