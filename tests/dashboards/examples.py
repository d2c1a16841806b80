"""Made-up results for the pages: a course, five cohorts, every kind of question."""

from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from analysis.claims.changes import changes
from analysis.disclosure.comments_read import ShownReading
from analysis.disclosure.funnel import release_funnel
from analysis.disclosure.gate import Withheld, release, release_family
from analysis.disclosure.themes import ShownQuote, ShownTheme
from analysis.inputs import Enrolled, ItemTally, Openings, SessionAttendance, SurveyTally
from analysis.scores.funnel import funnel
from analysis.scores.match_rate import MatchRate
from analysis.scores.roster import score_roster, score_sessions
from analysis.scores.survey_scores import SurveyScores, score_survey
from analysis.scores.trend import trend, trend_items
from dashboards.figures.respondents import Group
from dashboards.pages.calendar import PlannedSurvey
from dashboards.pages.cohort import CohortView
from dashboards.pages.programme import (
    ActivityView,
    CohortLine,
    FamilyTrends,
    ProgrammeView,
    SurveyCount,
)
from dashboards.pages.registers import AnonymisedLine, EnteredIncident, RegistersView
from dashboards.pages.roster import EraseView, PersonLine, Respondents, RosterView
from dashboards.pages.selection import SelectionView
from dashboards.pages.slices import SliceRow, SlicesOfFamily, SlicesView
from dashboards.pages.theme_cards import ShownThemes
from dashboards.pages.themes import ThemesJob, ThemesView
from surveys.incidents import Incident
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.questionnaire import Questionnaire, Section
from surveys.questions import (
    LongTextQuestion,
    MatrixQuestion,
    MultipleChoiceQuestion,
    NumberQuestion,
    Option,
    Point,
    RecommendationQuestion,
    Row,
    Scale,
    ScaleQuestion,
    SingleChoiceQuestion,
)
from surveys.roster import AttendanceRule
from surveys.roster_list import ListColumn, ListProblem, ListReading
from surveys.slices import Selection, Slice, options_of
from surveys.survey import SurveyState
from surveys.texts import Text
from tests.factories import make_survey

SATISFACTION = Scale(
    code="satisfaction",
    points=(
        Point(code="very", text=Text("Très satisfait·e", "Very satisfied"), side="favourable"),
        Point(code="rather", text=Text("Satisfait·e", "Satisfied"), side="favourable"),
        Point(code="little", text=Text("Peu satisfait·e", "Hardly satisfied"), side="unfavourable"),
        Point(
            code="not_at_all",
            text=Text("Pas du tout satisfait·e", "Not at all satisfied"),
            side="unfavourable",
        ),
    ),
    not_applicable=Text("Sans objet", "Not applicable"),
)
PACE = Scale(
    code="pace",
    points=(
        Point(code="too_slow", text=Text("Trop lent", "Too slow"), side="unfavourable"),
        Point(code="right", text=Text("Juste bien", "Just right"), side="favourable"),
        Point(code="too_fast", text=Text("Trop rapide", "Too fast"), side="unfavourable"),
    ),
)

_TOPICS = {
    "strategy": Text(
        "Planifier un projet de transformation numérique réaliste",
        "Planning a realistic digital transformation project",
    ),
    "data": Text("Gouvernance et protection des données", "Data governance and protection"),
    "security": Text("Cybersécurité au quotidien", "Everyday cybersecurity"),
    "tools": Text("Choisir ses outils", "Choosing tools"),
    "people": Text("Mobiliser son équipe", "Bringing the team along"),
    "funding": Text("Trouver du financement", "Finding funding"),
}

