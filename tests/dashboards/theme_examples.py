"""Themes that people decided about, with rises and a proposal, made up on top of `examples`."""

from dataclasses import replace

import msgspec

from analysis.disclosure.gate import Withheld
from analysis.disclosure.ideas import IdeaPage, ShownIdea
from analysis.disclosure.modules import ShownModule, ShownModuleQuote
from analysis.disclosure.parts import ShownPart
from analysis.disclosure.proposals import ProposedTheme, ReleasedProposal, ShownChange
from analysis.disclosure.rises import ReleasedRises, ShownRise
from analysis.disclosure.themes import Mentioned, ShownQuote
from dashboards.pages.theme import ThemeView
from dashboards.pages.theme_cards import Detectable
from dashboards.pages.theme_parts import PartsView
from dashboards.pages.unmasked import UnmaskedView
from surveys.texts import Text
from tests.dashboards.examples import ACTIVITY, COHORTS, PROGRAMME, THEMES
from tests.factories import NOON

DECIDED = msgspec.structs.replace(
    THEMES,
    themes=(
        replace(
            THEMES.themes[0],
            name=Text("Suivi après la formation", "Follow-up after the course"),
            coherence=0.21,
            locked=True,
            shares={
                "planning-1": Mentioned(7, 18),
                "planning-3": Mentioned(9, 24),
                "planning-4": Mentioned(8, 25),
                "planning-5": Mentioned(13, 28),
            },
            roles={"member": 18, "volunteer": 9},
        ),
        replace(
            THEMES.themes[1],
            coherence=-0.08,
            origin="rest",
            shares={"planning-4": Mentioned(9, 25), "planning-5": Mentioned(12, 28)},
        ),
        replace(THEMES.themes[2], only_in={"en": "fr"}),
    ),
    dismissed=(replace(THEMES.themes[2], number=7, name=Text("Repas du midi", "Lunch")),),
    watched="planning-5",
    detectable=Detectable(of=28, before=0.05, now=0.3),
    rises=ReleasedRises(
        shown=(
            ShownRise(
                theme=2,
                cohort="planning-5",
                kind="growing",
                people=12,
                of=28,
                people_before=9,
                of_before=91,
                at_most=0.01,
            ),
            ShownRise(
                theme=9,
                cohort="planning-5",
                kind="new",
                people=6,
                of=28,
                people_before=Withheld(),
                of_before=91,
                at_most=0.05,
            ),
        ),
        too_small=1,
    ),
    proposal=ReleasedProposal(
        changes=(
            ShownChange(
                "new",
                None,
                (
                    ProposedTheme(
                        9,
                        Text("Loi 25", "Law 25"),
                        ("loi 25", "renseignements personnels"),
                        (ShownQuote("La loi 25, on s’y perd.", None, "fr"),),
                        5,
                    ),
                ),
            ),
            ShownChange(
                "split",
                THEMES.themes[0],
                (
                    ProposedTheme(1, Text("Suivi", "Follow-up"), (), (), Withheld()),
                    ProposedTheme(10, Text("Mentorat", "Mentoring"), (), (), 10),
                ),
            ),
            ShownChange(
                "grown", THEMES.themes[1], (ProposedTheme(2, THEMES.themes[1].label, (), (), 30),)
            ),
            ShownChange("gone", THEMES.themes[2], ()),
        ),
        withheld=2,
        risen=(replace(THEMES.themes[1], number=9, label=Text("Loi 25", "Law 25"), respondents=6),),
    ),
    unsure=IdeaPage(
        (
            ShownIdea("a1", "Bref, à voir", "planning-5", "fr", True, "vague", False),
            ShownIdea("a2", "Parking was far", None, "en", False, "far", False),
        ),
        number=1,
        pages=2,
    ),
    suggested={1: ("usefulness.after", "usefulness.gone"), 2: ("usefulness.ai",)},
    heard=(
        ShownModule(
            "usefulness.ai",
            14,
            Withheld(),
            9,
            (ShownModuleQuote("Plus d’IA, s’il vous plaît.", "fr", "ask", False),),
        ),
        ShownModule("usefulness.after", Withheld(), Withheld(), Withheld(), ()),
    ),
    modules={
        "usefulness.ai": Text("Intelligence artificielle", "Artificial intelligence"),
        "usefulness.after": Text("Après la formation", "After the course"),
    },
    roles={
        "member": Text("Membre de l’équipe", "Team member"),
        "volunteer": Text("Bénévole", "Volunteer"),
    },
)
"""After people decided, with a search that found a rise and proposes to change what stands."""

IDEAS = (
    ShownIdea("b1", "On aurait besoin d’un suivi.", "planning-3", "fr", True, None, False),
    ShownIdea("b2", "A call <halfway> through would help.", None, "en", False, None, True),
)
NAMING = ShownIdea("b3", "Call Kathleen Gallagher at 514 555-0142.", None, "en", True, None, False)
"""An idea with personal data in it."""

UNMASKED = UnmaskedView(
    programme=PROGRAMME, activity=ACTIVITY, theme=1, written=NAMING.written, language="en"
)


def theme_view(ideas: tuple[ShownIdea, ...] = IDEAS, *, page: int = 1, pages: int = 1) -> ThemeView:
    return ThemeView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        cohorts=COHORTS,
        themes=DECIDED,
        theme=DECIDED.themes[0],
        ideas=IdeaPage(ideas, page, pages),
    )


def parts_view(**changed: object) -> PartsView:
    """A theme that falls in two parts, of which one names nothing that may be told."""
    shown = PartsView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        cohorts=COHORTS,
        theme=DECIDED.themes[0],
        like=False,
        examples=(),
        ticked=(),
        state="shown",
        parts=(
            ShownPart(IDEAS * 40, Text("Suivi", "Follow-up"), ("suivi", "follow-up"), 0.95),
            ShownPart(IDEAS[:1], None, (), 0.91),
        ),
        at=NOON,
    )
    return msgspec.structs.replace(shown, **changed)
