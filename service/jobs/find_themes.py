"""Find the themes of an activity's comments and store them."""

from collections.abc import Callable
from datetime import UTC, datetime
from threading import Event

from analysis.themes.results import ThemesFound
from service.jobs.worker import Computation, compute
from service.store import reads
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.themes import replace_themes

KIND = "find_themes"


def run(
    activity: str,
    progress: Callable[[float], None],
    cancelled: Event | None = None,
    *,
    database: Database,
    catalogue: Catalogue,
) -> ThemesFound:
    """Read, compute, store. Running it again puts the new themes in the place of the old.

    Raises:
        NotFound: there is no such activity.
        ComputeError: there is no result; the last themes stay.
    """
    catalogue.activity(activity)
    with database.cursor() as cursor:
        comments = reads.comments(cursor, catalogue.now.setups_of_activity(activity))

    found: ThemesFound = compute(
        Computation("service.jobs.compute_themes", "compute", comments),
        progress=progress,
        cancelled=cancelled,
    )

    replace_themes(database, activity, found, at=datetime.now(UTC))
    return found
