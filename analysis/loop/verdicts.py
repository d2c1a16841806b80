"""Whether a change improved what it was to improve, by the rule fixed when it was registered.

*Improved* takes all of: the hypothesis was registered before anybody of the cohorts after had
answered, and is as it was stamped; every survey it names is over, so the verdict is reached once;
Boschloo's value is at most what the change may spend; Newcombe's interval, as sure, leaves 0 out;
and the difference is at least what counts. *Worsened* takes the same the other way. All else
is *undetermined*, which never means that nothing changed.

Numbers come from what the gate releases of each cohort by itself, added up: nothing else is
shown, so nothing can be subtracted from what other pages show of the same cohorts.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Literal, TypeAlias

import msgspec

from analysis.comparisons.higher_share import higher_share_p
from analysis.comparisons.two_shares import newcombe
from analysis.comparisons.visible_difference import smallest_visible_fall
from analysis.disclosure.gate import ReleasedFamily, pooled_over
from analysis.intervals import Interval
from analysis.loop.changes import Hypothesis, Measure, Rule
from analysis.loop.register import Entry
from analysis.loop.waiting import awaited_cohorts
from analysis.scores.account import Family
from analysis.scores.choice import ChoiceScore
from analysis.scores.scale import ScaleScore
from analysis.scores.share import Share
from analysis.scores.survey_scores import score_item
from analysis.scores.trend import TrendQuestion, asked_alike, pooled
from surveys.survey import Survey
from surveys.texts import Slug

State: TypeAlias = Literal["judged", "waiting", "late", "withdrawn", "altered"]
Verdict: TypeAlias = Literal["improved", "worsened", "undetermined"]
Reason: TypeAlias = Literal[
    "shown", "no_difference_shown", "too_small_to_count", "too_few", "asked_differently", "late"
]

_USUAL_ALPHA = 0.025
"""Of each side of the interval shown for a change that can have no verdict."""

_ROUNDING = 1e-9
"""70 % less 60 % is ten points, whatever a machine makes of it."""


class Effect(msgspec.Struct, frozen=True, kw_only=True):
    """What the cohorts before and after say; differences are after less before, from -1 to 1."""

    before: Share
    after: Share
    difference: float
    interval: Interval
    """Newcombe's, at `confidence`."""
    confidence: float
    p_improved: float
    """Boschloo's one-sided value of the direction expected, from 0 to 1."""
    p_worsened: float
    visible: float | None
    """The smallest difference in the direction expected that four comparisons of five of this
    size would show; None: none would."""


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What may be said of a change."""

    state: State
    verdict: Verdict | None = None
    """None while it waits, and for one that was withdrawn or altered."""
    reason: Reason | None = None
    effect: Effect | None = None
    """None where too few answered, and wherever there is no verdict."""
    awaited: tuple[Slug, ...] = ()
    """Cohorts whose survey is not over, or not there yet."""


def judge(
    entry: Entry, families: Iterable[Family], surveys: Collection[Survey], *, at: datetime
) -> Judgement:
    """Return what may be said of a change at a moment.

    Args:
        entry: The change as registered.
        families: What the gate releases of the programme.
        surveys: Those of the activity of the change.
        at: Surveys that are open then are waited for.
    """
    if not entry.intact:
        return Judgement(state="altered")
    if entry.withdrawn:
        return Judgement(state="withdrawn")
    change, rule = entry.registered.change, entry.registered.rule
    late = rule.place is None
    awaited = awaited_cohorts(change.hypothesis, surveys, at)
    if awaited:
        return Judgement(
            state="late" if late else "waiting",
            verdict="undetermined" if late else None,
            reason="late" if late else None,
            awaited=awaited,
        )
    family = next(
        (
            each
            for each in families
            if each.activity == change.activity
            and each.questionnaire.code == change.hypothesis.questionnaire
        ),
        None,
    )
    found = _effect(change.hypothesis, rule, family) if family else "too_few"
    if not isinstance(found, Effect):
        judged = Judgement(state="judged", verdict="undetermined", reason=found)
    else:
        verdict, reason = decided(found, change.hypothesis, rule)
        judged = Judgement(state="judged", verdict=verdict, reason=reason, effect=found)
    return msgspec.structs.replace(judged, state="late", reason="late") if late else judged


def decided(effect: Effect, hypothesis: Hypothesis, rule: Rule) -> tuple[Verdict, Reason]:
    """Return the verdict that the rule gives of an effect, and why."""
    up = effect.interval.low > 0
    down = effect.interval.high < 0
    better, worse = (up, down) if hypothesis.expects == "higher" else (down, up)
    improved = effect.p_improved <= rule.alpha and better
    worsened = effect.p_worsened <= rule.alpha and worse
    if not (improved or worsened):
        return "undetermined", "no_difference_shown"
    if abs(effect.difference) < hypothesis.smallest - _ROUNDING:
        return "undetermined", "too_small_to_count"
    return ("improved" if improved else "worsened"), "shown"


def effect_of(before: Share, after: Share, hypothesis: Hypothesis, rule: Rule) -> Effect:
    """Return how far apart two shares of different people are, as surely as the rule asks.

    What is untold of them is taken to speak against whatever is asked.
    """
    confidence = confidence_of(rule.alpha)
    rise = higher_share_p(after.count, after.answers, before.most, before.answers)
    fall = higher_share_p(before.count, before.answers, after.most, after.answers)
    low = newcombe(after.count, after.answers, before.most, before.answers, confidence).low
    high = newcombe(after.most, after.answers, before.count, before.answers, confidence).high
    higher = hypothesis.expects == "higher"
    return Effect(
        before=before,
        after=after,
        difference=after.value - before.value,
        interval=Interval(low, high),
        confidence=confidence,
        p_improved=rise if higher else fall,
        p_worsened=fall if higher else rise,
        visible=smallest_visible(before, after.answers, hypothesis, rule.alpha),
    )


def smallest_visible(
    before: Share, answers: int, hypothesis: Hypothesis, alpha: float
) -> float | None:
    """Return the smallest difference in the direction expected that would mostly be found.

    Args:
        before: What the cohorts before say.
        answers: Of the cohorts after; at least 1.
        hypothesis: Says the direction.
        alpha: What the change may spend; 0 where it can have no verdict.
    """
    start = 1 - before.value if hypothesis.expects == "higher" else before.value
    return smallest_visible_fall(start, before.answers, answers, confidence_of(alpha))


def confidence_of(alpha: float) -> float:
    """Return the confidence of the interval that says the same as a test of each side."""
    return 1 - 2 * (alpha or _USUAL_ALPHA)


def _effect(
    hypothesis: Hypothesis, rule: Rule, family: Family
) -> Effect | Literal["too_few", "asked_differently"]:
    sides = [
        pooled_over([family.released], cohorts)[0]
        for cohorts in (hypothesis.before, hypothesis.after)
    ]
    asked = [family.asked[each.survey] for side in sides for each in side.each]
    if not asked_alike(asked, hypothesis.item):
        return "asked_differently"
    before, after = (_share(family, side, hypothesis) for side in sides)
    if before is None or after is None:
        return "too_few"
    return effect_of(before, after, hypothesis, rule)


def share_of(family: Family, cohorts: Collection[Slug], hypothesis: Hypothesis) -> Share | None:
    """Return what cohorts say together of what is measured; None where too few may be shown."""
    return _share(family, pooled_over([family.released], cohorts)[0], hypothesis)


def _share(family: Family, side: ReleasedFamily, hypothesis: Hypothesis) -> Share | None:
    together = pooled(family.asked, hypothesis.item, side)
    if together is None:
        return None
    question = together.questionnaire.by_code[hypothesis.item.partition(".")[0]]
    if not isinstance(question, TrendQuestion):
        return None
    score = score_item(together.questionnaire, question, hypothesis.item, together.released)
    return _measured(score, hypothesis.measure)


def _measured(score: object, measure: Measure) -> Share | None:
    match score:
        case ScaleScore():
            return score.favourable if measure == "favourable" else score.best
        case ChoiceScore() if measure == "favourable":
            return score.yes
        case _:
            return None
