"""A content change as pages hold it, and what is expected of it in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from analysis.loop.changes import ContentChange, Hypothesis, Rule
from analysis.loop.verdicts import Judgement
from dashboards.pages.item_words import counted_answers, item_text
from dashboards.wording import Words
from surveys.programme import Activity
from surveys.questionnaire import Questionnaire
from surveys.questions import MatrixQuestion, ScaleQuestion
from surveys.texts import Slug, Text

_SHORT = 90
"""Characters of what somebody wrote of a change, where a line has to do."""


class NeedNamed(NamedTuple):
    """The theme that a change answers, as it is called today."""

    number: int
    called: Text | None
    """None where no word of it may be shown."""
    shown: bool
    """Whether it has a page: too few may mention it today."""
    typical: tuple[str, ...] = ()
    """Words that tell it apart where it is chosen from a list."""


class AwaitedView(NamedTuple):
    """A cohort that a verdict waits for."""

    cohort: Slug
    surveyed: bool
    ends: date | None


class WithdrawnView(NamedTuple):
    on: date
    by: str
    reason: str
    answered: bool


class ChangeView(msgspec.Struct, frozen=True, kw_only=True):
    """One change, with what may be said of it."""

    number: int
    registered_on: date
    by: str
    """Empty where nobody has that account any more."""
    change: ContentChange
    rule: Rule
    stamp: str
    stamped: str
    """The very text."""
    activity: Activity
    cohorts: Mapping[Slug, Text]
    """Names, of the activity."""
    questionnaire: Questionnaire | None
    """The newest version; None where it is asked no more."""
    module: Text | None = None
    need: NeedNamed | None = None
    withdrawn: WithdrawnView | None = None
    judgement: Judgement
    awaited: tuple[AwaitedView, ...] = ()
    given_on: date | None = None
    """When the verdict comes, or came; None: nobody can say."""


def short(what: str) -> str:
    """Return the beginning of what somebody wrote, as far as a line goes."""
    line = " ".join(what.split())
    if len(line) <= _SHORT:
        return line
    cut = line[: _SHORT + 1]
    return f"{cut.rpartition(' ')[0] or cut[:_SHORT]}…"


def cohort_names(slugs: Sequence[Slug], cohorts: Mapping[Slug, Text], words: Words) -> str:
    """Return « Cohorte 1, Cohorte 2 et Cohorte 3 »."""
    return words.each(
        [cohorts[slug][words.language] if slug in cohorts else slug for slug in slugs]
    )


def measured_words(
    hypothesis: Hypothesis, questionnaire: Questionnaire | None, words: Words
) -> tuple[str, str]:
    """Return what is asked, and which answers are counted."""
    if questionnaire is None or hypothesis.item.partition(".")[0] not in questionnaire.by_code:
        return hypothesis.item, ""
    asked = item_text(questionnaire, hypothesis.item, words)
    if hypothesis.measure == "favourable":
        return asked, counted_answers(questionnaire, hypothesis.item, words)
    return asked, best_answer(questionnaire, hypothesis.item, words)


def best_answer(questionnaire: Questionnaire, item: str, words: Words) -> str:
    """Return the best point of the scale of an item: « Très utile »; empty without a scale."""
    question = questionnaire.by_code[item.partition(".")[0]]
    if not isinstance(question, ScaleQuestion | MatrixQuestion):
        return ""
    scale = questionnaire.scale_by_code[question.scale]
    return next(
        (
            words("quoted", text=point.text[words.language])
            for point in scale.points
            if point.code == scale.best
        ),
        "",
    )


def points(share: float, words: Words) -> str:
    """Return the size of a difference of shares: « 5 points », « 17,8 points »."""
    size = round(abs(share) * 100, 1)
    return Words("changes", words.language)(
        "points_one" if words.locale.plural_form(size) == "one" else "points_other",
        number=words.number(size, digits=1),
    )


def expectation(
    hypothesis: Hypothesis,
    questionnaire: Questionnaire | None,
    cohorts: Mapping[Slug, Text],
    words: Words,
) -> str:
    """Return a hypothesis in one sentence."""
    said = Words("changes", words.language)
    asked, counted = measured_words(hypothesis, questionnaire, words)
    return said(
        f"expects_{hypothesis.expects}",
        counted=counted or words("dash"),
        asked=words("quoted", text=asked),
        smallest=points(hypothesis.smallest, words),
        before=cohort_names(hypothesis.before, cohorts, words),
        after=cohort_names(hypothesis.after, cohorts, words),
    )
