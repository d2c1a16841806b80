"""What can be chosen for a content change, and what is to be said of what was typed."""

from collections.abc import Sequence

import msgspec

from analysis.attention import EARLIER
from analysis.loop.change_form import USUAL_SMALLEST, Draft, draft_from_fields, outcome_value
from analysis.loop.checks import Course, Problem, measured, problems, too_late
from analysis.loop.prospects import prospect
from analysis.scores.account import Family
from dashboards.pages.change_form import ChangeFormView, CohortChoice, Offered
from dashboards.pages.change_view import NeedNamed
from service.store.catalogue import NotFound
from service.web.shown_changes import ChangeReader, newest
from surveys.modules import course_of
from surveys.programme import Activity, Cohort
from surveys.texts import Slug

Fields = Sequence[tuple[str, str]]


def change_form_view(
    reader: ChangeReader, fields: Fields, found: tuple[Problem, ...] = ()
) -> ChangeFormView:
    """Return the form as it was typed, with all that is wrong with it.

    Without `go` among the fields it is opened for the first time: it is filled in as far as the
    activity, a need and what was asked before allow, and nothing is wrong yet.

    Args:
        reader: In a transaction.
        fields: As they were typed; `activity` says of which.
        found: Problems that are known already.

    Raises:
        NotFound: the programme has no such activity.
    """
    snapshot = reader.place.snapshot
    activities = tuple(snapshot.activities_of(reader.place.programme))
    view = ChangeFormView(programme=reader.programme, activities=activities, fields=tuple(fields))
    chosen = dict(fields).get("activity") or (activities[0].slug if len(activities) == 1 else "")
    if not chosen:
        return view
    activity = next((each for each in activities if each.slug == chosen), None)
    if activity is None:
        raise NotFound(chosen)
    families = reader.place.families([activity.slug], at=reader.at)
    offered = _offered(reader, activity, families)
    go = dict(fields).get("go")
    if go is None:
        fields = _first_fields(reader, offered, fields)
    course = reader.place.course(activity.slug, frozenset(each.number for each in offered.needs))
    draft = draft_from_fields(activity.slug, fields)
    wrong = found or _problems(draft, course)
    in_the_way = tuple(each for each in wrong if each.field not in {"what", "module", "need"})
    return msgspec.structs.replace(
        view,
        offered=offered,
        fields=tuple(fields),
        change=None if in_the_way else draft.change,
        problems=() if go in {None, "edit"} else in_the_way if go == "look" else wrong,
        prospect=None
        if in_the_way
        else prospect(draft.change.hypothesis, activity.slug, families, course, reader.register()),
    )


def _problems(draft: Draft, course: Course) -> tuple[Problem, ...]:
    unread = {each.field for each in draft.problems}
    meant = problems(draft.change, course) or too_late(draft.change.hypothesis, course)
    return (*draft.problems, *(each for each in meant if each.field not in unread))


def _offered(reader: ChangeReader, activity: Activity, families: Sequence[Family]) -> Offered:
    snapshot = reader.place.snapshot
    setups = snapshot.setups_of_activity(activity.slug)
    themes = reader.told_themes.of(reader.place.cursor, snapshot, activity.slug)
    course = reader.place.course(activity.slug)
    return Offered(
        activity=activity,
        cohorts=tuple(_choice(each, course, families, reader) for each in course.cohorts),
        questionnaires=tuple(newest(setups).values()),
        modules=course_of(setup.questionnaire for setup in setups).modules,
        needs=tuple(
            NeedNamed(theme.number, theme.called, shown=True, typical=theme.typical)
            for theme in (themes.themes if themes else ())
        ),
    )


def _choice(
    cohort: Cohort, course: Course, families: Sequence[Family], reader: ChangeReader
) -> CohortChoice:
    shown = {
        survey.survey: survey.submissions
        for family in families
        for survey in family.released.each
        if survey.cohort == cohort.slug
    }
    asked = [each for each in course.asked if each.cohort == cohort.slug]
    return CohortChoice(
        cohort=cohort,
        answers=tuple(
            (setup.questionnaire.title, shown.get(setup.survey.slug, 0))
            for setup in reader.place.snapshot.setups_of(cohort.slug)
        ),
        before=any(each.submissions for each in asked),
        after=not asked or not all(each.submissions for each in asked),
    )


def _first_fields(reader: ChangeReader, offered: Offered, fields: Fields) -> Fields:
    given = dict(fields)
    need = given.get("need", "")
    module = given.get("module") or _suggested(reader, offered, need)
    before = [each.cohort for each in offered.cohorts if each.before][-EARLIER:]
    after = [
        each.cohort
        for each in offered.cohorts
        if each.after and all(each.cohort.starts_on > one.starts_on for one in before)
    ][:1]
    return [
        ("activity", offered.activity.slug),
        ("module", module),
        ("need", need),
        ("item", _outcome(offered, module)),
        ("measure", "favourable"),
        ("expects", "higher"),
        ("smallest", USUAL_SMALLEST),
        ("chosen_for", "need" if need else "rating"),
        *(("before", each.slug) for each in before),
        *(("after", each.slug) for each in after),
    ]


def _suggested(reader: ChangeReader, offered: Offered, need: str) -> Slug:
    """Return the module that a theme is nearest to; empty where none is."""
    place = reader.place
    themes = reader.told_themes.of(place.cursor, place.snapshot, offered.activity.slug)
    nearest = themes.suggested.get(int(need), ()) if themes and need.isdecimal() else ()
    known = {each.item for each in offered.modules}
    return next((item for item in nearest if item in known), "")


def _outcome(offered: Offered, module: str) -> str:
    """Return how useful people found a module, where that is asked."""
    return next(
        (
            outcome_value(questionnaire.code, item)
            for questionnaire in offered.questionnaires
            for item, _ in measured(questionnaire)
            if item == module
        ),
        "",
    )
