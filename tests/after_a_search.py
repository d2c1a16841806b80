"""A service over a bundle in whose comments themes were sought."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from litestar import Litestar

from service.jobs.find_themes import ThemeFinder
from service.settings import Settings
from service.store.catalogue import Catalogue
from service.store.database import Database
from service.store.load import load
from surveys.bundle import Bundle
from tests.factories import NOON
from tests.one_app import OneApp


@contextmanager
def after_a_search(empty_file: Path, path: Path, bundle: Bundle) -> Iterator[Litestar]:
    """Hand out the service, whose file at `path` begins as a copy of the empty one."""
    shutil.copy(empty_file, path)
    with Database(path) as database:
        load(database, bundle, at=NOON)
        catalogue = Catalogue(database)
        catalogue.reload()
        ThemeFinder(database, catalogue, "words").run("formation", lambda _: None)
        yield OneApp().over(Settings(database=str(path), shortest_seconds=0), database)
