"""What became of a content change, in words that can be read in ten seconds."""

from typing import NamedTuple

from analysis.loop.changes import Hypothesis
from analysis.loop.verdicts import Effect
from dashboards.figures.before_after import Side, before_after
from dashboards.figures.figure import Figure
from dashboards.figures.share_words import both
from dashboards.pages.change_view import (
    AwaitedView,
    ChangeView,
    cohort_names,
    measured_words,
    points,
)
from dashboards.wording import Words


class VerdictWords(NamedTuple):
    badge: str
    tone: str
    """improved, worsened, undetermined, waiting or gone: how the badge looks."""
    lead: str
    """All that matters, in a sentence."""
    more: tuple[str, ...]
    """What it rests on."""
    figure: Figure | None


def verdict_words(view: ChangeView, words: Words) -> VerdictWords:
    """Return what may be said of a change today."""
    said = Words("changes", words.language)
    judgement = view.judgement
    match judgement.state:
        case "withdrawn" | "altered":
            return VerdictWords(
                said(f"state_{judgement.state}"), "gone", _gone(view, words, said), (), None
            )
        case "waiting":
            lead = said("waiting", cohorts=_awaited_names(view, words))
            more = (
                *(_awaited(each, view, words, said) for each in view.awaited),
                _when(view, said),
            )
            return VerdictWords(
                said("state_waiting"), "waiting", lead, tuple(filter(None, more)), None
            )
        case _:
            return _judged(view, words, said)


def tone_of(view: ChangeView) -> str:
    """Return under which of all tones a change is counted."""
    judgement = view.judgement
    if judgement.state in {"withdrawn", "altered"}:
        return "gone"
    return judgement.verdict or "waiting"


def _judged(view: ChangeView, words: Words, said: Words) -> VerdictWords:
    judgement = view.judgement
    verdict, effect = judgement.verdict or "undetermined", judgement.effect
    badge = said("state_late") if judgement.state == "late" else said(f"verdict_{verdict}")
    figure = _figure(view, effect, words, said) if effect else None
    return VerdictWords(badge, verdict, _lead(view, words, said), _more(view, words, said), figure)


def _lead(view: ChangeView, words: Words, said: Words) -> str:
    reason, effect = view.judgement.reason, view.judgement.effect
    if effect is None:
        return said(f"reason_{reason}")
    measured = said("from_to", before=both(effect.before, words), after=both(effect.after, words))
    difference = said(
        "difference", difference=signed(effect, words, said), reach=_reach(effect, said)
    )
    key = view.judgement.verdict if reason == "shown" else reason
    hypothesis = view.change.hypothesis
    ending = said(f"reason_{key}", smallest=points(hypothesis.smallest, words))
    return f"{measured} {difference} {ending}"


def _more(view: ChangeView, words: Words, said: Words) -> tuple[str, ...]:
    judgement = view.judgement
    if judgement.effect is None:
        waits = [_awaited(each, view, words, said) for each in view.awaited]
        return tuple(waits)
    spent = said(
        "by_chance",
        alpha=words.percent(view.rule.alpha, digits=2),
        place=words.number(view.rule.place or 0),
    )
    lines = [visible_words(judgement.effect.visible, words)]
    if judgement.verdict == "undetermined":
        lines.insert(0, said("undetermined_means"))
    if view.rule.place:
        lines.append(spent)
    if view.rule.among > 1:
        lines.append(said("among", among=words.number(view.rule.among)))
    return tuple(lines)


def visible_words(visible: float | None, words: Words) -> str:
    """Return how small a difference could have been and still be seen."""
    said = Words("changes", words.language)
    return said("visible", points=points(visible, words)) if visible else said("visible_none")


def signed(effect: Effect, words: Words, said: Words) -> str:
    """Return « +19 points »."""
    return said("signed_points", number=words.signed(effect.difference * 100))


def _reach(effect: Effect, said: Words) -> str:
    low, high = (said.signed(limit * 100) or "0" for limit in effect.interval)
    return said("reach", low=low, high=high, confidence=_confidence(effect, said))


def _confidence(effect: Effect, said: Words) -> str:
    digits = 0 if round(effect.confidence * 1000) % 10 == 0 else 1
    return Words("workspace", said.language).percent(effect.confidence, digits=digits)


def _figure(view: ChangeView, effect: Effect, words: Words, said: Words) -> Figure:
    hypothesis = view.change.hypothesis
    asked, counted = measured_words(hypothesis, view.questionnaire, words)
    return before_after(
        asked,
        [
            Side(_side("before", hypothesis, view, words), effect.before),
            Side(_side("after", hypothesis, view, words), effect.after),
        ],
        (said("row_difference"), signed(effect, words, said), _reach(effect, said)),
        words,
        note=words("share_of", chosen=counted) if counted else "",
    )


def _side(side: str, hypothesis: Hypothesis, view: ChangeView, words: Words) -> str:
    cohorts = hypothesis.before if side == "before" else hypothesis.after
    said = Words("changes", words.language)
    return said(f"side_{side}", cohorts=cohort_names(cohorts, view.cohorts, words))


def _gone(view: ChangeView, words: Words, said: Words) -> str:
    gone = view.withdrawn
    if view.judgement.state == "altered" or gone is None:
        return said("altered")
    when = "withdrawn_after" if gone.answered else "withdrawn_before"
    return said(when, day=words.day(gone.on), reason=words("quoted", text=gone.reason))


def _awaited_names(view: ChangeView, words: Words) -> str:
    return cohort_names([each.cohort for each in view.awaited], view.cohorts, words)


def _awaited(each: AwaitedView, view: ChangeView, words: Words, said: Words) -> str:
    name = cohort_names([each.cohort], view.cohorts, words)
    if not each.surveyed:
        return said("awaited_no_survey", cohort=name)
    if each.ends is None:
        return said("awaited_no_end", cohort=name)
    return said("awaited_until", cohort=name, day=words.day(each.ends))


def _when(view: ChangeView, said: Words) -> str:
    return said("given_on", day=said.day(view.given_on)) if view.given_on else ""
