"""Write every change that somebody signed in makes into the audit log, before it is answered.

So what was acknowledged is in the log. A change whose line cannot be written is answered as a
failure, though it was made; the disk is full then, and the next change will not be made at all.
"""

from datetime import UTC, datetime

from litestar.concurrency import sync_to_thread
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from service.store.audit import AuditLog
from service.store.users import User

_REFUSED = 400


def changes_noted(app: ASGIApp, log: AuditLog) -> ASGIApp:
    """Return `app` with a line in `log` for each change that a route with a permission makes."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        async def send_noted(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] < _REFUSED:
                await _note(scope, log)
            await send(message)

        await app(scope, receive, send_noted)

    return answer


async def _note(scope: Scope, log: AuditLog) -> None:
    """Add what the guard let somebody change; `noted` is what the handler says of it."""
    state = scope["state"]
    user: User | None = state.get("user")
    changed: str | None = state.get("changed")
    if user is None or changed is None:
        return
    subject = " ".join(filter(None, [changed, state.get("noted", "")]))
    await sync_to_thread(log.add, str(user.user), "changed", subject, at=datetime.now(UTC))
