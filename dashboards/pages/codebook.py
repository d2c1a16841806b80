"""Themes as files, and names that come back from other tools.

Who opens it: a designer who codes with colleagues in NVivo, MAXQDA or Taguette, before and after
such a day; now and then an evaluator who wants the ideas in a spreadsheet. Within ten seconds the
file they need is theirs; within two minutes thirty names that came back stand on their themes.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import msgspec

from analysis.disclosure.ideas import ShownIdea
from analysis.disclosure.themes import ShownTheme
from dashboards.figures.sheet import Sheet, sheet_of
from dashboards.figures.theme_cohorts import count_in, label_of
from dashboards.pages.frame import (
    Frame,
    codebook_address,
    framed,
    themes_address,
    way_to_themes,
    words_in,
)
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.texts import LANGUAGES, Language

SET_OF_DISMISSED = "set_dismissed"
"""What the set of themes that people dismissed is called: its text."""


class CodeRead(msgspec.Struct, frozen=True, kw_only=True):
    """A code of a file, and which theme is to take its name."""

    name: str
    description: str
    theme: int | None


class CodesRead(msgspec.Struct, frozen=True, kw_only=True):
    codes: tuple[CodeRead, ...]
    language: Language
    """Of the names."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why nothing was read or kept."""

    kind: str
    """The text of texts/codebook.toml that says it, after "problem_"."""
    about: dict[str, str] = {}


class CodebookView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    themes: tuple[ShownTheme, ...] = ()
    """Those that stand."""
    dismissed: bool = False
    """Whether there are others, that people dismissed."""
    read: CodesRead | None = None
    problem: Problem | None = None
    saved: int | None = None
    """How many names the reader changed just now."""


class _Choice(NamedTuple):
    number: int
    label: str


class _File(NamedTuple):
    title: str
    hint: str
    address: str
    excel: str
    """Address of the same for Excel; empty where there is none."""


def codebook_page(view: CodebookView, language: Language) -> Page:
    """Return the page from which themes are taken away, or on which names are sorted."""
    words, said = words_in(language), Words("codebook", language)
    activity = view.activity.slug
    frame = Frame(
        said("title"),
        codebook_address(activity),
        way_to_themes(words, view.programme, view.activity),
        demonstration=view.programme.demonstration,
    )
    problem, renamed = view.problem, _renamed(view)
    return framed(
        "codebook.html",
        frame,
        words,
        s=said,
        to_themes=themes_address(activity),
        there=bool(view.themes or view.dismissed),
        files=_files(frame.address, said),
        read=view.read,
        read_title=said.count("read_title", len(view.read.codes)) if view.read else "",
        read_new=said.count("read_new", len(renamed)) if renamed else said("read_new_none"),
        renamed=renamed,
        choices=[_Choice(each.number, label_of(each, words)) for each in view.themes],
        absent=_absent(view, words),
        languages=LANGUAGES,
        problem=said(f"problem_{problem.kind}", **problem.about) if problem else "",
        saved=_saved(view.saved, said),
    )


def _renamed(view: CodebookView) -> frozenset[str]:
    """Return the names of a file that no theme bears in their language."""
    if view.read is None:
        return frozenset()
    language = view.read.language
    borne = {each.called[language] for each in view.themes if each.called}
    return frozenset(code.name for code in view.read.codes) - borne


def _files(address: str, said: Words) -> tuple[_File, ...]:
    tables = (
        _File(
            said(f"take_{kind}"),
            said(f"take_{kind}_hint"),
            f"{address}/{kind}.csv",
            f"{address}/{kind}-excel.csv",
        )
        for kind in ("themes", "ideas")
    )
    return (_File(said("take_qdc"), said("take_qdc_hint"), f"{address}/themes.qdc", ""), *tables)


def _absent(view: CodebookView, words: Words) -> str:
    """Return which themes a file says nothing of; empty where it speaks of all."""
    if view.read is None:
        return ""
    named = {code.theme for code in view.read.codes}
    absent: Sequence[str] = [
        label_of(each, words) for each in view.themes if each.number not in named
    ]
    said = Words("codebook", words.language)
    return said.count("read_absent", len(absent), names=", ".join(absent)) if absent else ""


def _saved(count: int | None, said: Words) -> str:
    if count is None:
        return ""
    return said.count("saved", count) if count else said("saved_none")


def told_elsewhere(theme: ShownTheme, language: Language) -> tuple[str, str]:
    """Return what a theme is called in another tool, and what tells it from the others there."""
    said = Words("codebook", language)
    people = said.count("people", theme.respondents)
    typical = said("typical", words=", ".join(theme.words)) if theme.words else ""
    return label_of(theme, words_in(language)), " ".join(filter(None, [people, typical]))


def themes_sheet(
    standing: Sequence[ShownTheme],
    dismissed: Sequence[ShownTheme],
    cohorts: Sequence[Cohort],
    language: Language,
) -> Sheet:
    """Return a row a theme; a count that may not be told is an empty cell."""
    said = Words("codebook", language)
    columns = [said(f"column_{key}") for key in _THEME_COLUMNS]
    for cohort in cohorts:
        named = cohort.name[language]
        columns += [said("column_mentioned", cohort=named), said("column_wrote", cohort=named)]
    states = [(each, "standing") for each in standing] + [(each, "dismissed") for each in dismissed]
    return sheet_of(
        columns,
        [
            (
                theme.number,
                said(f"state_{state}"),
                *((theme.called.fr, theme.called.en) if theme.called else (None, None)),
                theme.respondents,
                ", ".join(theme.words),
                *(
                    cell
                    for cohort in cohorts
                    for cell in (count_in(theme, cohort.slug), _wrote(theme, cohort))
                ),
            )
            for theme, state in states
        ],
    )


_THEME_COLUMNS = ("number", "state", "name_fr", "name_en", "people", "words")


def ideas_sheet(
    ideas: Iterable[tuple[ShownTheme | None, ShownIdea]],
    cohorts: Sequence[Cohort],
    language: Language,
) -> Sheet:
    """Return a row an idea, with its theme; the same words of several people stand once."""
    words, said = words_in(language), Words("codebook", language)
    names = {cohort.slug: cohort.name[language] for cohort in cohorts}
    return sheet_of(
        [said(f"column_{key}") for key in _IDEA_COLUMNS],
        [
            (
                theme.number if theme else None,
                label_of(theme, words) if theme else None,
                idea.text,
                said(f"language_{idea.language}"),
                names[idea.cohort] if idea.cohort else None,
                said("yes" if idea.quotable else "no"),
            )
            for theme, idea in ideas
        ],
    )


_IDEA_COLUMNS = ("number", "theme", "text", "language", "cohort", "quotable")


def _wrote(theme: ShownTheme, cohort: Cohort) -> int | None:
    mentioned = theme.shares.get(cohort.slug)
    return mentioned.of if mentioned else None
