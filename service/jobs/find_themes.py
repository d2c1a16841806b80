"""Find the themes of an activity's comments and store them."""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import NamedTuple
from uuid import UUID, uuid4

import duckdb

from analysis.themes.sealed_vectors import SealedVectors
from service.jobs.embedder_choice import Choice, choose
from service.jobs.theme_search import Asked, Found, Subject
from service.jobs.worker import Computation, compute
from service.store import jobs, reads, theme_decisions, theme_layers, vectors
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.known_names import names_known
from surveys.modules import course_of
from surveys.programme import Activity

KIND = "find_themes"


def ask_for(database: Database, activities: Iterable[Activity], *, at: datetime) -> None:
    """Queue the job for each activity, for the service to take up when it runs next."""
    with database.transaction() as cursor:
        for activity in activities:
            jobs.add_while_none_runs(
                cursor, job_id=uuid4(), kind=KIND, subject=activity.slug, at=at
            )


def ask_for_no_more(database: Database, done: Subject, *, at: datetime) -> None:
    """Take searches that wait for the service out of the queue, once this one has been made.

    It has placed the ideas that arrived, whatever else it did.
    """
    with database.transaction() as cursor:
        jobs.end_waiting(cursor, kind=KIND, subjects={str(done), done.activity}, at=at)


class _Read(NamedTuple):
    """What a search starts from."""

    asked: Asked
    surveys: tuple[str, ...]
    """All of the activity."""
    version: theme_layers.Version | None
    """Of what stands and of what is proposed."""
    changes: int
    """How often comments had changed."""


@dataclass(frozen=True, slots=True)
class ThemeFinder:
    """Searches for themes in a file."""

    database: Database
    catalogue: Catalogue
    embedder: str = "bundled"
    """As `BILAN_EMBEDDER` has it."""
    compute: str = ""
    """As `BILAN_COMPUTE` has it."""

    def run(
        self, subject: str, progress: Callable[[float], None], cancelled: Event | None = None
    ) -> None:
        """Read, compute, store; running it again changes nothing.

        Comments that were corrected or erased while it computed are in no theme. Where somebody
        decided something of the themes meanwhile, or answered what is proposed, the search starts
        again from there.
        Vectors that were made are kept even if the search is cut short.

        Args:
            subject: A `theme_search.Subject`, as it is written.
            progress: Told how far it is, from 0 to 1.
            cancelled: Set by another thread to stop it.

        Raises:
            NotFound: there is no such activity.
            EmbedderUnusable: the setting names nothing that can be used.
            ComputeError: there is no result; the last themes stay.
        """
        how = Subject.read(subject)
        self.catalogue.activity(how.activity)
        choice = choose(self.embedder)
        kept = False
        while not kept:
            read = self._read(how, choice)
            late: list[SealedVectors] = []
            found: Found = compute(
                Computation("service.jobs.compute_themes", "compute", read.asked),
                progress=progress,
                cancelled=cancelled,
                part=partial(self._keep_part, read, late),
            )
            kept = self._keep(read, found, late)

    def _read(self, how: Subject, choice: Choice) -> _Read:
        """Read all a search needs, as of one moment; of texts, what may be read by now."""
        setups = self.catalogue.now.setups_of_activity(how.activity)
        surveys = tuple(setup.survey.slug for setup in setups)
        now = datetime.now(UTC)
        self.database.telling.tell_texts([setup.survey for setup in setups], at=now)
        with self.database.reading() as cursor:
            asked = Asked(
                comments=reads.packed_comments(cursor, setups, at=now),
                cohorts=[
                    (
                        cohort.slug,
                        frozenset(s.survey.slug for s in setups if s.cohort.slug == cohort.slug),
                    )
                    for cohort in self.catalogue.now.cohorts_of(how.activity)
                ],
                standing=theme_layers.packed_layer(cursor, how.activity, "standing"),
                watch=theme_layers.watch(cursor, how.activity),
                proposed=theme_layers.packed_layer(cursor, how.activity, "proposed"),
                how=how,
                choice=choice,
                known=vectors.known(cursor, choice.name, surveys),
                discarded=theme_decisions.discards(cursor, how.activity),
                course=course_of(setup.questionnaire for setup in setups),
                names=names_known(cursor, how.activity),
                compute=self.compute,
            )
            version = theme_layers.version(cursor, how.activity)
            return _Read(asked, surveys, version, vectors.changes(cursor))

    def _keep_part(self, read: _Read, late: list[SealedVectors], made: SealedVectors) -> None:
        """Keep vectors for the next search, should this one be cut short.

        Once comments have changed, a text may be one that was erased: its vector waits until it
        is known who holds it.
        """
        with self.database.rewriting, self.database.transaction() as cursor:
            if vectors.changes(cursor) == read.changes:
                vectors.keep(cursor, read.asked.choice.name, made.each())
            else:
                late.append(made)

    def _keep(self, read: _Read, found: Found, late: Sequence[SealedVectors]) -> bool:
        """Store what was found; False if themes are not what they were."""
        activity = read.asked.how.activity
        with self.database.rewriting:
            with self.database.cursor() as cursor:
                if theme_layers.version(cursor, activity) != read.version:
                    return False
                gone = self._gone(cursor, read)
            self._keep_vectors(read, found, late, gone)
            theme_layers.keep_search(
                self.database, activity, found.searched, at=datetime.now(UTC), gone=gone
            )
        return True

    def _gone(self, cursor: duckdb.DuckDBPyConnection, read: _Read) -> set[UUID]:
        """Return the submissions of which a comment is not what it was."""
        if vectors.changes(cursor) == read.changes:
            return set()
        setups = self.catalogue.now.setups_of_activity(read.asked.how.activity)
        now = reads.comments(cursor, setups, at=datetime.now(UTC))
        before = read.asked.comments.opened()
        return {comment.submission_id for comment in set(before).difference(now)}

    def _keep_vectors(
        self, read: _Read, found: Found, late: Sequence[SealedVectors], gone: Collection[UUID]
    ) -> None:
        model = read.asked.choice.name
        holders = {held for held in found.holders.each() if held[1] not in gone}
        texts = {hashed for hashed, _ in holders}
        with self.database.transaction() as cursor:
            for made in late:
                vectors.keep(cursor, model, [each for each in made.each() if each[0] in texts])
            if read.asked.how.refit:
                vectors.hold_only(cursor, holders, read.surveys)
            else:
                vectors.hold(cursor, holders)
            vectors.forget_others(cursor, model)
