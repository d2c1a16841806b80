"""Store what a search found, made by hand."""

from datetime import datetime

from analysis.themes.packed import packed_search
from analysis.themes.results import Searched
from service.store import theme_layers
from service.store.database import Database


def keep_search(database: Database, activity: str, searched: Searched, *, at: datetime) -> None:
    """Put what a search returned in the place of what was there."""
    theme_layers.keep_search(database, activity, packed_search(searched), at=at)