QUESTIONNAIRE = Questionnaire(
    code="course",
    version=1,
    title=Text("Fin de la formation", "End of the course"),
    scales=(SATISFACTION, PACE),
    sections=(
        Section(
            title=Text("Votre appréciation", "Your impression"),
            questions=(
                ScaleQuestion(
                    code="overall",
                    text=Text(
                        "Dans l’ensemble, êtes-vous satisfait·e de la formation ?",
                        "Overall, are you satisfied with the course?",
                    ),
                    scale="satisfaction",
                    headline=True,
                ),
                ScaleQuestion(
                    code="guidance",
                    text=Text(
                        "Êtes-vous satisfait·e de l’accompagnement reçu entre les séances ?",
                        "Are you satisfied with the guidance received between sessions?",
                    ),
                    scale="satisfaction",
                    headline=True,
                ),
                ScaleQuestion(
                    code="pace",
                    text=Text("Le rythme des séances était…", "The pace of the sessions was…"),
                    scale="pace",
                ),
                RecommendationQuestion(
                    code="recommend",
                    text=Text(
                        "Recommanderiez-vous la formation à une autre organisation ?",
                        "Would you recommend the course to another organisation?",
                    ),
                    headline=True,
                ),
            ),
        ),
        Section(
            title=Text("Utilité des thématiques", "Usefulness of the topics"),
            questions=(
                MatrixQuestion(
                    code="useful",
                    text=Text(
                        "Chaque thématique vous a-t-elle été utile ?",
                        "Was each topic useful to you?",
                    ),
                    scale="satisfaction",
                    rows=tuple(Row(code=code, text=text) for code, text in _TOPICS.items()),
                ),
            ),
        ),
        Section(
            title=Text("Votre organisation", "Your organisation"),
            questions=(
                SingleChoiceQuestion(
                    code="role",
                    text=Text("Quel est votre rôle ?", "What is your role?"),
                    options=(
                        Option(code="coordination", text=Text("Coordination", "Coordination")),
                        Option(code="management", text=Text("Direction", "Management")),
                        Option(
                            code="project",
                            text=Text(
                                "Chargé·e de projet en milieu communautaire",
                                "Community project officer",
                            ),
                        ),
                        Option(code="other", text=Text("Autre", "Other")),
                    ),
                ),
                MultipleChoiceQuestion(
                    code="next",
                    text=Text(
                        "Qu’allez-vous faire dans les trois prochains mois ?",
                        "What will you do in the next three months?",
                    ),
                    options=(
                        Option(code="plan", text=Text("Écrire un plan", "Write a plan")),
                        Option(code="tool", text=Text("Changer un outil", "Change a tool")),
                        Option(
                            code="nothing",
                            text=Text("Rien de tout cela", "Nothing of the sort"),
                            exclusive=True,
                        ),
                    ),
                ),
                NumberQuestion(
                    code="hours",
                    text=Text(
                        "Combien d’heures par semaine y consacrerez-vous ?",
                        "How many hours a week will you spend on it?",
                    ),
                    unit=Text("heures", "hours"),
                ),
                LongTextQuestion(
                    code="needs",
                    text=Text(
                        "De quoi auriez-vous besoin pour la suite ?",
                        "What would you need from here on?",
                    ),
                ),
            ),
        ),
    ),
)

PROGRAMME = Programme(
    slug="virage",
    name=Text("Virage numérique communautaire", "Community Digital Shift"),
    demonstration=True,
)
ACTIVITY = Activity(
    slug="planning",
    programme="virage",
    name=Text("Formation sur la planification", "Planning course"),
)
COHORTS = tuple(
    Cohort(
        slug=f"planning-{number}",
        activity="planning",
        name=Text(f"Cohorte {number} – {season}", f"Cohort {number} – {day.year}"),
        starts_on=day,
        ends_on=day.replace(month=day.month + 2),
    )
    for number, season, day in (
        (1, "hiver 2022", date(2022, 1, 18)),
        (2, "automne 2022", date(2022, 9, 13)),
        (3, "hiver 2023", date(2023, 1, 17)),
        (4, "automne 2023", date(2023, 9, 12)),
        (5, "hiver 2024", date(2024, 1, 16)),
    )
)


def tallied(**counts: int) -> ItemTally:
    return ItemTally(answered=sum(counts.values()), counts=counts)


