"""Content changes of every kind, made up: what became of them, and the form that prepares one."""

from datetime import date
from typing import Any

import msgspec

from analysis.loop.change_form import outcome_value
from analysis.loop.changes import Rule
from analysis.loop.checks import Problem
from analysis.loop.needs import Step
from analysis.loop.prospects import Prospect
from analysis.loop.spending import spent
from analysis.loop.verdicts import Judgement, decided, effect_of
from analysis.scores.share import share
from dashboards.pages.change import OneChangeView
from dashboards.pages.change_form import ChangeFormView, CohortChoice, Offered
from dashboards.pages.change_view import AwaitedView, ChangeView, NeedNamed, WithdrawnView
from dashboards.pages.changes import ChangesView
from dashboards.pages.theme_history import StepView, ThemeHistoryView
from surveys.modules import course_of
from surveys.texts import Text
from tests.analysis.loop.changes import make_change
from tests.dashboards.examples import ACTIVITY, COHORTS, PROGRAMME
from tests.dashboards.theme_examples import DECIDED
from tests.factories import make_questionnaire

QUESTIONNAIRE = make_questionnaire()
NAMES = {each.slug: each.name for each in COHORTS}
BEFORE, AFTER = ("planning-1", "planning-2"), ("planning-3",)
NEED = NeedNamed(1, Text("Suivi", "Follow-up"), shown=True, typical=("mentorat",))


def change_view(number: int = 1, **changes: Any) -> ChangeView:
    fields: dict[str, Any] = {
        "number": number,
        "registered_on": date(2023, 3, 1),
        "by": "Ada <b>",
        "change": make_change(before=BEFORE, after=AFTER, need=1),
        "rule": Rule(place=number, among=1, alpha=spent(number)),
        "stamp": 64 * "a",
        "stamped": '{"event":"registered"}',
        "activity": ACTIVITY,
        "cohorts": NAMES,
        "questionnaire": QUESTIONNAIRE,
        "module": Text("Sécurité", "Security"),
        "need": NEED,
        "judgement": Judgement(state="waiting", awaited=AFTER),
        "given_on": date(2023, 9, 1),
    }
    return ChangeView(**fields | changes)


def judged(number: int, before: tuple[int, int], after: tuple[int, int], **rule: Any) -> ChangeView:
    """Return a change as the engine judges these answers: counted, of all."""
    view = change_view(number)
    made = msgspec.structs.replace(view.rule, **rule)
    sides = share(*before, None), share(*after, None)
    assert sides[0]
    assert sides[1]
    effect = effect_of(sides[0], sides[1], view.change.hypothesis, made)
    verdict, reason = decided(effect, view.change.hypothesis, made)
    judgement = Judgement(state="judged", verdict=verdict, reason=reason, effect=effect)
    return msgspec.structs.replace(view, rule=made, judgement=judgement)


IMPROVED = judged(1, (44, 62), (56, 62))
WORSENED = judged(2, (56, 62), (34, 62))
UNDETERMINED = judged(3, (44, 62), (46, 62))
OF_FEW = judged(4, (4, 6), (5, 6), among=8, alpha=spent(4, 8))
WAITING = change_view(
    5,
    awaited=(
        AwaitedView("planning-3", surveyed=True, ends=date(2023, 9, 1)),
        AwaitedView("planning-4", surveyed=True, ends=None),
        AwaitedView("planning-5", surveyed=False, ends=None),
    ),
    given_on=None,
    need=None,
    module=None,
)
LATE = msgspec.structs.replace(
    UNDETERMINED,
    number=6,
    rule=Rule(place=None, among=1, alpha=0),
    judgement=msgspec.structs.replace(UNDETERMINED.judgement, state="late", reason="late"),
)
WITHDRAWN = change_view(
    7,
    by="",
    change=make_change(what="Long " * 100 + "<b>", before=BEFORE, after=AFTER, need=4),
    need=NeedNamed(4, None, shown=False),
    judgement=Judgement(state="withdrawn"),
    withdrawn=WithdrawnView(date(2023, 4, 1), "", "La salle <b> a changé", answered=True),
)
WITHDRAWN_BEFORE = change_view(
    8,
    judgement=Judgement(state="withdrawn"),
    withdrawn=WithdrawnView(date(2023, 4, 1), "Ada", "Le budget", answered=False),
)
TOO_FEW = change_view(
    9,
    judgement=Judgement(state="judged", verdict="undetermined", reason="too_few"),
    questionnaire=None,
)
ALTERED = change_view(10, judgement=Judgement(state="altered"))

