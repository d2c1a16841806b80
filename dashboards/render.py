"""Turn a page into HTML."""

from functools import cache
from typing import Any, NamedTuple

from jinja2 import Environment, PackageLoader, StrictUndefined

from surveys.texts import Language


class Page(NamedTuple):
    """A template and what it is filled in with."""

    template: str
    language: Language
    context: dict[str, Any]


def environment() -> Environment:
    """Return the templates of this package; a missing value is an error, never an empty place."""
    made = Environment(
        loader=PackageLoader("dashboards"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    return made


@cache
def _shared_environment() -> Environment:
    return environment()


def render(page: Page) -> str:
    """Return the HTML of `page`."""
    return _shared_environment().get_template(page.template).render(page.context)
