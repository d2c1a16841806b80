"""Whom the questions would single out: people alone on a roster with what they would answer."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from surveys.linting.remarks import Path, Remark, placed_questions
from surveys.questionnaire import Questionnaire
from surveys.questions import ShortTextQuestion, SingleChoiceQuestion
from surveys.texts import Text

DIMENSIONS: Final = {
    "role": "role",
    "region": "region",
    "organisation": "organisation",
    "organization": "organisation",
}
"""What the code of a question says of who answers."""


class Traits(NamedTuple):
    """What a roster says of one person, without a name; empty where nobody said."""

    role: str
    region: str
    organisation: str


class Crowd(NamedTuple):
    """How many people of a roster the answers to some questions would single out."""

    asked: tuple[str, ...]
    """Of `Traits`."""
    people: int
    """Of whom the roster says all that is asked."""
    alone: int
    few: int
    """In a group smaller than the threshold, those alone included."""


def crowd(roster: Sequence[Traits], asked: tuple[str, ...], *, threshold: int) -> Crowd:
    """Count who would be in a group of fewer than `threshold` people, themselves included."""
    cells = Counter(
        traits for person in roster if all(traits := tuple(getattr(person, each) for each in asked))
    )
    return Crowd(
        asked,
        sum(cells.values()),
        sum(count for count in cells.values() if count == 1),
        sum(count for count in cells.values() if count < threshold),
    )


def identifying(
    questionnaire: Questionnaire, roster: Sequence[Traits], *, threshold: int
) -> Iterator[Remark]:
    """Remark on the last of the questions that together would single somebody out.

    Args:
        questionnaire: What is asked.
        roster: Of one cohort. Of fewer people than `threshold` nothing is said but that.
        threshold: Fewest people that a group may be of.
    """
    asking = _asking(questionnaire)
    if not asking or not roster:
        return
    path = (*max(asking.values(), key=str), "text")
    if len(roster) < threshold:
        yield Remark("identifying", path, None, _small(threshold))
        return
    found = crowd(roster, tuple(asking), threshold=threshold)
    if found.few:
        without = [
            crowd(roster, tuple(each for each in asking if each != left_out), threshold=threshold)
            for left_out in asking
            if len(asking) > 1
        ]
        yield Remark("identifying", path, None, _singled_out(found, without, threshold))


def _asking(questionnaire: Questionnaire) -> dict[str, Path]:
    """Return where each trait is asked."""
    return {
        DIMENSIONS[question.code]: where
        for where, question in placed_questions(questionnaire)
        if question.code in DIMENSIONS
        and isinstance(question, SingleChoiceQuestion | ShortTextQuestion)
    }


def _small(threshold: int) -> Text:
    return Text(
        fr=f"Moins de {threshold} personnes sur cette liste : chacune se reconnaîtrait. Ne "
        "demandez ni rôle, ni région, ni organisme.",
        en=f"Fewer than {threshold} people on this roster: each could be recognised. Ask neither "
        "role nor region nor organization.",
    )


_NAMES: Final = {
    "role": Text(fr="rôle", en="role"),
    "region": Text(fr="région", en="region"),
    "organisation": Text(fr="organisme", en="organization"),
}


def _singled_out(found: Crowd, without: list[Crowd], threshold: int) -> Text:
    fr = " × ".join(_NAMES[each].fr for each in found.asked)
    en = " × ".join(_NAMES[each].en for each in found.asked)
    tried_fr = " ; ".join(
        f"avec seulement {' × '.join(_NAMES[each].fr for each in crowd.asked)} : {crowd.few}"
        for crowd in without
    )
    tried_en = "; ".join(
        f"with only {' × '.join(_NAMES[each].en for each in crowd.asked)}: {crowd.few}"
        for crowd in without
    )
    return Text(
        fr=f"{fr} : de {found.people} personnes inscrites, seules de leur groupe : {found.alone} ; "
        f"dans un groupe de moins de {threshold} : {found.few}. Regroupez des choix, ou "
        "retirez une de ces questions" + (f" ({tried_fr})." if tried_fr else "."),
        en=f"{en}: of {found.people} people on the roster, alone in their group: "
        f"{found.alone}; in a group of fewer than {threshold}: {found.few}. Merge choices, or "
        "remove one of these questions" + (f" ({tried_en})." if tried_en else "."),
    )