EVERY = (
    IMPROVED,
    WORSENED,
    UNDETERMINED,
    OF_FEW,
    WAITING,
    LATE,
    WITHDRAWN,
    WITHDRAWN_BEFORE,
    TOO_FEW,
    ALTERED,
)

CHANGES = ChangesView(programme=PROGRAMME, changes=EVERY, next_place=11)
NO_CHANGES = ChangesView(programme=PROGRAMME, changes=())
BROKEN = ChangesView(programme=PROGRAMME, changes=(ALTERED,), broken_at=3, next_place=11)


def one_change(view: ChangeView, **more: Any) -> OneChangeView:
    return OneChangeView(programme=PROGRAMME, change=view, **more)


OFFERED = Offered(
    activity=ACTIVITY,
    cohorts=tuple(
        CohortChoice(
            cohort,
            ((QUESTIONNAIRE.title, 31),) if at < 4 else (),
            before=at < 4,
            after=at == 4,
        )
        for at, cohort in enumerate(COHORTS)
    ),
    questionnaires=(QUESTIONNAIRE,),
    modules=course_of([QUESTIONNAIRE]).modules,
    needs=(NEED, NeedNamed(3, None, shown=True)),
)

FIELDS = (
    ("activity", ACTIVITY.slug),
    ("what", "Une heure de pratique <b> au lieu de l’exposé"),
    ("module", "usefulness.security"),
    ("need", "1"),
    ("item", outcome_value("short", "usefulness.security")),
    ("measure", "favourable"),
    ("expects", "higher"),
    ("smallest", "5"),
    ("chosen_for", "need"),
    ("before", "planning-1"),
    ("before", "planning-2"),
    ("after", "planning-5"),
    ("go", "review"),
)
PREPARED = make_change(before=BEFORE, after=("planning-5",), need=1)
PROSPECT = Prospect(2, 1, spent(2), share(44, 62, None), 31, 0.21)


def form_view(**changes: Any) -> ChangeFormView:
    view = ChangeFormView(
        programme=PROGRAMME,
        activities=(ACTIVITY,),
        offered=OFFERED,
        fields=FIELDS,
        change=PREPARED,
        prospect=PROSPECT,
    )
    return msgspec.structs.replace(view, **changes)


REFUSED = form_view(
    change=None,
    prospect=None,
    problems=(
        Problem("what", Text("Dites ce qui change.", "Say what changes.")),
        Problem("after", Text("Trop tard.", "Too late.")),
        Problem("activity", Text("Pas d’activité.", "No activity.")),
    ),
)

HISTORY = ThemeHistoryView(
    programme=PROGRAMME,
    activity=ACTIVITY,
    cohorts=COHORTS,
    theme=DECIDED.themes[0],
    dismissed=False,
    rises={"planning-5": "growing"},
    steps=(
        StepView(date(2023, 5, 1), "Ada", Step("renamed", Text("Suivi", "Follow-up")), None),
        StepView(
            date(2023, 5, 2),
            "",
            Step("merged_in", other=4),
            NeedNamed(4, Text("Mentorat", "Mentoring"), shown=False),
        ),
        StepView(
            date(2023, 5, 3), "Ada", Step("moved_out", other=9), NeedNamed(9, None, shown=False)
        ),
        StepView(date(2023, 5, 4), "Ada", Step("moved_out"), None),
        StepView(date(2023, 5, 5), "Ada", Step("split_off"), None),
    ),
    changes=(IMPROVED, WITHDRAWN),
    today=date(2024, 5, 1),
)
