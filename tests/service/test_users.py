"""Users are kept as they are; a link makes one, or a password, once and in time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import msgspec
import pytest

from service.store.database import Database
from service.store.one_time_links import LinkSpent
from service.store.users import EmailTaken, LastAdministrator, User, UserNotFound, Users
from surveys.roles import Permission
from tests.accounts import make_user
from tests.factories import NOON

LATER = NOON + timedelta(hours=1)


def test_users_stand_over_a_restart_with_their_roles(database: Database) -> None:
    ada = make_user("Ada@example.org", language="en", administrator=True)
    bo = make_user("bo@example.org", password=None).with_roles(
        "essai", frozenset({"facilitator", "designer"})
    )
    users = Users(database)
    for user in (bo, ada):
        users.add(user, at=NOON)

    users.change(
        bo.user, lambda user: user.with_roles("autre", frozenset({"administrator"})), at=NOON
    )
    users.change(ada.user, lambda user: msgspec.structs.replace(user, name="Ada L."), at=NOON)
    restarted = Users(database)
    restarted.reload(at=NOON)

    assert restarted.everybody == users.everybody
    assert [user.name for user in restarted.everybody] == ["Ada L.", "Ada Lovelace"]
    assert restarted.get(bo.user).roles == {
        "essai": {"facilitator", "designer"},
        "autre": {"administrator"},
    }
    assert restarted.with_email(" ADA@EXAMPLE.ORG ") == restarted.get(ada.user)
    assert restarted.with_email("nobody@example.org") is None


def test_an_address_is_of_one_user_however_it_is_written(database: Database) -> None:
    users = Users(database)
    users.add(make_user("ada@example.org"), at=NOON)
    bo = make_user("bo@example.org")
    users.add(bo, at=NOON)

    with pytest.raises(EmailTaken):
        users.add(make_user("ADA@example.org"), at=NOON)
    with pytest.raises(EmailTaken):
        users.change(
            bo.user, lambda user: msgspec.structs.replace(user, email="Ada@example.org"), at=NOON
        )
    assert users.get(bo.user) == bo


@pytest.mark.parametrize("change", [{"active": False}, {"administrator": False}])
def test_the_last_administrator_stays_one(database: Database, change: dict[str, bool]) -> None:
    users = Users(database)
    ada, bo = make_user("ada@x", administrator=True), make_user("bo@x", administrator=True)
    invited = make_user("cy@x", administrator=True, password=None)
    for user in (ada, bo, invited):
        users.add(user, at=NOON)

    users.change(ada.user, lambda user: msgspec.structs.replace(user, **change), at=NOON)
    with pytest.raises(LastAdministrator):
        users.change(bo.user, lambda user: msgspec.structs.replace(user, **change), at=NOON)

    assert users.is_looked_after
    assert not users.get(ada.user).looks_after_the_service


def test_who_is_not_there_is_not_found(database: Database) -> None:
    users = Users(database)

    assert users.find(uuid4()) is None
    with pytest.raises(UserNotFound):
        users.get(uuid4())


def test_permissions_come_from_the_roles_in_a_programme() -> None:
    bo = make_user("bo@x").with_roles("essai", frozenset({"designer"}))

    assert bo.may(Permission.THEMES_DECIDE, "essai")
    assert not bo.may(Permission.ROSTER_READ, "essai")
    assert not bo.may(Permission.RESULTS, "autre")
    assert not bo.may(Permission.RESULTS, None)
    assert bo.may(Permission.WORKSPACE, None)
    assert bo.programmes(Permission.RESULTS) == {"essai"}
    assert bo.with_roles("essai", frozenset()).roles == {}
    assert all(make_user("a@x", administrator=True).may(each, "essai") for each in Permission)
    gone = make_user("a@x", administrator=True, active=False)
    assert not any(gone.may(each, "essai") for each in Permission)


def _named(name: str) -> User:
    return make_user(f"{name}@x", name=name, administrator=True)


def test_the_first_link_makes_one_administrator_and_no_second(database: Database) -> None:
    users = Users(database)
    older = users.new_link(None, until=LATER)
    link = users.new_link(None, until=LATER)

    with pytest.raises(LinkSpent):  # another took its place
        users.opened(older, at=NOON)
    assert users.opened(link, at=NOON) is None
    users.take_up(link, lambda _: _named("ada"), at=NOON)
    assert users.is_looked_after
    with pytest.raises(LinkSpent):
        users.take_up(link, lambda _: _named("bo"), at=NOON)

    late = users.new_link(None, until=LATER)
    with pytest.raises(LinkSpent):  # somebody looks after the service
        users.take_up(late, lambda _: _named("bo"), at=NOON)
    assert [user.name for user in users.everybody] == ["ada"]


def test_of_many_who_use_one_link_at_once_one_gets_in(database: Database) -> None:
    users = Users(database)
    link = users.new_link(None, until=LATER)

    def try_it(number: int) -> bool:
        try:
            users.take_up(link, lambda _: _named(f"u{number}"), at=NOON)
        except LinkSpent:
            return False
        return True

    with ThreadPoolExecutor(8) as browsers:
        assert sum(browsers.map(try_it, range(8))) == 1
    assert len(users.everybody) == 1


def test_a_link_ends_in_time_with_its_user_and_stays_if_nothing_was_kept(
    database: Database,
) -> None:
    users = Users(database)
    ada, bo = make_user("ada@x", administrator=True), make_user("bo@x")
    for user in (ada, bo):
        users.add(user, at=NOON)
    link = users.new_link(bo.user, until=LATER)

    assert users.opened(link, at=NOON) == bo
    with pytest.raises(EmailTaken):
        users.take_up(link, lambda _: msgspec.structs.replace(bo, email="ada@x"), at=NOON)
    assert users.opened(link, at=NOON) == bo
    with pytest.raises(LinkSpent):
        users.opened(link, at=LATER)
    users.change(bo.user, lambda user: msgspec.structs.replace(user, active=False), at=NOON)
    users.change(bo.user, lambda user: msgspec.structs.replace(user, active=True), at=NOON)
    with pytest.raises(LinkSpent):
        users.opened(link, at=NOON)
    with pytest.raises(LinkSpent):
        users.opened("invented", at=NOON)


def test_who_invited_somebody_cannot_become_them_once_they_administer_the_service(
    database: Database,
) -> None:
    users, invited = Users(database), make_user("bo@example.org", password=None)
    users.add(invited, at=NOON)
    known_to_another = users.new_link(invited.user, until=LATER)

    users.change(
        invited.user, lambda user: msgspec.structs.replace(user, administrator=True), at=NOON
    )

    with pytest.raises(LinkSpent):
        users.opened(known_to_another, at=NOON)
    anew = users.new_link(invited.user, until=LATER)
    assert users.opened(anew, at=NOON) == users.get(invited.user)


def test_old_links_are_forgotten_and_the_file_holds_none(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        users = Users(database)
        link = users.new_link(None, until=LATER)
        users.reload(at=NOON)
        assert users.opened(link, at=NOON) is None
        users.reload(at=LATER)
        with database.cursor() as cursor:
            assert cursor.execute("from one_time_links").fetchall() == []

    assert link.encode() not in path.read_bytes()
