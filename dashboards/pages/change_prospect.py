"""What a change could be seen to do, in words, before it is registered."""

from typing import NamedTuple

from analysis.loop.changes import Hypothesis
from analysis.loop.prospects import Prospect
from dashboards.figures.share_words import both
from dashboards.pages.change_view import points
from dashboards.wording import Words


class ProspectWords(NamedTuple):
    lines: tuple[str, ...]
    warning: str
    """What whoever registers it should think about first; empty where nothing is."""


def prospect_words(found: Prospect, hypothesis: Hypothesis, words: Words) -> ProspectWords:
    """Return what there was before, what could be seen after, and what that costs."""
    said = Words("changes", words.language)
    if found.before is None:
        return ProspectWords((), said("prospect_too_few"))
    spends = said(
        "prospect_place",
        place=words.number(found.place),
        alpha=words.percent(found.alpha, digits=2),
    )
    lines = [
        said("prospect_before", share=both(found.before, words)),
        said.count("prospect_after", found.expected),
    ]
    if found.visible is None:
        return ProspectWords((*lines, spends), said("prospect_none"))
    towards = found.visible if hypothesis.expects == "higher" else -found.visible
    lines.append(
        said(
            "prospect_visible",
            points=points(found.visible, words),
            before=words.percent(found.before.value),
            after=words.percent(found.before.value + towards),
        )
    )
    if found.among > 1:
        spends = f"{spends} {said('among', among=words.number(found.among))}"
    return ProspectWords((*lines, spends), _warning(found.visible, hypothesis, words, said))


def _warning(visible: float, hypothesis: Hypothesis, words: Words, said: Words) -> str:
    if visible <= hypothesis.smallest:
        return ""
    return said(
        "prospect_missed",
        smallest=points(hypothesis.smallest, words),
        visible=points(visible, words),
    )
