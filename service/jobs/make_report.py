"""Make the bilan of a programme: read what the gate releases, seal it, draw it."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from importlib.metadata import version
from threading import Event
from typing import NamedTuple

import duckdb

from analysis.disclosure.gate import PUBLIC
from analysis.disclosure.testimonials import Testimonial, release_testimonials
from analysis.disclosure.themes import ReleasedThemes, ThemeRecord, release_themes
from dashboards.report.blocks import Report
from dashboards.report.draw import draw
from dashboards.report.paper import manuscript
from dashboards.report.screen import to_html
from dashboards.report.sealing import Edition, Released, seal
from dashboards.report.snapshot import Snapshot, decode, encode, seal_of
from service.jobs.worker import Computation, compute
from service.store import facts, reads
from service.store.account import read_public_account
from service.store.catalogue import Snapshot as SetUp
from service.store.catalogue import day_of
from service.store.indicators import indicators
from service.store.known_names import names_known
from service.store.telling import Source
from service.store.themes import theme_run
from surveys.texts import Language, Slug


class Made(NamedTuple):
    """One bilan: what it is drawn from, and what it says."""

    encoded: bytes
    """The sealed file."""
    snapshot: Snapshot
    report: Report

    @property
    def seal(self) -> str:
        return self.report.seal

    @property
    def name(self) -> str:
        """How its files are called, without what they end in."""
        snapshot = self.snapshot
        return f"bilan-{snapshot.programme.slug}-{snapshot.made_on}-{snapshot.language}"

    @property
    def html(self) -> str:
        return to_html(self.report)


def drawn_by() -> str:
    """Return the versions of what draws a report."""
    return f"Bilan {version('bilan')}, Typst {version('typst')}"


def read_reports(
    source: Source,
    set_up: SetUp,
    programme: Slug,
    languages: Iterable[Language],
    *,
    at: datetime,
) -> list[Made]:
    """Return the bilan as the programme stands, in each language; in the caller's transaction.

    On one day, the same data give the same seal.
    """
    account = read_public_account(source, set_up, programme, at=at)
    cursor = source.cursor
    released = Released(
        account=account,
        indicators=indicators(cursor, programme),
        benchmarks=facts.benchmarks(cursor, programme),
        notes=facts.notes(cursor, programme),
        themes=_themes(cursor, set_up, programme),
        testimonials=_testimonials(cursor, set_up, programme, at=at),
        threshold=PUBLIC,
    )
    made_on = day_of(account.programme, at)
    return [
        from_file(
            encode(seal(released, Edition(language=each, made_on=made_on, drawn_by=drawn_by())))
        )
        for each in languages
    ]


def from_file(encoded: bytes) -> Made:
    """Raises SnapshotUnreadable."""
    snapshot = decode(encoded)
    return Made(encoded, snapshot, draw(snapshot, seal_of(encoded)))


def set_pdf(made: Made, *, cancelled: Event | None = None) -> bytes:
    """Return the PDF, set in a process of its own.

    Raises:
        ComputeError: there is none.
    """
    given = manuscript(made.report, made.snapshot)
    pdf: bytes = compute(
        Computation("service.jobs.typeset", "typeset", given),
        progress=lambda _: None,
        cancelled=cancelled,
    )
    return pdf


def _testimonials(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, programme: Slug, *, at: datetime
) -> dict[Slug, tuple[Testimonial, ...]]:
    """Return the testimonials that may be told outside, by activity."""
    submissions = reads.submission_counts(cursor)
    told = {}
    for activity in set_up.activities_of(programme):
        known = names_known(cursor, activity.slug)
        written = reads.testimonials(cursor, set_up.setups_of_activity(activity.slug), at=at)
        told[activity.slug] = release_testimonials(
            (replace(each, known=known) for each in written), submissions
        )
    return told


def _themes(
    cursor: duckdb.DuckDBPyConnection, set_up: SetUp, programme: Slug
) -> dict[Slug, ReleasedThemes]:
    """Return the themes that may be told outside, quoted by consent only.

    A search that read too few comments for statistics gives none.
    """
    found = {}
    for activity in set_up.activities_of(programme):
        run = theme_run(cursor, activity.slug)
        if run is None or run.suggestion_only:
            continue
        cohorts = [cohort.slug for cohort in set_up.cohorts_of(activity.slug)]
        records = [_quotable(theme) for theme in run.themes]
        found[activity.slug] = release_themes(records, run.readings, cohorts, threshold=PUBLIC)
    return found


def _quotable(theme: ThemeRecord) -> ThemeRecord:
    return replace(theme, quotes=tuple(quote for quote in theme.quotes if quote.quotable))