def tally(
    cohort: int = 5, *, submissions: int = 31, eligible: int | None = 38, unhappy: int = 0
) -> SurveyTally:
    """One survey in which everyone answered every question, most of them happily.

    `unhappy` more than usual are so with the whole of it.
    """
    n = submissions

    def rated(unhappy: int, absent: int = 0) -> ItemTally:
        happy = n - unhappy - absent
        return tallied(
            very=happy * 2 // 3,
            rather=happy - happy * 2 // 3,
            little=unhappy - unhappy // 3,
            not_at_all=unhappy // 3,
            not_applicable=absent,
        )

    items = {
        "overall": rated(n // 12 + 2 * unhappy),
        "guidance": rated(n // 4, absent=n // 10),
        "pace": tallied(too_slow=n // 10, right=n - n // 10 - n // 5, too_fast=n // 5),
        "recommend": _recommendations(n),
        **{
            f"useful.{code}": rated(place * n // 20, absent=n // 10)
            for place, code in enumerate(_TOPICS)
        },
        "role": tallied(coordination=n // 2, management=n // 4, project=n - n // 2 - n // 4),
        "next": ItemTally(answered=n, counts={"plan": n * 3 // 4, "tool": n // 2}),
        "hours": ItemTally(answered=n, counts={"2": n // 2, "4.5": n - n // 2}),
        "needs": ItemTally(answered=n * 2 // 3, counts={}),
    }
    return SurveyTally(
        survey=f"planning-{cohort}-end",
        cohort=f"planning-{cohort}",
        submissions=n,
        eligible=eligible,
        items=items,
    )


def _recommendations(n: int) -> ItemTally:
    counts = {"10": n // 2, "9": n // 5, "8": n // 6, "5": n // 12}
    counts["7"] = n - sum(counts.values())
    return ItemTally(answered=n, counts=counts)


def scores(cohort: int = 5, *, submissions: int = 31, eligible: int | None = 38) -> SurveyScores:
    tallied_survey = tally(cohort, submissions=submissions, eligible=eligible)
    return score_survey(QUESTIONNAIRE, release(tallied_survey))


THEMES = ShownThemes(
    themes=(
        ShownTheme(
            number=1,
            label=Text("Accompagnement après la formation", "Guidance after the course"),
            words=("suivi", "accompagnement", "après la formation"),
            respondents=41,
            stability=0.82,
            respondents_by_cohort={
                "planning-1": 7,
                "planning-2": Withheld(),
                "planning-3": 9,
                "planning-4": 8,
                "planning-5": 13,
            },
            quotes=(
                ShownQuote(
                    text="On aurait besoin que quelqu’un nous suive trois mois après, "
                    "quand vient le temps de le faire pour vrai.",
                    cohort="planning-3",
                    quotable=True,
                    language="fr",
                ),
                ShownQuote(text="A call halfway through would help.", cohort=None, language="en"),
            ),
        ),
        ShownTheme(
            number=2,
            label=Text("Intelligence artificielle", "Artificial intelligence"),
            words=("intelligence artificielle", "IA", "ChatGPT"),
            respondents=23,
            stability=0.41,
            respondents_by_cohort={
                "planning-1": Withheld(),
                "planning-2": Withheld(),
                "planning-3": Withheld(),
                "planning-4": 9,
                "planning-5": 12,
            },
            quotes=(
                ShownQuote(
                    text="Parler <vraiment> d’IA : ce qu’on a le droit de faire avec les "
                    "données de nos membres.",
                    cohort="planning-5",
                    language="fr",
                ),
            ),
        ),
        ShownTheme(
            number=3,
            label=Text("Exemples d’organismes semblables", "Examples from similar groups"),
            words=("exemples", "organismes comme le nôtre"),
            respondents=12,
            stability=None,
            respondents_by_cohort={cohort.slug: Withheld() for cohort in COHORTS},
            quotes=(
                ShownQuote(
                    text="Plus d’exemples de petits organismes, à deux ou trois employés.",
                    cohort=None,
                    language="fr",
                ),
            ),
        ),
    ),
    withheld=3,
    suggestion_only=False,
)


OPENINGS = funnel(
    release_funnel(
        "planning-5-end", Openings(opened=46, started=37), invited=38, completed=31, over=True
    )
)


def cohort_view(
    *,
    submissions: int = 31,
    eligible: int | None = 38,
    themes: ShownThemes | None = THEMES,
    cohort: int = 5,
    matching: tuple[MatchRate | Withheld, ...] = (),
) -> CohortView:
    shown = scores(cohort, submissions=submissions, eligible=eligible)
    others = [
        tally(number, submissions=33 if number < cohort else submissions, unhappy=7)
        for number in range(max(1, cohort - 1), cohort)
    ]
    here = tally(cohort, submissions=submissions, eligible=eligible)
    return CohortView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        cohort=COHORTS[cohort - 1],
        cohorts=COHORTS,
        surveys=(
            _count(cohort, submissions, eligible),
            SurveyCount(
                survey=f"planning-{cohort}-follow-up",
                title=Text("Suivi à six mois", "Follow-up at six months"),
                submissions=3,
                eligible=eligible,
                withheld=True,
            ),
        ),
        still_asked=frozenset({f"planning-{cohort}-follow-up"}),
        promises={f"planning-{cohort}-{name}": "open_link" for name in ("end", "follow-up")},
        questionnaire=QUESTIONNAIRE,
        scores=shown,
        changes=changes(
            {each.survey: QUESTIONNAIRE for each in (*others, here)},
            release_family([*others, here]),
            here.survey,
        ),
        themes=themes,
        sessions=SESSIONS,
        planned=PLANNED,
        matching=matching,
        respondents={"role": RESPONDENTS},
    )


RESPONDENTS = (
    Group(name=Text("Direction", "Management"), submissions=12, eligible=14),
    Group(name=Text("Bénévolat", "Volunteering"), submissions=0, eligible=None),
)
"""By role: of volunteers nothing is shown."""

SESSIONS = (
    Session(
        cohort="planning-5",
        position=1,
        title=Text("Évaluer sa capacité", "Assessing your capacity"),
        held_on=date(2026, 10, 6),
        minutes=180,
    ),
)
_TORONTO = ZoneInfo("America/Toronto")


MATCHED = MatchRate(
    before="planning-5-end",
    after="planning-5-follow-up",
    matched=23,
    possible=30,
    tolerant=2,
    ambiguous=1,
    rate=23 / 30,
    false_expected=0.04,
    false_at_most=0.81,
)


def _planned(name: str, state: SurveyState, at_least: int, *dates: datetime) -> PlannedSurvey:
    opens_at, closes_at = (*dates, None)[:2]
    survey = make_survey(slug=f"planning-5-{name}", opens_at=opens_at, closes_at=closes_at)
    title = Text("Suivi à six mois", "Follow-up at six months")
    return PlannedSurvey(survey=survey, title=title, state=state, at_least=at_least)


PLANNED = (
    _planned("before", "over", 25, *(datetime(2026, 9, day, 8, tzinfo=_TORONTO) for day in (1, 8))),
    _planned("start", "open", 0, datetime(2026, 10, 1, tzinfo=_TORONTO)),
    _planned("end", "open", 15, datetime(2026, 11, 10, 12, tzinfo=_TORONTO)),
    _planned("follow-up", "not_yet", 0, datetime(2027, 5, 4, tzinfo=_TORONTO)),
)


def _count(cohort: int, submissions: int, eligible: int | None) -> SurveyCount:
    return SurveyCount(
        survey=f"planning-{cohort}-end",
        title=QUESTIONNAIRE.title,
        submissions=submissions,
        eligible=eligible,
        withheld=submissions < 5,
    )


SUBMISSIONS = (18, 33, 3, 29, 31)
"""By cohort, oldest first; the third is too small to be shown."""


def programme_view() -> ProgrammeView:
    tallies = [
        tally(number, submissions=submissions)
        for number, submissions in enumerate(SUBMISSIONS, start=1)
    ]
    family = release_family(tallies)
    questionnaires = {each.survey: QUESTIONNAIRE for each in tallies}
    return ProgrammeView(
        programme=PROGRAMME,
        activities=(
            ActivityView(
                activity=ACTIVITY,
                cohorts=tuple(
                    CohortLine(cohort=cohort, surveys=(_count(number, submissions, 38),))
                    for number, (cohort, submissions) in enumerate(
                        zip(COHORTS, SUBMISSIONS, strict=True), start=1
                    )
                ),
                families=(
                    FamilyTrends(
                        questionnaire=QUESTIONNAIRE,
                        cohorts=tuple(cohort.slug for cohort in COHORTS),
                        trends=tuple(
                            trend(questionnaires, item, family)
                            for item in trend_items(QUESTIONNAIRE)[:3]
                        ),
                    ),
                ),
            ),
            ActivityView(
                activity=Activity(
                    slug="webinar", programme="virage", name=Text("Webinaire", "Webinar")
                ),
                cohorts=(),
                families=(),
            ),
        ),
    )


VOLUNTEERS = SelectionView(
    selection=Selection(slice=Slice(dimension="role", value="volunteer")),
    options={
        "role": (
            Option(code="management", text=Text("Direction", "Management")),
            Option(code="volunteer", text=Text("Bénévole", "Volunteer")),
        ),
        "region": (),
        "language": options_of((), "language"),
    },
)


def slices_view() -> SlicesView:
    tallies = [tally(number, submissions=number * 4) for number in range(1, 4)]
    asked = {each.survey: QUESTIONNAIRE for each in tallies}
    items = trend_items(QUESTIONNAIRE)[:3]

    def row(value: str, name: Text, of: int) -> SliceRow:
        family = release_family(tallies[:of])
        return SliceRow(
            value=value,
            name=name,
            submissions=family.submissions if family.pooled else 0,
            scores=tuple(trend(asked, item, family).pooled for item in items),
        )

    return SlicesView(
        programme=PROGRAMME,
        dimension="role",
        families=(
            SlicesOfFamily(
                activity=ACTIVITY,
                questionnaire=QUESTIONNAIRE,
                items=items,
                rows=(
                    row("management", Text("Direction", "Management"), 2),
                    row("volunteer", Text("Bénévole", "Volunteer"), 0),
                ),
                everybody=row("", Text(), 3),
            ),
        ),
    )


VOLUNTEERS_OF_2026 = msgspec.structs.replace(
    VOLUNTEERS,
    selection=Selection(
        slice=VOLUNTEERS.selection.slice, first=date(2026, 1, 1), last=date(2026, 12, 31)
    ),
)

READING = ShownReading(
    comments=184,
    praise=22,
    set_aside=12,
    unsure=31,
    unsure_because={"far": 18, "vague": 13},
)


def themes_view(
    *,
    themes: ShownThemes | None = THEMES,
    reading: ShownReading | Withheld = READING,
    job: ThemesJob | None = None,
) -> ThemesView:
    return ThemesView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        cohorts=COHORTS,
        themes=themes,
        reading=reading if themes else None,
        job=job,
    )


def roster_view(*, people: int = 3, reading: ListReading | None = None) -> RosterView:
    """A course of two sessions: Ada came to both, Bo to one, the third never."""
    rows = [
        Enrolled(
            cohort=COHORTS[0].slug,
            person=UUID(int=number),
            organisation="Maison des jeunes",
            region="montreal",
            kind="OBNL",
            role=role,
            sessions_attended=attended,
            minutes_attended=60.0 * attended,
            completed=attended == 2,
        )
        for number, (role, attended) in enumerate([("coordination", 2), ("Jardinière", 1), ("", 0)])
    ][:people]
    names = [("Ada Lovelace", "ada@example.org"), ("", "bo@example.org"), ("", "")]
    return RosterView(
        programme=PROGRAMME,
        activity=msgspec.structs.replace(
            ACTIVITY, rule=AttendanceRule(minutes=45, percent=66.5, sessions=2)
        ),
        cohort=COHORTS[0],
        sessions=tuple(
            Session(
                cohort=COHORTS[0].slug,
                position=number,
                title=Text(f"Module {number} : la suite", f"Module {number}: more"),
                held_on=COHORTS[0].starts_on,
                minutes=60,
            )
            for number in (1, 2)
        ),
        scores=score_roster(rows),
        attended=score_sessions(
            [SessionAttendance(1, min(people, 2), people), SessionAttendance(2, 1, people)]
            if people
            else []
        ),
        people=tuple(
            PersonLine(
                person=row.person,
                name=name,
                email=email,
                organisation=row.organisation,
                role=row.role,
                sessions_attended=row.sessions_attended,
                completed=row.completed,
            )
            for row, (name, email) in zip(rows, names, strict=False)
        ),
        options={"coordination": Text("Coordination", "Coordination")},
        respondents=Respondents(
            survey=Text("À la fin", "At the end"),
            roles={"coordination": 5, "volunteer": 8},
            regions=None,
        ),
        reading=reading,
    )


REFUSED_LIST = ListReading(
    name="liste.csv",
    lines=2,
    columns=(
        ListColumn(position=0, header="Nom", field="name"),
        ListColumn(position=1, header="Séance 1", session=1),
        ListColumn(position=2, header="Allergies"),
    ),
    filled=(2, 1, 1),
    problems=(
        ListProblem(kind="not_yes_or_no", line=2, given="peut-être"),
        ListProblem(kind="twice", line=3, given="Ada", other="2"),
    ),
)
KEPT_LIST = msgspec.structs.replace(
    REFUSED_LIST,
    problems=(),
    enrolled=1,
    same=1,
    not_in_list=12,
    placeless=1,
    words_kept=("Jardinière",),
    kept=True,
)
ERASE = EraseView(
    programme=PROGRAMME,
    activity=ACTIVITY,
    cohort=COHORTS[0],
    person=UUID(int=1),
    name="Ada Lovelace",
)

REGISTERS = RegistersView(
    anonymisations=(
        AnonymisedLine(
            survey="printemps-2026",
            anonymised_on=date(2028, 3, 2),
            closed_on=date(2026, 3, 2),
            kept_days=730,
            parts=("role",),
            submissions=1_204,
            texts=833,
            receipts=1_200,
            codes=0,
            links=40,
        ),
    ),
    incidents=(
        EnteredIncident(
            number=1,
            entered_on=date(2026, 5, 4),
            incident=Incident(
                information="<b>Courriels</b> d’une liste",
                circumstances="Une liste est partie au mauvais destinataire.",
                happened="Le 3 mai 2026",
                known_on=date(2026, 5, 4),
                people="Environ 20",
                risk="not_serious",
                assessment="Le destinataire a tout effacé.",
                measures="Les listes partent par un lien.",
            ),
        ),
    ),
)
