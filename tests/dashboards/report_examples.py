"""A made-up bilan with every kind of figure: two activities, a planning course and a webinar."""

from datetime import date

import msgspec

from analysis.scores.indicator import Count, EnteredFact, Unsaid
from dashboards.report.snapshot import (
    SealedActivity,
    SealedFigure,
    SealedGroup,
    SealedQuote,
    SealedRatings,
    SealedShare,
    SealedSpread,
    SealedTheme,
    SealedValue,
    Snapshot,
)
from surveys.facts import Benchmark, Fact, Note
from surveys.indicators import (
    DistributionIndicator,
    FactIndicator,
    Feed,
    Indicator,
    NetPromoterIndicator,
    RosterIndicator,
    ShareIndicator,
)
from surveys.programme import Programme
from surveys.texts import Language, Text

TOPICS = {
    "capacity": Text("Évaluer sa capacité numérique", "Assessing digital capacity"),
    "plan": Text("Planifier un projet réaliste", "Planning a realistic project"),
    "data": Text("Gouvernance et protection des données", "Data governance and protection"),
    "security": Text("Cybersécurité au quotidien", "Everyday cybersecurity"),
    "tools": Text("Choisir ses outils", "Choosing tools"),
    "people": Text("Mobiliser son équipe", "Bringing the team along"),
}
POINTS = {
    "very": Text("Très satisfait·e", "Very satisfied"),
    "rather": Text("Satisfait·e", "Satisfied"),
    "little": Text("Peu satisfait·e", "Hardly satisfied"),
    "not_at_all": Text("Pas du tout satisfait·e", "Not at all satisfied"),
}
ROLES = {
    "coordination": Text("Direction et coordination", "Management and coordination"),
    "support": Text("Soutien administratif et technique", "Administrative and technical support"),
    "officer": Text("Chargé·es de projets communautaires", "Community project officers"),
    "volunteer": Text("Bénévoles", "Volunteers"),
    "": Text(),
}
REGIONS = {
    "montreal": Text("Montréal", "Montréal"),
    "quebec": Text("Québec", "Québec"),
    "terrebonne": Text("Terrebonne", "Terrebonne"),
}

_ANSWER = Feed(item="satisfaction")

INDICATORS: tuple[Indicator, ...] = (
    RosterIndicator(
        code="organisations",
        name=Text("Organisations", "Organisations"),
        measure="organisations",
        key=True,
    ),
    RosterIndicator(code="people", name=Text("Personnes", "People"), measure="people", key=True),
    RosterIndicator(
        code="hours",
        name=Text("Heures de formation", "Hours of training"),
        measure="hours",
        key=True,
    ),
    RosterIndicator(
        code="attendance",
        name=Text("Assiduité", "Attendance"),
        numerator=Text("présences aux séances", "sessions attended"),
        denominator=Text(
            "présences possibles des personnes inscrites",
            "sessions that enrolled people could attend",
        ),
        tier=1,
        measure="attendance",
        key=True,
    ),
    RosterIndicator(
        code="completion",
        name=Text("Achèvement", "Completion"),
        numerator=Text(
            "personnes qui ont suivi au moins cinq modules sur six",
            "people who attended at least five modules of six",
        ),
        denominator=Text(
            "personnes inscrites venues au moins une fois", "enrolled people who came at least once"
        ),
        tier=1,
        measure="completion",
        key=True,
    ),
    RosterIndicator(code="roles", name=Text("Rôles", "Roles"), measure="roles"),
    RosterIndicator(code="regions", name=Text("Régions", "Regions"), measure="regions"),
    ShareIndicator(
        code="recommend",
        name=Text("Recommanderaient la formation", "Would recommend the course"),
        numerator=Text("réponses « oui »", "“yes” answers"),
        denominator=Text(
            "personnes qui ont répondu à la question", "people who answered the question"
        ),
        tier=3,
        feeds=(_ANSWER,),
        key=True,
    ),
    DistributionIndicator(
        code="guidance",
        name=Text("Appréciation de l’accompagnement", "Appreciation of the guidance"),
        tier=3,
        feeds=(_ANSWER,),
    ),
    ShareIndicator(
        code="usefulness",
        name=Text("Utilité de la thématique", "Usefulness of the topic"),
        numerator=Text("réponses « utile » ou « très utile »", "“useful” or “very useful” answers"),
        denominator=Text("réponses, sans les « sans objet »", "answers, “not applicable” left out"),
        tier=3,
        feeds=(_ANSWER,),
    ),
    NetPromoterIndicator(
        code="nps",
        name=Text("Score net de recommandation", "Net promoter score"),
        tier=3,
        feeds=(_ANSWER,),
    ),
    ShareIndicator(
        code="started",
        name=Text("Transformation numérique commencée", "Digital transformation started"),
        numerator=Text("organisations qui ont commencé", "organisations that started"),
        denominator=Text(
            "organisations qui ont répondu au suivi", "organisations that answered the follow-up"
        ),
        tier=7,
        counts="organisations",
        feeds=(_ANSWER,),
        key=True,
    ),
    FactIndicator(
        code="grants", name=Text("Subventions obtenues", "Grants obtained"), fact="grants", key=True
    ),
)


