"""Show the people of a programme side by side."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from litestar import Controller, Request, get
from litestar.di import NamedDependency
from litestar.params import FromPath
from litestar.response import Template

from analysis.scores.account import Family
from analysis.scores.trend import trend, trend_items
from dashboards.pages.slices import SliceRow, SlicesOfFamily, SlicesView, slices_page
from service.store.catalogue import Catalogue, NotFound
from service.store.database import Database
from service.store.families import SlicedFamily, sliced_families
from service.web.language import workspace_language
from service.web.responses import workspace_response
from surveys.programme import Activity
from surveys.roles import Permission
from surveys.slices import DIMENSIONS, Dimension
from surveys.texts import Slug, Text


class SliceController(Controller):
    path = "/programmes/{slug:str}/by"
    opt = {"needs": Permission.RESULTS}  # noqa: RUF012 -- Litestar reads it
    include_in_schema = False

    @get("/{dimension:str}", sync_to_thread=True)
    def slices(
        self,
        slug: FromPath[str],
        dimension: FromPath[str],
        request: Request[Any, Any, Any],
        catalogue: NamedDependency[Catalogue],
        database: NamedDependency[Database],
    ) -> Template:
        programme, chosen = catalogue.programme(slug), _dimension(dimension)
        with database.source() as source:
            families = sliced_families(source, catalogue.now, slug, chosen, at=datetime.now(UTC))
        view = SlicesView(
            programme=programme,
            dimension=chosen,
            families=tuple(
                found
                for family in families
                if (found := _of_family(family, catalogue.now.activities)) is not None
            ),
        )
        return workspace_response(request, slices_page(view, workspace_language(request)))


def _dimension(name: str) -> Dimension:
    """Raises NotFound."""
    for dimension in DIMENSIONS:
        if dimension == name:
            return dimension
    raise NotFound(name)


def _of_family(family: SlicedFamily, activities: Mapping[Slug, Activity]) -> SlicesOfFamily | None:
    """Return the headlines of a family; None where it has none, or nothing to be parted by."""
    newest = family.everybody.questionnaire
    items = tuple(
        item for item in trend_items(newest) if newest.by_code[item.partition(".")[0]].headline
    )
    if not items or not family.slices:
        return None
    return SlicesOfFamily(
        activity=activities[family.everybody.activity],
        questionnaire=newest,
        items=items,
        rows=tuple(_row(o.code, o.text, part, items) for o, part in family.slices),
        everybody=_row("", Text(), family.everybody, items),
    )


def _row(value: str, name: Text, family: Family, items: tuple[str, ...]) -> SliceRow:
    return SliceRow(
        value=value,
        name=name,
        submissions=family.released.submissions,
        scores=tuple(trend(family.asked, item, family.released).pooled for item in items),
    )
