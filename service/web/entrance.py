"""What stands where a participant comes in: the file, the brakes, and a count of openings.

How often a form is opened and started is counted without knowing by whom: a cookie that
lives as long as the browser's session, for the address of the survey only, says "opened" or
"started" and no more, so that one browser counts once until it has sent. A browser that
keeps no cookies counts as often as it opens the form. See docs/decisions/openings.md.
"""

from typing import Any, Literal, NamedTuple, TypeVar

from litestar import Request, Response
from litestar.datastructures import Cookie

from dashboards.pages.frame import form_address
from service.store.database import Database
from service.store.writer import SubmissionWriter
from service.web.heads import is_head
from service.web.robots import Holding
from surveys.texts import Slug

_COOKIE = "form"

_Page = TypeVar("_Page", bound=Response[Any])


class Entrance(NamedTuple):
    database: Database
    holding: Holding
    writer: SubmissionWriter

    def opened(self, request: Request[Any, Any, Any], survey: Slug, page: _Page) -> _Page:
        """Count a blank form that is shown, and return its page."""
        if _COOKIE not in request.cookies and not is_head(request.scope):
            self.writer.count(survey, opened=1)
            page.set_cookie(self._cookie(survey, "opened"))
        return page

    def started(self, request: Request[Any, Any, Any], survey: Slug, page: _Page) -> _Page:
        """Count a form whose first page is left, and return the page it leads to.

        A browser that keeps no cookies would count at each page: it counts when it sends.
        """
        if request.cookies.get(_COOKIE) == "opened":
            self.writer.count(survey, started=1)
            page.set_cookie(self._cookie(survey, "started"))
        return page

    def completed(self, request: Request[Any, Any, Any], survey: Slug) -> Cookie:
        """Count as started what was sent without a mark; return what takes the mark away.

        So the next person at the same device counts too.
        """
        if request.cookies.get(_COOKIE) != "started":
            self.writer.count(survey, started=1)
        return self._cookie(survey, "")

    def _cookie(self, survey: Slug, mark: Literal["opened", "started", ""]) -> Cookie:
        return Cookie(
            key=_COOKIE,
            value=mark,
            path=form_address(survey),
            max_age=None if mark else 0,
        )
