"""Whether a change can be registered: what it names is there, and it can be judged one day."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from analysis.loop.changes import ContentChange, Hypothesis, Measure
from analysis.scores.trend import trend_items
from surveys.modules import course_of
from surveys.programme import Cohort
from surveys.questionnaire import Questionnaire
from surveys.questions import MatrixQuestion, ScaleQuestion, SingleChoiceQuestion
from surveys.texts import Slug, Text

_NO_COHORT = Text(fr="Choisissez au moins une cohorte.", en="Choose at least one cohort.")


class Problem(NamedTuple):
    """One reason why a change cannot be registered."""

    field: str
    """Of the change, as in its JSON."""
    text: Text


class Asked(NamedTuple):
    """One survey of the activity of a change."""

    cohort: Slug
    questionnaire: Questionnaire
    submissions: int


class Course(NamedTuple):
    """What there is of the activity of a change."""

    cohorts: Sequence[Cohort]
    asked: Sequence[Asked]
    needs: frozenset[int]
    """Numbers of the themes that may be shown."""


def problems(change: ContentChange, course: Course) -> tuple[Problem, ...]:
    """Return every reason why `change` cannot be registered; none if it can."""
    return (
        *_of_words(change),
        *_of_cohorts(change.hypothesis, {each.slug: each for each in course.cohorts}),
        *_of_item(change, course),
    )


def too_late(hypothesis: Hypothesis, course: Course) -> tuple[Problem, ...]:
    """Return why a change would never have a verdict, for whoever can still name other cohorts."""
    names = {each.slug: each.name for each in course.cohorts}
    return tuple(
        Problem(
            "after",
            Text(
                fr=f"Quelqu’un de « {names[slug].fr} » a déjà répondu à ce sondage : une hypothèse "
                "posée après coup ne prouve rien. Choisissez une cohorte qui n’a pas répondu.",
                en=f"Somebody of “{names[slug].en}” has answered this survey already: a hypothesis "
                "made afterwards proves nothing. Choose a cohort that has not answered.",
            ),
        )
        for slug in answered(hypothesis, course)
    )


def is_late(hypothesis: Hypothesis, course: Course) -> bool:
    """Whether somebody of the cohorts after has answered what it will be judged by."""
    return bool(answered(hypothesis, course))


def answered(hypothesis: Hypothesis, course: Course) -> tuple[Slug, ...]:
    """Return the cohorts after of which somebody has answered what it will be judged by."""
    found = {
        each.cohort
        for each in course.asked
        if each.submissions and each.questionnaire.code == hypothesis.questionnaire
    }
    return tuple(slug for slug in hypothesis.after if slug in found)


def rivals(hypothesis: Hypothesis, course: Course) -> int:
    """Return among how many items this one could be the lowest, itself included.

    The rows of its matrix; for any other item, all that have a share.
    """
    found = [tuple(measured(each)) for each in _asked_before(hypothesis, course)]
    question, _, row = hypothesis.item.partition(".")
    return max(
        sum(not row or item.partition(".")[0] == question for item, _ in each) for each in found
    )


def measured(questionnaire: Questionnaire) -> Iterator[tuple[str, tuple[Measure, ...]]]:
    """Yield each item that a hypothesis can be about, with the shares that it has.

    Not a net promoter score: it is no share, and its halves move with each other.
    """
    for item in trend_items(questionnaire):
        match questionnaire.by_code[item.partition(".")[0]]:
            case ScaleQuestion() | MatrixQuestion():
                yield item, ("favourable", "best")
            case SingleChoiceQuestion():
                yield item, ("favourable",)
            case _:
                pass


def _of_words(change: ContentChange) -> Iterator[Problem]:
    if not change.what.strip():
        yield Problem("what", Text(fr="Dites ce qui change.", en="Say what changes."))


def _of_cohorts(hypothesis: Hypothesis, cohorts: Mapping[Slug, Cohort]) -> Iterator[Problem]:
    missing = [field for field in ("before", "after") if not getattr(hypothesis, field)]
    if missing:
        yield from (Problem(field, _NO_COHORT) for field in missing)
        return
    named = (*hypothesis.before, *hypothesis.after)
    unknown = [slug for slug in named if slug not in cohorts]
    for field in ("before", "after"):
        for slug in unknown:
            if slug in getattr(hypothesis, field):
                yield Problem(
                    field,
                    Text(
                        fr=f"L’activité n’a pas de cohorte « {slug} ».",
                        en=f"The activity has no cohort “{slug}”.",
                    ),
                )
    if unknown:
        return
    if len(set(named)) < len(named):
        yield Problem(
            "after",
            Text(fr="Une cohorte est nommée deux fois.", en="A cohort is named twice."),
        )
    elif max(cohorts[each].starts_on for each in hypothesis.before) >= min(
        cohorts[each].starts_on for each in hypothesis.after
    ):
        yield Problem(
            "after",
            Text(
                fr="Les cohortes d’après doivent toutes commencer après celles d’avant.",
                en="The cohorts after must all begin later than those before.",
            ),
        )


def _of_item(change: ContentChange, course: Course) -> Iterator[Problem]:
    hypothesis = change.hypothesis
    asked = _asked_before(hypothesis, course)
    if not any(
        hypothesis.measure in dict(measured(each)).get(hypothesis.item, ()) for each in asked
    ):
        yield Problem(
            "item",
            Text(
                fr=f"Aucune cohorte d’avant n’a un tel résultat pour « {hypothesis.item} ».",
                en=f"No cohort before has such a result for “{hypothesis.item}”.",
            ),
        )
    modules = course_of(each.questionnaire for each in course.asked).modules
    if change.module is not None and change.module not in {each.item for each in modules}:
        yield Problem(
            "module",
            Text(
                fr=f"L’activité n’a pas de thématique « {change.module} ».",
                en=f"The activity has no module “{change.module}”.",
            ),
        )
    if change.need is not None and change.need not in course.needs:
        yield Problem(
            "need",
            Text(
                fr=f"Le thème {change.need} n’est pas parmi ceux de l’activité.",
                en=f"Theme {change.need} is not among those of the activity.",
            ),
        )


def _asked_before(hypothesis: Hypothesis, course: Course) -> list[Questionnaire]:
    return [
        each.questionnaire
        for each in course.asked
        if each.cohort in hypothesis.before and each.questionnaire.code == hypothesis.questionnaire
    ]
