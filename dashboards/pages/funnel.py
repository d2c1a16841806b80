"""How far a survey came, as a small table on the page of its cohort.

Who reads it: a facilitator whose survey got few answers, before they write a reminder or
shorten the form. What they must be able to do: within ten seconds, see whether people were
not reached, did not begin, or gave up on the way; and never take browsers for people.
"""

from typing import NamedTuple

from analysis.disclosure.funnel import Count
from analysis.disclosure.gate import INSIDE, Withheld
from analysis.scores.funnel import Funnel
from analysis.scores.share import Share
from dashboards.figures.share_words import both
from dashboards.wording import Words


class _Step(NamedTuple):
    name: str
    how_many: str
    rate: str


class FunnelBlock(NamedTuple):
    title: str
    columns: tuple[str, str, str]
    steps: tuple[_Step, ...]
    sentences: tuple[str, ...]
    notes: tuple[str, ...]


def funnel_block(funnel: Funnel, words: Words, *, links: bool) -> FunnelBlock:
    """Return the steps of a survey in words; `links`: people come through personal links."""
    said = Words("funnel", words.language)
    invited = "invited_links" if links else "invited_people"
    of_invited = "of_invited_links" if links else "of_invited_people"
    steps = (
        ("opened", funnel.opened, None),
        ("started", funnel.started, funnel.started_of_opened),
        ("completed", funnel.completed, funnel.completed_of_started),
    )
    rate = funnel.completed_of_invited
    counts = (funnel.opened, funnel.started)
    notes = [said("browsers")]
    if not funnel.exact:
        notes.insert(0, said("while_open", step=words.number(INSIDE)))
    if None in counts:
        notes.insert(0, said("incomplete"))
    return FunnelBlock(
        title=said("title"),
        columns=(said("column_step"), said("column_count"), said("column_rate")),
        steps=(
            _Step(
                said(invited),
                said("not_known") if funnel.invited is None else words.number(funnel.invited),
                words("dash"),
            ),
            *(
                _Step(said(name), _count(count, funnel, words, said), _rate(share, words))
                for name, count, share in steps
            ),
        ),
        sentences=(said(of_invited, rate=both(rate, words)),) if rate else (),
        notes=tuple(notes),
    )


def _count(count: Count, funnel: Funnel, words: Words, said: Words) -> str:
    match count:
        case None:
            return said("not_right")
        case Withheld():
            return words("too_few_cell")
        case _ if funnel.exact:
            return words.number(count)
        case _:
            return said("at_least", count=words.number(count))


def _rate(share: Share | None, words: Words) -> str:
    return both(share, words) if share else words("dash")
