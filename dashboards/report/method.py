"""What the numbers of a report mean, and what it leaves out."""

from dashboards.report.blocks import Runs, Section, Term, Terms
from dashboards.report.figures import Figures
from dashboards.report.printing import Printer, plain

_PLAIN = ("n", "interval", "bounds", "nps", "tier", "benchmark")


def method_section(figures: Figures, p: Printer) -> Section:
    snapshot = figures.snapshot
    scope = snapshot.programme.slug
    told: dict[str, Runs] = {key: plain(p(f"method_{key}_is")) for key in _PLAIN}
    told["withheld"] = p.say(
        "method_withheld_is",
        threshold=p.number(snapshot.threshold, f"{scope}/threshold"),
        figures=p.number(figures.withheld, f"{scope}/withheld"),
        themes=p.number(snapshot.themes_withheld, f"{scope}/themes_withheld"),
    )
    told["seal"] = p.say("method_seal_is", drawn_by=snapshot.drawn_by)
    return Section(
        id="method",
        title=p("method"),
        own_page=True,
        blocks=(
            Terms(
                terms=tuple(Term(term=p(f"method_{key}"), runs=runs) for key, runs in told.items())
            ),
        ),
    )
