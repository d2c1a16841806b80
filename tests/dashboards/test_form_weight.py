"""The first view of the form arrives in one round trip."""

from importlib.resources import files

import brotli
import pytest

from dashboards.pages.survey_form import form_page
from dashboards.render import render
from surveys.paging import REVIEW
from surveys.questionnaire import Questionnaire, read_questionnaire
from surveys.texts import LANGUAGES, Language
from tests.dashboards.form_views import QUESTIONNAIRE, view

SHIPPED = sorted(
    (
        file
        for file in (files("surveys") / "questionnaires").iterdir()
        if file.name.endswith(".toml")
    ),
    key=lambda file: file.name,
)

FIRST_VIEW = 14_000
"""Most bytes of the first view, compressed: what a server sends before it waits for an echo."""


def compressed(content: bytes) -> int:
    return len(brotli.compress(content))


def static(name: str) -> bytes:
    return (files("dashboards") / "static" / name).read_bytes()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "questionnaire",
    [QUESTIONNAIRE, *(read_questionnaire(file.read_bytes()) for file in SHIPPED)],
    ids=lambda questionnaire: questionnaire.code,
)
def test_every_page_fits_in_one_round_trip(
    questionnaire: Questionnaire, language: Language
) -> None:
    shared = sum(
        compressed(static(name)) for name in ("form.css", "form.js", "outbox.js", "drafts.js")
    )

    for stop in (None, REVIEW, *range(1, len(questionnaire.sections) + 1)):
        blank = stop in (None, 1)
        shown = view(
            questionnaire=questionnaire,
            language=language,
            demonstration=True,
            stop=stop,
            blank=blank,
        )
        html = render(form_page(shown))

        assert compressed(html.encode()) + shared <= FIRST_VIEW


def test_style_and_script_stay_small() -> None:
    assert len(static("form.css")) <= 8 * 1024
    assert len(static("form.js")) <= 2_100