def _figure(indicator: str, scope: str, value: SealedValue, row: str | None = None) -> SealedFigure:
    name = TOPICS[row] if row else Text()
    return SealedFigure(indicator=indicator, scope=scope, row=row, row_name=name, value=value)


def _spread(labels: dict[str, Text], *counts: int, not_applicable: int = 0) -> SealedSpread:
    return SealedSpread(
        groups=tuple(
            SealedGroup(code=code, label=label, count=count)
            for (code, label), count in zip(labels.items(), counts, strict=True)
        ),
        answers=sum(counts),
        not_applicable=not_applicable,
    )


_GRANTS = EnteredFact(
    value=3_900_000.0,
    unit=Text("$", "$"),
    source=Text("Registre des subventions", "Register of grants"),
    on=date(2024, 12, 31),
)

FIGURES: tuple[SealedFigure, ...] = (
    _figure("organisations", "centre", Count(value=1034.0)),
    _figure("organisations", "webinar", Count(value=1208.0)),
    _figure("organisations", "course", Count(value=214.0)),
    _figure("people", "centre", Count(value=1561.0)),
    _figure("people", "webinar", Count(value=1343.0)),
    _figure("people", "course", Count(value=222.0)),
    _figure("hours", "centre", Count(value=12_437.5)),
    _figure("attendance", "webinar", SealedShare(count=1021, answers=1343)),
    _figure("attendance", "course", SealedShare(count=1118, answers=1332)),
    _figure("completion", "course", SealedShare(count=180, answers=222)),
    _figure(
        "roles",
        "centre",
        _spread(ROLES, 702, 341, 298, 110, 110),
    ),
    _figure("regions", "centre", _spread(REGIONS, 903, 411, 247)),
    _figure("recommend", "centre", SealedShare(count=812, answers=855, eligible=1240)),
    _figure("recommend", "webinar", SealedShare(count=657, answers=699, eligible=1021)),
    _figure("recommend", "course", SealedShare(count=155, answers=156, eligible=219)),
    _figure(
        "guidance",
        "course",
        _spread(POINTS, 101, 49, 5, 1, not_applicable=3),
    ),
    *(
        _figure("usefulness", "course", SealedShare(count=count, answers=156, eligible=219), row)
        for row, count in zip(TOPICS, (151, 152, 151, 145, 153, 17), strict=True)
    ),
    _figure(
        "nps",
        "course",
        SealedRatings(counts=(0, 0, 0, 1, 0, 2, 3, 14, 31, 46, 59), eligible=219),
    ),
    _figure("started", "course", SealedShare(count=13, answers=18, eligible=30)),
    _figure("started", "webinar", Unsaid()),
    _figure("grants", "centre", _GRANTS),
)

