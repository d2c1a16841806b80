"""What the comments of an activity are about.

Who opens it: designers, when they decide what to change before the next cohort.
What they must be able to do: within ten seconds, know whether the themes are up
to date and read the three most mentioned; within a minute, read in participants'
own words what a theme is about; start the search again with one press.
"""

from datetime import datetime
from typing import Literal, NamedTuple, TypeAlias

import msgspec

from analysis.disclosure.comments_read import ShownReading
from analysis.disclosure.gate import Withheld
from dashboards.figures.theme_cohorts import theme_cohorts
from dashboards.figures.trend import cohort_labels
from dashboards.pages.frame import (
    Frame,
    framed,
    themes_address,
    way_to,
    words_in,
)
from dashboards.pages.theme_cards import ShownThemes, stability_explained, theme_cards
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.texts import Language

JobState: TypeAlias = Literal["queued", "running", "done", "failed", "cancelled"]


class ThemesJob(msgspec.Struct, frozen=True, kw_only=True):
    """The last search for themes."""

    id: str
    state: JobState
    progress: float | None = None
    """From 0 to 1; None before it is known."""
    message: str = ""
    """Why it failed, as the program says it: in English."""
    at: datetime | None = None
    """When it ended, in the time zone to show; None while it has not."""


class ThemesView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohorts: tuple[Cohort, ...]
    """Oldest first."""
    themes: ShownThemes | None
    """None while none were found."""
    reading: ShownReading | Withheld | None
    """What they were sought in; None while nobody has looked for them."""
    job: ThemesJob | None
    """None while none was started."""


class _JobNote(NamedTuple):
    text: str
    alarming: bool
    polled: str
    """Where its state is asked for while it runs; empty once it ended."""
    progress: float | None
    reason: str = ""
    """Why it failed, in the words of the program."""


def themes_page(view: ThemesView, language: Language) -> Page:
    """Return the themes of one activity, and the state of the search for them."""
    words = words_in(language)
    activity = view.activity.name[language]
    frame = Frame(
        words("themes_of", activity=activity),
        themes_address(view.activity.slug),
        way_to(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    labels = cohort_labels(view.cohorts, words)
    names = {slug: label.name for slug, label in labels.items()}
    shown = view.themes
    cards = theme_cards(shown, names, words) if shown else ()
    counted = shown is not None and shown.themes and not shown.suggestion_only
    title = words("people_by_cohort")
    return framed(
        "themes.html",
        frame,
        words,
        note=_job_note(view.job, words),
        found=shown is not None,
        told=_told(view, words),
        suggestion_only=shown is not None and shown.suggestion_only,
        cards=cards,
        stability=stability_explained(cards, words),
        figure=(
            theme_cohorts(title, shown.themes, list(labels.items()), words)
            if shown and counted
            else None
        ),
    )


def _told(view: ThemesView, words: Words) -> tuple[str, ...]:
    """Return what became of the comments, and how many themes are not shown."""
    reading, said = view.reading, []
    if isinstance(reading, ShownReading):
        said.append(
            Words("themes", words.language)(
                "comments_read",
                count=words.number(reading.comments),
                praise=_at_least_five(reading.praise, words),
                set_aside=_at_least_five(reading.set_aside, words),
                unsure=_at_least_five(reading.unsure, words),
            )
        )
    elif reading is not None:
        said.append(words("comments_read_few"))
    if view.themes and view.themes.withheld:
        said.append(words.count("themes_withheld", view.themes.withheld))
    return tuple(said)


def _at_least_five(count: int | Withheld, words: Words) -> str:
    return words("too_few_cell") if isinstance(count, Withheld) else words.number(count)


def _job_note(job: ThemesJob | None, words: Words) -> _JobNote:
    """Return what is said about the last search."""
    if job is None:
        return _JobNote(words("job_none"), alarming=False, polled="", progress=None)
    at = words.moment(job.at) if job.at else ""
    texts = {
        "queued": words("job_queued"),
        "running": words("job_running"),
        "done": words("job_done_at", at=at) if at else words("job_done"),
        "failed": words("job_broke"),
        "cancelled": words("job_cancelled"),
    }
    going = job.state in {"queued", "running"}
    return _JobNote(
        texts[job.state],
        alarming=job.state == "failed",
        polled=f"/api/jobs/{job.id}" if going else "",
        progress=job.progress,
        reason=job.message,
    )
