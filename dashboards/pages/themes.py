"""What the comments of an activity are about.

Who opens it: designers, when they decide what to change before the next cohort.
What they must be able to do: within ten seconds, know what is new or growing and whether the
themes are up to date; within a minute, read in participants' own words what a theme is about;
with one press each, search again, accept what a search proposes or leave it, rename a theme,
put it to another, dismiss it, lock it.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple, TypeAlias

import msgspec

from analysis.disclosure.comments_read import ShownReading
from analysis.disclosure.gate import Withheld
from dashboards.figures.figure import Figure
from dashboards.figures.theme_cohorts import theme_cohorts
from dashboards.figures.trend import CohortLabel, cohort_labels
from dashboards.pages.frame import (
    Frame,
    codebook_address,
    framed,
    needs_address,
    second_look_address,
    themes_address,
    unmasking_address,
    way_to,
    words_in,
)
from dashboards.pages.theme_cards import ShownThemes, explained, rising_name, theme_cards
from dashboards.pages.theme_changes import ChangeLine, change_lines, changes_withheld
from dashboards.pages.theme_decisions import idea_lines, idea_pages, subjects
from dashboards.pages.theme_modules import module_lines
from dashboards.render import Page
from dashboards.sentences import rise_sentence, rises_small_sentence
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.texts import Language, Slug

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
    reading_on: bool = False
    """Whether the reader asked for a page of the ideas in no theme."""
    answered: Literal["accepted", "discarded"] | None = None
    """What the reader did with a proposal just now."""


class _Line(NamedTuple):
    """What is said of the latest cohort."""

    text: str
    theme: str = ""
    """Of which theme; empty where of none."""
    address: str = ""
    """Where its quotes are."""


class _Proposal(NamedTuple):
    changes: tuple[ChangeLine, ...]
    withheld: str
    accept: str
    discard: str


class _JobNote(NamedTuple):
    text: str
    alarming: bool
    polled: str
    """Where its state is asked for while it runs; empty once it ended."""
    progress: float | None
    stop: str
    """Where it is stopped while it runs; empty once it ended."""
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
    shown = view.themes
    labels = cohort_labels(view.cohorts, words)
    names = {slug: label.name for slug, label in labels.items()}
    cards = theme_cards(shown, names, words) if shown else ()
    return framed(
        "themes.html",
        frame,
        words,
        h=Words("themes", language),
        answered=Words("themes", language)(view.answered) if view.answered else "",
        note=_job_note(view.job, f"{frame.address}/searches", words),
        found=shown is not None,
        told=_told(view, words),
        reasons=_reasons(view.reading, words),
        suggestion_only=shown is not None and shown.suggestion_only,
        nothing_awaits=shown is not None and _nothing_awaits(shown, view.job),
        cards=cards,
        needs=needs_address(view.activity.slug),
        needs_link=Words("needs", language)("link"),
        second_look=second_look_address(view.activity.slug),
        second_look_link=Words("second_look", language)("link"),
        codebook=codebook_address(view.activity.slug),
        codebook_link=Words("codebook", language)("link"),
        explained=explained(cards, words),
        **(_of_found(shown, view, names, words) if shown else _NOTHING_FOUND),
        unmask=Words("unmasking", language),
        unmasking=unmasking_address(view.activity.slug),
        figure=_figure(shown, labels, words) if shown else None,
    )


_NOTHING_FOUND: dict[str, Any] = {
    "rises": (),
    "rising": False,
    "proposal": None,
    "slight": False,
    "subjects": {},
    "dismissed": (),
    "unsure": (),
    "unsure_pages": None,
    "reading_on": False,
    "modules": (),
}


def _of_found(
    shown: ShownThemes, view: ThemesView, names: Mapping[Slug, str], words: Words
) -> dict[str, Any]:
    activity = view.activity.slug
    return {
        "rises": tuple(_rises(shown, names, words)),
        "rising": bool(shown.rises.shown),
        "proposal": _proposal(shown, activity, words),
        "slight": shown.slight,
        "subjects": {each.number: each for each in subjects(shown.themes, activity, words)},
        "dismissed": subjects(shown.dismissed, activity, words),
        "unsure": idea_lines(shown.unsure.ideas, names, words),
        "unsure_pages": idea_pages(
            shown.unsure, f"{themes_address(activity)}?unsure={{}}#unsure", words
        ),
        "reading_on": view.reading_on,
        "modules": () if shown.suggestion_only else module_lines(shown, words),
    }


def _figure(shown: ShownThemes, labels: Mapping[Slug, CohortLabel], words: Words) -> Figure | None:
    if not shown.themes or shown.suggestion_only:
        return None
    return theme_cohorts(words("people_by_cohort"), shown.themes, list(labels.items()), words)


def _rises(shown: ShownThemes, names: Mapping[Slug, str], words: Words) -> Iterator[_Line]:
    """Yield what is new or growing, or that nothing is, and what could have been seen."""
    said = Words("themes", words.language)
    if shown.suggestion_only:
        return
    if shown.watched is None:
        yield _Line(said("rises_unlooked"))
        return
    stands = {theme.number for theme in shown.themes}
    for rise in shown.rises.shown:
        theme = rising_name(shown, rise.theme, words)
        yield _Line(
            rise_sentence(rise, theme, names[rise.cohort], words),
            theme,
            f"#theme-{rise.theme}" if rise.theme in stands else "#proposal",
        )
    if not shown.rises.shown:
        yield _Line(said("rises_none", cohort=names[shown.watched]))
    if few := rises_small_sentence(shown.rises, words):
        yield _Line(few)
    if detectable := shown.detectable:
        seen = {
            "count": words.number(detectable.of),
            "low": words.percent(detectable.before),
            "high": words.percent(detectable.now),
        }
        yield _Line(said("rises_seen", **seen))


def _proposal(shown: ShownThemes, activity: Slug, words: Words) -> _Proposal | None:
    if shown.proposal is None:
        return None
    address = f"{themes_address(activity)}/proposal"
    return _Proposal(
        change_lines(shown.proposal, words),
        changes_withheld(shown.proposal, words),
        f"{address}/accept?of={shown.search}",
        f"{address}/discard?of={shown.search}",
    )


def _nothing_awaits(shown: ShownThemes, job: ThemesJob | None) -> bool:
    """Whether a search has ended of which nothing is left to decide."""
    ended = job is not None and job.state == "done"
    return ended and not (shown.proposal or shown.slight or shown.suggestion_only)


def _reasons(reading: ShownReading | Withheld | None, words: Words) -> tuple[str, ...]:
    """Return why ideas are in no theme, as far as it may be told."""
    said = Words("themes", words.language)
    if not isinstance(reading, ShownReading):
        return ()
    return tuple(
        said(f"unsure_{reason}", count=words.number(count))
        for reason, count in reading.unsure_because.items()
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
    if view.themes and view.themes.words_only:
        said.append(Words("themes", words.language)("words_only"))
    if view.themes and view.themes.withheld:
        said.append(words.count("themes_withheld", view.themes.withheld))
    return tuple(said)


def _at_least_five(count: int | Withheld, words: Words) -> str:
    return words("too_few_cell") if isinstance(count, Withheld) else words.number(count)


def _job_note(job: ThemesJob | None, search: str, words: Words) -> _JobNote:
    """Return what is said about the last search; `search` is the address of searches."""
    if job is None:
        return _JobNote(words("job_none"), alarming=False, polled="", progress=None, stop="")
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
        stop=f"{search}/{job.id}/stop" if going else "",
        reason=job.message,
    )
