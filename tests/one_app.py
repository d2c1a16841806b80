"""The service made many times in a process, its routes prepared once.

Litestar takes as long to prepare two hundred routes as most tests take for all the rest, and the
routes are the same each time: only what handlers are handed differs.
"""

from typing import Any

import pytest
from litestar import Litestar
from litestar.di import Provide
from litestar.types import ASGIApp

import service.app
from service.settings import Settings
from service.store.database import Database
from tests.accounts import quick_passwords

_OF_ONE_SERVICE = {"dependencies", "lifespan", "state", "template_config"}
"""What `create_app` makes for each service; where anything else differs, all is prepared anew."""


class OneApp:
    """Makes services of which one at a time can be used."""

    def __init__(self) -> None:
        self._made: tuple[Litestar, ASGIApp, dict[str, Any]] | None = None

    def over(self, settings: Settings, database: Database) -> Litestar:
        """Return what `create_app` returns; it ends what was returned before."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(service.app, "Litestar", self._prepared)
            return service.app.create_app(settings, database, passwords=quick_passwords())

    def _prepared(self, **given: Any) -> Litestar:
        same = {name: value for name, value in given.items() if name not in _OF_ONE_SERVICE}
        if self._made is None or self._made[2] != same:
            app = Litestar(**given)
            self._made = app, app.asgi_handler, same
            return app
        app, handler, _ = self._made
        for name, provide in given["dependencies"].items():
            prepared = app.dependencies[name]
            assert isinstance(prepared, Provide)
            prepared.dependency = provide.dependency
        app.state = given["state"]
        app._lifespan_managers[:] = given["lifespan"]  # noqa: SLF001 -- it has no other way in
        app.asgi_handler = handler
        return app
