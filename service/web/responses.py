"""Send a page."""

from typing import Any

from litestar import MediaType, Request, Response
from litestar.response import Template

from dashboards.render import Page
from service.web.language import language_cookie

_FORM_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
WORKSPACE_POLICY = (  # Plotly draws the cells of a heatmap as an image of its own, a data: address
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)

_PREVIEW_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'self'"
)


def form_response(page: Page, status_code: int = 200) -> Template:
    """Send a page to a participant.

    Each form carries an id of its own, so no cache may hand it to two people.
    """
    return _response(page, status_code, policy=_FORM_POLICY, cache="private, no-cache")


def receipt_response(page: Page, status_code: int = 200) -> Template:
    """Send a page that holds a receipt or its answers: no browser keeps it."""
    return _response(page, status_code, policy=_FORM_POLICY, cache="no-store")


def workspace_response(
    request: Request[Any, Any, Any], page: Page, status_code: int = 200
) -> Template:
    """Send a page to somebody who is signed in, or is about to be; remember a chosen language.

    It offers to do what they may where the page belongs, as the guard has found.
    """
    if "allowed" in request.state:
        page = page._replace(context=page.context | {"allowed": request.state.allowed})
    page = page._replace(context=page.context | {"largest_file": request.app.state.largest_file})
    response = _response(page, status_code, policy=WORKSPACE_POLICY, cache="no-store")
    if "lang" in request.query_params:
        response.set_cookie(language_cookie(page.language))
    return response


def editor_response(
    request: Request[Any, Any, Any], page: Page, status_code: int = 200
) -> Template:
    """Send a page of the workspace that shows previews in frames."""
    response = workspace_response(request, page, status_code)
    response.headers["Content-Security-Policy"] = f"{WORKSPACE_POLICY}; frame-src 'self'"
    return response


def preview_response(page: Page) -> Template:
    """Send what is shown in a frame of ours: nothing in it runs or is sent."""
    return _response(page, 200, policy=_PREVIEW_POLICY, cache="no-store")


def feed_response(page: Page) -> Template:
    """Send a feed, which everybody may keep for a while."""
    return Template(
        page.template,
        context=page.context,
        media_type="application/atom+xml; charset=utf-8",
        headers={"Cache-Control": "max-age=900"},
    )


def calendar_response(made: bytes, name: str) -> Response[bytes]:
    """Send a calendar file to be kept; `name` is a slug."""
    return file_response(made, f"{name}.ics", "text/calendar")


def file_response(content: bytes, name: str, media_type: str) -> Response[bytes]:
    """Send a file to be kept; `name` is made of slugs and codes."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
    }
    return Response(content, media_type=media_type, headers=headers)


def _response(page: Page, status_code: int, *, policy: str, cache: str) -> Template:
    return Template(
        page.template,
        context=page.context,
        status_code=status_code,
        media_type=MediaType.HTML,
        headers={
            "Content-Security-Policy": policy,
            "Content-Language": page.language,
            "Cache-Control": cache,
        },
    )
