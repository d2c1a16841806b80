"""Decide whether a questionnaire may be published: every fault at once, each with its place.

PublishingRefused    the questionnaire has faults; `problems` holds them all

A place is written with the words of the file (section, question, option, scale,
point, row), so a designer can look it up there.

Conditions name earlier questions only. So there is no cycle, the first question is always
asked, each page leads to a later one or to the end; that some answers show each is checked.
"""

import math
import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, assert_never

from surveys.questionnaire import PLACE_IN, Questionnaire, Section, items
from surveys.questions import (
    NOT_APPLICABLE,
    ChoiceQuestion,
    DateQuestion,
    HiddenQuestion,
    Information,
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
    TextQuestion,
)
from surveys.texts import LANGUAGES, Text
from surveys.visibility import condition_faults, contradictions, link_faults

LABEL = 200
"""Most characters of a title, an option, a point, a row or a unit."""

SENTENCE = 500
"""Most characters of a question or its hint."""

PARAGRAPH = 2_000
"""Most characters of an introduction, of thanks, or of a text between questions."""

SHARED = 3
"""Most words that may well be the same in both languages."""

FEWEST = 2
"""Fewest options of a choice."""

_NAMES = {"fr": ("français", "French"), "en": ("anglais", "English")}
_OPPOSITE = {"favourable": "unfavourable", "neutral": "neutral", "unfavourable": "favourable"}
_SIDE = {
    "favourable": Text(fr="favorable", en="favourable"),
    "neutral": Text(fr="neutre", en="neutral"),
    "unfavourable": Text(fr="défavorable", en="unfavourable"),
}
_MARKER = re.compile(
    r"NEED_TLX|\b(?:TLX|TODO|TBD|FIXME|XXX+)\b|\b[ÀA] TRADUIRE\b|\bTO TRANSLATE\b"
    r"|[Ll]orem ipsum|\?\?\?"
)
_ORDINARY = re.compile(r"\b(?!(?:avec|dans|from|pour|with)\b)[^\W\d_]{4,}\b")


class PublishingProblem(NamedTuple):
    """One fault of a questionnaire, and where it is."""

    place: str
    message: Text


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


def _at(place: str | None, part: str, code: str | None = None) -> str:
    """Return the place of a part, named by its code if it has one, within `place`."""
    name = part if code is None else f'{part} "{code}"'
    return name if place is None else f"{place}{PLACE_IN}{name}"


def _problem(place: str, fr: str, en: str) -> PublishingProblem:
    return PublishingProblem(place, Text(fr=fr, en=en))


def _header_problems(
    questionnaire: Questionnaire, published: Collection[tuple[str, int]]
) -> Iterator[PublishingProblem]:
    if (questionnaire.code, questionnaire.version) in published:
        yield _problem(
            "version",
            f"La version {questionnaire.version} est déjà publiée et ne change plus : "
            "donnez un nouveau numéro.",
            f"Version {questionnaire.version} is already published and never changes: "
            "give it a new number.",
        )
    yield from _text("title", questionnaire.title)
    yield from _optional_text("introduction", questionnaire.introduction, limit=PARAGRAPH)
    yield from _optional_text("thanks", questionnaire.thanks, limit=PARAGRAPH)


# Texts


def _text(place: str, text: Text, *, limit: int = LABEL) -> Iterator[PublishingProblem]:
    for language in LANGUAGES:
        words, (name_fr, name_en) = text[language].strip(), _NAMES[language]
        if not words:
            yield _problem(place, f"Le texte {name_fr} manque.", f"The {name_en} text is missing.")
        elif marker := _MARKER.search(words):
            yield _problem(
                place,
                f"Le texte {name_fr} contient encore la marque « {marker[0]} ».",
                f"The {name_en} text still holds the mark “{marker[0]}”.",
            )
        elif len(words) > limit:
            yield _problem(
                place,
                f"Le texte {name_fr} compte {len(words)} caractères ; la limite est {limit}.",
                f"The {name_en} text has {len(words)} characters; the limit is {limit}.",
            )
    if _untranslated(text):
        yield _problem(
            place,
            "Le français et l’anglais sont identiques : il manque sans doute une traduction.",
            "French and English are identical: a translation is probably missing.",
        )


def _optional_text(place: str, text: Text, *, limit: int) -> Iterator[PublishingProblem]:
    if any(text[language].strip() for language in LANGUAGES):
        yield from _text(place, text, limit=limit)


def _untranslated(text: Text) -> bool:
    """Whether one language looks like a copy of the other.

    Short labels ("Coordination") and names ("Fondation du Grand Montréal",
    "Zoom, Microsoft Teams, Google Meet") are the same in both. A copy has more
    than `SHARED` words, and at least two that are no name: in lower case, of
    four letters or more, and no mere link between the words of a name.
    """
    words = text.fr.split()
    ordinary = [word for word in _ORDINARY.findall(text.fr) if word.islower()]
    return words == text.en.split() and len(words) > SHARED and len(ordinary) > 1


# Codes


def _repeated(place: str | None, kind: str, codes: Iterable[str]) -> Iterator[PublishingProblem]:
    seen: set[str] = set()
    for code in codes:
        if code in seen:
            yield _duplicate(_at(place, kind, code), code)
        seen.add(code)


def _duplicate(place: str, code: str) -> PublishingProblem:
    return _problem(
        place,
        f"Le code « {code} » sert déjà : chaque code ne sert qu’une fois.",
        f"The code “{code}” is already taken: each code is used once.",
    )