NOTES = (
    Note(
        programme="centre",
        kind="introduction",
        text=Text(
            "Pendant trois ans, le programme a accompagné des organismes communautaires dans leur "
            "transformation numérique.\n\nIl offrait un webinaire d’introduction de deux heures et "
            "une formation de planification en six modules, donnée à des "
            "cohortes de trente organisations.",
            "For three years the programme went with community organisations through their digital "
            "transformation.\n\nIt offered an introductory webinar of two hours and a planning "
            "course "
            "in six modules, given to cohorts of thirty organisations.",
        ),
    ),
    Note(
        programme="centre",
        activity="course",
        kind="introduction",
        text=Text(
            "Six modules de huit heures, un accompagnement entre les séances et un plan à la fin.",
            "Six modules of eight hours, guidance between sessions and a plan at the end.",
        ),
    ),
    Note(
        programme="centre",
        kind="good_practice",
        title=Text("Sonder souvent, ajuster vite", "Ask often, adjust quickly"),
        text=Text(
            "Des sondages réguliers et l’analyse des demandes gardent le contenu "
            "pertinent d’une cohorte à l’autre.",
            "Regular surveys and an analysis of the requests keep the content "
            "relevant from cohort to cohort.",
        ),
    ),
    Note(
        programme="centre",
        kind="conclusion",
        text=Text(
            "Les organisations demandent surtout du temps et un accompagnement qui dure.",
            "Organisations ask above all for time, and for guidance that lasts.",
        ),
    ),
)

THEMES = (
    SealedTheme(
        activity="course",
        label=Text("Accompagnement après la formation", "Guidance after the course"),
        respondents=41,
    ),
    SealedTheme(
        activity="course", label=Text("Financement des outils", "Funding for tools"), respondents=28
    ),
)

QUOTES = (
    SealedQuote(
        activity="course", text="Il nous faudrait quelqu’un <vraiment> à appeler.", language="fr"
    ),
    SealedQuote(
        activity="course", text="We need someone to call once the course is over.", language="en"
    ),
)


def make_snapshot(language: Language = "fr", **changes: object) -> Snapshot:
    snapshot = Snapshot(
        drawn_by="Bilan 0.1.0, Typst 0.15.2",
        language=language,
        made_on=date(2026, 11, 23),
        threshold=10,
        programme=Programme(
            slug="centre",
            name=Text(
                "Le numérique pour toutes les organisations", "Digital for every organisation"
            ),
            demonstration=True,
        ),
        activities=(
            SealedActivity(
                slug="webinar",
                name=Text("Webinaire d’introduction", "Introductory webinar"),
                cohorts=12,
                sessions=12,
                starts_on=date(2022, 2, 3),
                ends_on=date(2024, 10, 9),
            ),
            SealedActivity(
                slug="course",
                name=Text("Formation Planification numérique", "Digital planning course"),
                cohorts=6,
                sessions=36,
                starts_on=date(2022, 4, 1),
                ends_on=date(2024, 12, 11),
            ),
        ),
        indicators=INDICATORS,
        roles={
            "guidance": {
                "very": "favourable-1",
                "rather": "favourable-2",
                "little": "unfavourable-2",
                "not_at_all": "unfavourable-1",
            }
        },
        figures=FIGURES,
        benchmarks=(
            Benchmark(
                programme="centre",
                activity="webinar",
                indicator="attendance",
                value=0.56,
                population=Text(
                    "Webinaires de formation, tous secteurs", "Training webinars, all sectors"
                ),
                year=2023,
                source=Text("Rapport sectoriel sur les webinaires", "Industry report on webinars"),
                grade="D",
            ),
        ),
        facts=(
            Fact(
                programme="centre",
                code="grants",
                name=Text("Subventions obtenues", "Grants obtained"),
                value=3_900_000.0,
                unit=Text("$", "$"),
                source=Text("Registre des subventions", "Register of grants"),
                on=date(2024, 12, 31),
            ),
            Fact(
                programme="centre",
                activity="course",
                code="resources",
                name=Text("Ressources partagées", "Resources shared"),
                value=55.0,
                source=Text("Centre de ressources du programme", "The programme’s resource centre"),
                on=date(2024, 12, 1),
            ),
        ),
        notes=NOTES,
        themes=THEMES,
        themes_withheld=2,
        quotes=QUOTES,
    )
    return msgspec.structs.replace(snapshot, **changes)
