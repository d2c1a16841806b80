"""What somebody entered by hand for the programme of `tests.dashboards.examples`."""

from datetime import date

import msgspec

from dashboards.pages.entry_form import EntryFormView
from dashboards.pages.facts import FactsView
from surveys.entering import EntryProblem
from surveys.entry_form import EntryKind, fields_from_entry
from surveys.facts import Benchmark, Entry, Fact, Note
from surveys.texts import Text
from tests.dashboards.examples import ACTIVITY, PROGRAMME

FACTS = FactsView(
    programme=PROGRAMME,
    activities=(ACTIVITY,),
    facts=(
        Fact(
            programme=PROGRAMME.slug,
            code="grants",
            name=Text("Subventions versées", "Grants paid out"),
            value=3_900_000,
            unit=Text("dollars canadiens", "Canadian dollars"),
            source=Text("États financiers <2023>", "Accounts <2023>"),
            on=date(2023, 12, 1),
        ),
        Fact(
            programme=PROGRAMME.slug,
            activity=ACTIVITY.slug,
            code="ratio",
            name=Text("Projets par organisme", "Projects per organization"),
            value=1.25,
            source=Text("Registre des projets", "Project register"),
            on=date(2023, 6, 30),
        ),
    ),
    benchmarks=(
        Benchmark(
            programme=PROGRAMME.slug,
            activity=ACTIVITY.slug,
            indicator="completion",
            value=0.562,
            population=Text("Organismes du Canada", "Canadian organizations"),
            year=2021,
            answers=1_240,
            definition=Text("Terminé, sur inscrit", "Completed, of enrolled"),
            source=Text("Une étude", "A study"),
            grade="C",
        ),
        Benchmark(
            programme=PROGRAMME.slug,
            indicator="attendance",
            value=0.56,
            source=Text("Un rapport", "A report"),
        ),
    ),
    notes=(
        Note(
            programme=PROGRAMME.slug,
            kind="introduction",
            text=Text("Un programme.\nTrois activités.", "A programme.\nThree activities."),
        ),
        Note(
            programme=PROGRAMME.slug,
            activity=ACTIVITY.slug,
            kind="good_practice",
            title=Text("Sonder", "Ask"),
            text=Text("Demander après chaque séance.", "Ask after each session."),
        ),
    ),
)


def entry_form_view(
    kind: EntryKind, entry: Entry | None = None, *, refused: tuple[str, ...] = ()
) -> EntryFormView:
    """Return the form of an entry, or of a new one; `refused` are the fields at fault."""
    view = EntryFormView(programme=PROGRAMME, activities=(ACTIVITY,), kind=kind)
    reason = Text("Ceci manque.", "This is missing.")
    return msgspec.structs.replace(
        view,
        key=entry.key if entry else None,
        fields=fields_from_entry(entry) if entry else {},
        problems=tuple(EntryProblem(field, reason) for field in refused),
    )