def _reserved(place: str, code: str) -> Iterator[PublishingProblem]:
    if code == NOT_APPLICABLE:
        yield _problem(
            place,
            f"Le code « {code} » est réservé : « sans objet » se déclare dans l’échelle, "
            "avec not_applicable.",
            f"The code “{code}” is reserved: “not applicable” is declared in the scale, "
            "with not_applicable.",
        )


# Scales


def _scales_problems(questionnaire: Questionnaire) -> Iterator[PublishingProblem]:
    used = {
        question.scale
        for question in questionnaire.questions
        if isinstance(question, ScaleQuestion | MatrixQuestion)
    }
    yield from _repeated(None, "scale", (scale.code for scale in questionnaire.scales))
    for scale in questionnaire.scales:
        place = _at(None, "scale", scale.code)
        if scale.code not in used:
            yield _problem(
                place, "Aucune question n’utilise cette échelle.", "No question uses this scale."
            )
        yield from _repeated(place, "point", (point.code for point in scale.points))
        for point in scale.points:
            point_place = _at(place, "point", point.code)
            yield from _reserved(point_place, point.code)
            yield from _text(point_place, point.text)
        if scale.not_applicable is not None:
            yield from _text(_at(place, "not_applicable"), scale.not_applicable)
        if not _balanced(scale):
            yield _unbalanced(place, scale)


def _unbalanced(place: str, scale: Scale) -> PublishingProblem:
    sides = [_SIDE[point.side] for point in scale.points]
    return _problem(
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
        yield _problem(
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
            place = _at(f"section {number}", "question", question.code)
            names = {question.code, *items(question)}
            if clash := sorted(names & taken):
                yield _duplicate(place, clash[0])
            taken |= names
            yield from _question_problems(questionnaire, place, question)
            yield from (PublishingProblem(place, x) for x in link_faults(section, question))
            faults = list(condition_faults(questionnaire, question.visible_if, reachable))
            faults = faults or ([] if hidden else list(contradictions(questionnaire, question)))
            yield from (PublishingProblem(_at(place, "visible_if"), fault) for fault in faults)
            reachable[question.code] = not (faults or hidden)


def _section_problems(place: str, section: Section) -> Iterator[PublishingProblem]:
    yield from _text(_at(place, "title"), section.title)
    yield from _optional_text(_at(place, "introduction"), section.introduction, limit=PARAGRAPH)
    if not section.questions:
        yield _problem(place, "La section est vide.", "The section is empty.")


def _question_problems(
    questionnaire: Questionnaire, place: str, question: Question
) -> Iterator[PublishingProblem]:
    limit = PARAGRAPH if isinstance(question, Information) else SENTENCE
    yield from _text(_at(place, "text"), question.text, limit=limit)
    yield from _optional_text(_at(place, "hint"), question.hint, limit=SENTENCE)
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
        case Information(required=True):
            yield _problem(
                _at(place, "required"),
                "Un texte sans réponse ne peut pas être obligatoire.",
                "A text that takes no answer cannot be required.",
            )
        case RecommendationQuestion() | ShortTextQuestion() | LongTextQuestion() | Information():
            pass
        case _:
            assert_never(question)
    if question.headline and isinstance(question, DateQuestion | TextQuestion | Information):
        yield _problem(
            _at(place, "headline"),
            "Cette sorte de question ne donne pas de chiffre à mettre en tête.",
            "This kind of question gives no number to headline.",
        )


def _choice_problems(place: str, question: ChoiceQuestion) -> Iterator[PublishingProblem]:
    yield from _repeated(place, "option", (option.code for option in question.options))
    for option in question.options:
        option_place = _at(place, "option", option.code)
        yield from _reserved(option_place, option.code)
        yield from _text(option_place, option.text)
        if option.exclusive and not isinstance(question, MultipleChoiceQuestion):
            yield _problem(
                option_place,
                "Un choix unique est toujours exclusif : retirez exclusive.",
                "A single choice is always exclusive: remove exclusive.",
            )
    if len(question.options) < FEWEST:
        yield _problem(
            place, "Un choix compte au moins deux options.", "A choice has at least two options."
        )
    elif (
        isinstance(question, MultipleChoiceQuestion)
        and sum(not option.exclusive for option in question.options) < FEWEST
    ):
        yield _problem(
            place,
            "Les options exclusives ne laissent rien à cocher ensemble : "
            "faites-en un choix unique.",
            "The exclusive options leave nothing to tick together: make it a single choice.",
        )


def _scale_reference_problems(
    questionnaire: Questionnaire, place: str, scale: str
) -> Iterator[PublishingProblem]:
    if scale not in questionnaire.scale_by_code:
        yield _problem(
            _at(place, "scale"),
            f"L’échelle « {scale} » n’existe pas.",
            f"There is no scale “{scale}”.",
        )


def _row_problems(place: str, question: MatrixQuestion) -> Iterator[PublishingProblem]:
    yield from _repeated(place, "row", (row.code for row in question.rows))
    for row in question.rows:
        yield from _text(_at(place, "row", row.code), row.text)
    if not question.rows:
        yield _problem(place, "La grille n’a aucune ligne.", "The matrix has no row.")


def _number_problems(place: str, question: NumberQuestion) -> Iterator[PublishingProblem]:
    yield from _optional_text(_at(place, "unit"), question.unit, limit=LABEL)
    lowest, highest = question.lowest, question.highest
    if not (math.isfinite(lowest) and math.isfinite(highest)):
        yield _problem(
            place, "Les limites doivent être des nombres.", "The limits must be numbers."
        )
    elif lowest >= highest or (question.whole and math.floor(highest) <= math.ceil(lowest)):
        yield _no_room(place)


def _no_room(place: str) -> PublishingProblem:
    return _problem(
        place,
        "Les limites ne laissent pas deux réponses possibles.",
        "The limits do not leave two possible answers.",
    )
