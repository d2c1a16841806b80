"""A file of indicators, and what may be wrong with it: every fault at once, each with its place."""

from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

import msgspec

from surveys.faults import (
    LABEL,
    PublishingProblem,
    fault,
    optional_text_faults,
    place_of,
    repeated_codes,
    text_faults,
)
from surveys.indicators import (
    DistributionIndicator,
    Feed,
    Indicator,
    NetPromoterIndicator,
    ShareIndicator,
)
from surveys.questionnaire import Questionnaire, items
from surveys.questions import (
    NOT_APPLICABLE,
    MatrixQuestion,
    MultipleChoiceQuestion,
    Question,
    RecommendationQuestion,
    ScaleQuestion,
)
from surveys.texts import Slug
from surveys.toml_text import TomlUnreadable, read_toml

_YES = "yes"


class IndicatorsUnreadable(ValueError):
    """The file is not a set of indicators; the message says where and why."""


class IndicatorSet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    indicators: tuple[Indicator, ...]


def read_indicators(text: bytes) -> tuple[Indicator, ...]:
    """Decode a TOML file of `[[indicators]]`.

    Raises:
        IndicatorsUnreadable: it is not TOML, or not shaped like indicators.
    """
    try:
        return read_toml(text, IndicatorSet).indicators
    except TomlUnreadable as error:
        raise IndicatorsUnreadable(str(error)) from error


def indicator_problems(
    indicators: Sequence[Indicator],
    questionnaires: Sequence[Questionnaire],
    activities: Sequence[Slug],
) -> list[PublishingProblem]:
    """Return everything that keeps `indicators` from being computed or understood.

    Args:
        indicators: As declared.
        questionnaires: Those that may feed them, every version.
        activities: Those of the programme.
    """
    found = list(repeated_codes(None, "indicator", [each.code for each in indicators]))
    for indicator in indicators:
        place = place_of(None, "indicator", indicator.code)
        found += text_faults(place_of(place, "name"), indicator.name)
        for part in ("numerator", "denominator"):
            text = getattr(indicator, part)
            found += optional_text_faults(place_of(place, part), text, limit=LABEL)
        for activity in indicator.activities:
            if activity not in activities:
                found.append(
                    fault(
                        place,
                        f"Le programme n’a pas d’activité « {activity} ».",
                        f"The programme has no activity “{activity}”.",
                    )
                )
        if isinstance(indicator, ShareIndicator | DistributionIndicator | NetPromoterIndicator):
            found += _feeds_faults(place, indicator, questionnaires)
    return found


def _feeds_faults(
    place: str,
    indicator: ShareIndicator | DistributionIndicator | NetPromoterIndicator,
    questionnaires: Sequence[Questionnaire],
) -> Iterator[PublishingProblem]:
    if not indicator.feeds:
        yield fault(place, "Aucune question ne l’alimente.", "No question feeds it.")
    yield from _counted_twice(place, indicator.feeds)
    for feed in indicator.feeds:
        asking = [
            (questionnaire, question)
            for questionnaire in questionnaires
            if feed.questionnaire in {None, questionnaire.code}
            if (question := questionnaire.by_code.get(feed.item.partition(".")[0]))
            if feed.item == question.code or feed.item in items(question)
        ]
        where = place_of(place, "feed", feed.item)
        if not asking:
            yield fault(
                where,
                "Aucun questionnaire du programme ne pose cette question.",
                "No questionnaire of the programme asks this question.",
            )
        for questionnaire, question in asking:
            yield from _feed_faults(where, indicator, feed, (questionnaire, question))


def _counted_twice(place: str, feeds: Sequence[Feed]) -> Iterator[PublishingProblem]:
    """Yield a fault for each feed that counts answers which another one counts already."""
    for feed, other in combinations(feeds, 2):
        alike = {feed.questionnaire, other.questionnaire}
        items_alike = (
            feed.item == other.item
            or other.item.startswith(f"{feed.item}.")
            or feed.item.startswith(f"{other.item}.")
        )
        if items_alike and (None in alike or len(alike) == 1):
            yield fault(
                place_of(place, "feed", other.item),
                "Une autre source compte déjà ces réponses.",
                "Another feed counts these answers already.",
            )


def _feed_faults(
    place: str,
    indicator: ShareIndicator | DistributionIndicator | NetPromoterIndicator,
    feed: Feed,
    asking: tuple[Questionnaire, Question],
) -> Iterator[PublishingProblem]:
    questionnaire, question = asking
    offered = _countable(questionnaire, question)
    if isinstance(indicator, NetPromoterIndicator):
        if not isinstance(question, RecommendationQuestion):
            yield fault(
                place,
                "Un NPS demande une question de 0 à 10.",
                "A net promoter score needs a question from 0 to 10.",
            )
        return
    if not offered.codes:
        yield fault(
            place,
            "Cette question n’offre pas de réponses à compter.",
            "This question offers no answers to count.",
        )
        return
    if isinstance(question, MultipleChoiceQuestion) and len(feed.values) > 1:
        yield fault(
            place,
            "Une personne peut cocher plusieurs de ces réponses et compterait plus d’une fois : "
            "n’en donnez qu’une.",
            "One person can tick several of these answers and would count more than once: "
            "give one only.",
        )
    for value in feed.values:
        if value == NOT_APPLICABLE and not isinstance(question, MultipleChoiceQuestion):
            yield fault(
                place,
                "« Sans objet » n’est pas une réponse qui se compte parmi les autres.",
                "“Not applicable” is not an answer that counts among the others.",
            )
        elif value not in offered.codes:
            yield fault(
                place,
                f"Cette question n’offre pas la réponse « {value} ».",
                f"This question does not offer the answer “{value}”.",
            )
    if isinstance(indicator, ShareIndicator) and not feed.values and not offered.usual:
        yield fault(
            place,
            "Rien ne dit quelles réponses compter : donnez `values`.",
            "Nothing says which answers count: give `values`.",
        )


class _Countable(NamedTuple):
    codes: tuple[str, ...]
    usual: bool
    """Whether some of them count when none are named."""


def _countable(questionnaire: Questionnaire, question: Question) -> _Countable:
    codes = questionnaire.offered.get(question.code, ())
    if isinstance(question, ScaleQuestion | MatrixQuestion):
        favourable = questionnaire.scale_by_code[question.scale].favourable
        return _Countable(codes, bool(favourable))
    return _Countable(codes, _YES in codes)
