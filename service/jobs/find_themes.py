"""Find the themes of an activity's comments and store them."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from threading import Event
from uuid import uuid4

from analysis.inputs import Comment
from analysis.themes.results import Searched, ThemesFound
from service.jobs.worker import Computation, compute
from service.store import jobs, reads
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.theme_layers import keep_search
from surveys.programme import Activity

KIND = "find_themes"


def ask_for(database: Database, activities: Iterable[Activity], *, at: datetime) -> None:
    """Queue the job for each activity, for the service to take up when it runs."""
    with database.transaction() as cursor:
        for activity in activities:
            jobs.add(cursor, job_id=uuid4(), kind=KIND, subject=activity.slug, at=at)


def run(
    activity: str,
    progress: Callable[[float], None],
    cancelled: Event | None = None,
    *,
    database: Database,
    catalogue: Catalogue,
) -> ThemesFound:
    """Read, compute, store. Running it again puts the new themes in the place of the old.

    Comments that were corrected or erased while it computed are in no theme.

    Raises:
        NotFound: there is no such activity.
        ComputeError: there is no result; the last themes stay.
    """
    catalogue.activity(activity)
    comments = _comments(activity, database, catalogue)

    found: ThemesFound = compute(
        Computation("service.jobs.compute_themes", "compute", comments),
        progress=progress,
        cancelled=cancelled,
    )

    with database.rewriting:
        changed = set(comments).difference(_comments(activity, database, catalogue))
        found = found.without({comment.submission_id for comment in changed})
        searched = Searched(standing=found, proposed=None, watch=None)
        keep_search(database, activity, searched, at=datetime.now(UTC))
    return found


def _comments(activity: str, database: Database, catalogue: Catalogue) -> list[Comment]:
    with database.cursor() as cursor:
        setups = catalogue.now.setups_of_activity(activity)
        return reads.comments(cursor, setups, at=datetime.now(UTC))
