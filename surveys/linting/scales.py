"""Scales whose ends do not weigh the same. Publishing refuses unequal sides; these are subtler."""

from collections.abc import Iterator, Sequence
from typing import Final

from surveys.linting.polarity import polarity, strong
from surveys.linting.remarks import Remark
from surveys.questionnaire import Questionnaire
from surveys.questions import Scale
from surveys.texts import LANGUAGES, Language, Text

_MEANT: Final = {"favourable": 1, "neutral": 0, "unfavourable": -1}
_WORDED: Final = 4
"""Fewest points that could well have a neutral one among them."""


def scales(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Remark on each scale of the questionnaire."""
    for place, scale in enumerate(questionnaire.scales):
        if sibling := _with_neutral(scale, questionnaire.scales):
            yield Remark("neutral_missing", ("scales", place), None, _no_neutral(sibling))
        for language in LANGUAGES:
            yield from _ends(scale, place, language)
            yield from _sides(scale, place, language)


def _with_neutral(scale: Scale, others: Sequence[Scale]) -> str | None:
    """Return a scale beside this one that has a neutral point, where this one has none."""
    if _neutral(scale) or len(scale.points) < _WORDED or not _one_way(scale):
        return None
    alike = (each for each in others if _neutral(each) and abs(_size(each) - _size(scale)) == 1)
    return next((each.code for each in alike), None)


def _neutral(scale: Scale) -> bool:
    return any(point.side == "neutral" for point in scale.points)


def _size(scale: Scale) -> int:
    return len(scale.points)


def _one_way(scale: Scale) -> bool:
    """Whether one end is best, rather than the middle."""
    return scale.best in (scale.points[0].code, scale.points[-1].code) if scale.points else False


def _ends(scale: Scale, place: int, language: Language) -> Iterator[Remark]:
    """Remark on a scale that goes all the way on one side only."""
    if _size(scale) <= 2 or not _one_way(scale):  # noqa: PLR2004 -- two points have no degrees
        return
    first, last = scale.points[0].text[language], scale.points[-1].text[language]
    if first and last and strong(first, language) != strong(last, language):
        mild, far = (last, first) if strong(first, language) else (first, last)
        end = len(scale.points) - 1 if mild == last else 0
        message = Text(
            fr=f"Les bouts ne se répondent pas : « {far} » va jusqu’au bout, « {mild} » non. "
            "Donnez-leur la même force (« Très… », « Pas du tout… »).",
            en=f"The ends do not answer each other: “{far}” goes all the way, “{mild}” does not. "
            "Give them the same strength (“Very…”, “Not at all…”).",
        )
        path = ("scales", place, "points", end, "text", language)
        yield Remark("ends_unlike", path, language, message)


def _sides(scale: Scale, place: int, language: Language) -> Iterator[Remark]:
    """Remark on a point whose words say the opposite of its side."""
    for number, point in enumerate(scale.points):
        said, meant = polarity(point.text[language], language), _MEANT[point.side]
        if said and meant and said != meant and _one_way(scale):
            message = Text(
                fr=f"« {point.text[language]} » est déclaré {point.side} : les mots disent le "
                "contraire, et tous les pourcentages seraient à l’envers. Corrigez side ou le "
                "texte.",
                en=f"“{point.text[language]}” is declared {point.side}: the words say the "
                "opposite, and every percentage would be the wrong way round. Correct side or "
                "the text.",
            )
            path = ("scales", place, "points", number, "text", language)
            yield Remark("side_contradicted", path, language, message)


def _no_neutral(sibling: str) -> Text:
    return Text(
        fr=f"L’échelle « {sibling} » offre un point neutre, celle-ci non : les résultats ne se "
        "compareront pas. Faites le même choix pour les deux.",
        en=f"The scale “{sibling}” offers a neutral point, this one does not: results will not "
        "compare. Make the same choice for both.",
    )
