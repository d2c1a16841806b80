"""What is taken away and brought back of made-up themes."""

from dashboards.pages.codebook import CodebookView, CodeRead, CodesRead, Problem
from tests.dashboards.examples import ACTIVITY, PROGRAMME
from tests.dashboards.theme_examples import DECIDED

READ = CodesRead(
    codes=(
        CodeRead(name="Suivi", description="After the course.", theme=1),
        CodeRead(name="Besoins / Accessibilité", description="", theme=None),
    ),
    language="fr",
)
TWICE = Problem(kind="twice", about={"theme": "Suivi"})
UNREADABLE = Problem(kind="not_xml", about={"line": "1"})


def codebook_view(
    *, read: CodesRead | None = None, problem: Problem | None = None, saved: int | None = None
) -> CodebookView:
    return CodebookView(
        programme=PROGRAMME,
        activity=ACTIVITY,
        themes=DECIDED.themes,
        read=read,
        problem=problem,
        saved=saved,
    )
