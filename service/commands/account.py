"""`bilan account`: the users of the workspace, for whoever can reach the command line."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import msgspec
import rich_click as click

from dashboards.pages.sign_in import LONGEST_NAME, link_address
from service.commands.opening import named, open_database, read_settings
from service.settings import Settings
from service.store.audit import COMMAND_LINE, AuditLog
from service.store.catalogue import read_snapshot
from service.store.database import Database
from service.store.sign_ins import SignIns
from service.store.users import User, UserRefused, Users
from surveys.emails import is_email
from surveys.roles import ROLES, Role


@click.group()
def account() -> None:
    """Invite users of the workspace, make links for new passwords, give roles.

    Stop the service first: one process at a time has the file open. While it runs, its
    administrators do the same on the page of accounts.
    """


@account.command()
@click.argument("email")
@click.option("--name", default="", help="As colleagues know them; they can change it.")
@click.option(
    "--administrator", is_flag=True, help="Of the whole service, every programme included."
)
def create(*, email: str, name: str, administrator: bool) -> None:
    """Make an account for EMAIL, and print the link with which its password is chosen."""
    if not is_email(email) or len(name) > LONGEST_NAME:
        raise click.ClickException(f"{email!r} is no e-mail address, or the name is too long.")
    with _open() as (settings, database, users):
        user = User(user=uuid4(), email=email, name=name or email, administrator=administrator)
        _kept(lambda: users.add(user, at=datetime.now(UTC)))
        _note(database, f"create {user.user}{' administrator' * administrator}")
        _print_link(settings, users, user)


@account.command()
@click.argument("email")
def link(*, email: str) -> None:
    """Print a link with which EMAIL chooses a new password; earlier links are void."""
    with _open() as (settings, database, users):
        user = _find(users, email)
        if not user.active:
            raise click.ClickException(
                f"{user.email} was deactivated: bilan account activate {user.email}"
            )
        _note(database, f"link {user.user}")
        _print_link(settings, users, user)


@account.command("list")
@click.option("--ids", is_flag=True, help="With the ids by which the audit log knows them.")
def list_users(*, ids: bool) -> None:
    """List users: e-mail, state, roles."""
    with _open() as (_, _, users):
        for user in users.everybody:
            held = [
                f"{programme}: {', '.join(each for each in ROLES if each in roles)}"
                for programme, roles in sorted(user.roles.items())
            ]
            service = ["administrator of the service"] if user.administrator else []
            first = [str(user.user)] if ids else []
            click.echo(
                "\t".join([*first, user.email, _state(user), "; ".join(service + held) or "-"])
            )


@account.command()
@click.argument("email")
def deactivate(*, email: str) -> None:
    """Let EMAIL in no more: every browser is signed out, links are void."""
    with _open() as (settings, database, users):
        user = _change(users, email, lambda user: msgspec.structs.replace(user, active=False))
        now = datetime.now(UTC)
        sign_ins = SignIns(
            database,
            lasting=timedelta(days=settings.signed_in_days),
            idle=timedelta(hours=settings.idle_hours),
        )
        sign_ins.reload(at=now)
        sign_ins.sign_out_everywhere(user.user)
        _note(database, f"deactivate {user.user}")
    click.echo(f"{user.email} is deactivated and signed out everywhere.")


@account.command()
@click.argument("email")
def activate(*, email: str) -> None:
    """Let EMAIL in again, with the password and the roles of before."""
    with _open() as (_, database, users):
        user = _change(users, email, lambda user: msgspec.structs.replace(user, active=True))
        _note(database, f"activate {user.user}")
    click.echo(f"{user.email} can sign in again.")


@account.command()
@click.argument("email")
@click.argument("programme")
@click.argument("roles", nargs=-1, type=click.Choice(ROLES))
def role(*, email: str, programme: str, roles: tuple[Role, ...]) -> None:
    """Give EMAIL these ROLES in PROGRAMME and no other; without one, take them all.

    PROGRAMME `service` stands for the whole service, which knows `administrator` alone.
    """
    with _open() as (_, database, users):
        if programme == "service":
            if set(roles) - {"administrator"}:
                raise click.ClickException("Of the whole service there are administrators only.")
            user = _change(
                users,
                email,
                lambda user: msgspec.structs.replace(user, administrator=bool(roles)),
            )
        else:
            with database.cursor() as cursor:
                named(programme, read_snapshot(cursor).programmes, "programme")
            user = _change(users, email, lambda user: user.with_roles(programme, frozenset(roles)))
        _note(database, f"role {user.user} {programme} {' '.join(sorted(roles))}".rstrip())
    click.echo(f"{email} in {programme}: {', '.join(roles) or 'no role'}.")


@contextmanager
def _open() -> Iterator[tuple[Settings, Database, Users]]:
    settings = read_settings()
    with open_database(settings) as database:
        users = Users(database)
        users.reload(at=datetime.now(UTC))
        yield settings, database, users


def _find(users: Users, email: str) -> User:
    """Raises click.ClickException, a sentence, if there is nobody."""
    user = users.with_email(email)
    if user is None:
        known = ", ".join(each.email for each in users.everybody) or "nobody yet"
        raise click.ClickException(f"There is no account {email!r}. There are: {known}.")
    return user


def _change(users: Users, email: str, change: Callable[[User], User]) -> User:
    """Raises click.ClickException, a sentence, if it is refused."""
    user = _find(users, email)
    _kept(lambda: users.change(user.user, change, at=datetime.now(UTC)))
    return users.get(user.user)


def _kept(keep: Callable[[], object]) -> None:
    """Raises click.ClickException, a sentence, if it is refused."""
    try:
        keep()
    except UserRefused as error:
        raise click.ClickException(str(error)) from error


def _note(database: Database, done: str) -> None:
    at = datetime.now(UTC)
    AuditLog(database).add(COMMAND_LINE, "ran", f"bilan account {done}", at=at)


def _print_link(settings: Settings, users: Users, user: User) -> None:
    until = datetime.now(UTC) + timedelta(hours=settings.sign_in_hours)
    token = users.new_link(user.user, until=until)
    click.echo(
        f"To choose a password, {user.email} opens this link within {settings.sign_in_hours} "
        f"hours. This command sends no e-mail: pass it on yourself, to nobody else."
    )
    click.echo(f"  {settings.address}{link_address(token)}")


def _state(user: User) -> str:
    if not user.active:
        return "deactivated"
    return "active" if user.password else "invited"
