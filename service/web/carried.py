"""What a form carries over a session that ended: read once, kept nowhere, handed back.

Only what a page of ours sent is carried, and only where people type: a form that asks for a
password or is all buttons is done again instead.
"""

from typing import Any, Final
from urllib.parse import quote

from litestar import Request
from litestar.enums import RequestEncodingType

from dashboards.pages.carried import CARRIED, Carried, is_typed
from service.web.form_fields import read_fields
from service.web.local_paths import came_from, is_answered

LARGEST: Final = 600_000
"""Bytes of a form, as browsers encode it: ten long questionnaires; nobody types as much."""

_MOST_FIELDS = 1_500
_LONGEST_ADDRESS = 2_000
_SECRETS = ("password", "secret", "token")


async def carried_by(request: Request[Any, Any, Any]) -> Carried:
    """Return what a request carries that nobody is signed in for.

    It must come from a page of ours: that is for the caller to know.

    Raises:
        FormUnreadable: it is no form.
    """
    back = came_from(request)
    if request.method != "POST" or not _is_sent_by_a_person(request):
        return Carried(back=back)
    kind = request.content_type[0]
    if kind == RequestEncodingType.MULTI_PART:
        return Carried(back=back, lost="file")
    if kind != RequestEncodingType.URL_ENCODED:
        return Carried(back=back)
    if request.content_length is None or request.content_length > LARGEST:
        return Carried(back=back, lost="long")
    fields = tuple(read_fields(await request.body()))
    query = request.url.query
    address = quote(request.scope["path"], safe="/") + (f"?{query}" if query else "")
    return carried(request, Carried(address=address, fields=fields, back=back))


def carried_again(request: Request[Any, Any, Any], fields: list[tuple[str, str]]) -> Carried:
    """Return what the door was handed back with its own fields, checked as at first."""
    given = dict(fields)
    back = given.get("to", "")
    typed = tuple(
        (name.removeprefix(CARRIED), value) for name, value in fields if name.startswith(CARRIED)
    )
    known = back if is_answered(request.app, "GET", back) else ""
    return carried(request, Carried(address=given.get("address", ""), fields=typed, back=known))


def carried(request: Request[Any, Any, Any], sent: Carried) -> Carried:
    """Return what of it is carried: all, or nothing."""
    names = [name for name, _ in sent.fields]
    secret = any(each in name.lower() for name in names for each in _SECRETS)
    typed = any(value.strip() and is_typed(name) for name, value in sent.fields)
    if secret or not typed or not is_answered(request.app, "POST", sent.address):
        return Carried(back=sent.back)
    if len(names) > _MOST_FIELDS or len(sent.address) > _LONGEST_ADDRESS:
        return Carried(back=sent.back, lost="long")
    return sent


def _is_sent_by_a_person(request: Request[Any, Any, Any]) -> bool:
    """Whether a form of ours leads on to a page; a script of ours knows itself what to say.

    Browsers that are old, or reach us over plain http, do not say.
    """
    site = request.headers.get("sec-fetch-site", "same-origin")
    return site == "same-origin" and request.headers.get("sec-fetch-mode", "navigate") == "navigate"
