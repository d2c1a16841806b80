"""The front door, and a sign of life for whoever supervises the process."""

from litestar import Controller, MediaType, get, route
from litestar.response import Redirect


class HomeController(Controller):
    include_in_schema = False

    @get("/", sync_to_thread=False)
    def home(self) -> Redirect:
        return Redirect("/programmes", status_code=303)

    @route("/health", http_method=["GET", "HEAD"], media_type=MediaType.TEXT, sync_to_thread=False)
    def health(self) -> str:
        return "ok"
