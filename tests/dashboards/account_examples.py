"""Pages of accounts, filled in by hand."""

from datetime import UTC, date, datetime
from uuid import UUID

from dashboards.pages.my_account import BrowserLine, MyAccountView, TokenLine
from dashboards.pages.users import NewLink, UserLine, UsersView, UserView
from surveys.texts import Text

_PROGRAMME = ("essai", Text(fr="Essai", en="Trial"))
_SINCE = datetime(2026, 11, 20, 14, 5, tzinfo=UTC)

MINE = MyAccountView(
    name="Ada <b>Lovelace</b>",
    email="ada@example.org",
    language="fr",
    administers=True,
    browsers=(
        BrowserLine(
            known="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            browser="Firefox, Linux",
            since=_SINCE,
            this=True,
        ),
        BrowserLine(
            known="bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb",
            browser="",
            since=_SINCE,
            this=False,
        ),
    ),
    tokens=(
        TokenLine(
            token=UUID(int=1),
            name="Tableur <i>",
            programme=_PROGRAMME[1],
            writes=True,
            made_on=date(2026, 11, 1),
            used_on=date(2026, 11, 20),
        ),
        TokenLine(
            token=UUID(int=2),
            name="Neuf",
            programme=_PROGRAMME[1],
            writes=False,
            made_on=date(2026, 11, 1),
            used_on=None,
        ),
    ),
    programmes=(_PROGRAMME,),
)

NEWCOMER = MyAccountView(
    name="Bo",
    email="bo@example.org",
    language="en",
    administers=False,
    browsers=(
        BrowserLine(
            known="cccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccccc",
            browser="",
            since=_SINCE,
            this=True,
        ),
    ),
    tokens=(),
    programmes=(),
    faults={"name": "name", "current": "current", "password": "short", "label": "label"},
)

_ADA = UserLine(
    user=UUID(int=1),
    name="Ada Lovelace",
    email="ada@example.org",
    state="active",
    administrator=True,
    roles=((*_PROGRAMME, frozenset()),),
)
_BO = UserLine(
    user=UUID(int=2),
    name="Bo <b>Roy</b>",
    email="bo@example.org",
    state="invited",
    administrator=False,
    roles=((*_PROGRAMME, frozenset({"facilitator", "designer"})),),
)
_LINK = NewLink(email="bo@example.org", address="https://b.example/sign-in/x", hours=12)

USERS = UsersView(users=(_ADA, _BO), programmes=(_PROGRAMME,), made=_LINK)

REFUSED_INVITATION = UsersView(
    users=(_ADA,),
    programmes=(),
    typed={"email": "<bo>", "name": ""},
    faults={"email": "email", "name": "name"},
)

USER = UserView(line=_BO, whole_service=True, made=_LINK)

COLLEAGUE = UserView(line=_ADA, whole_service=False, done=True)
