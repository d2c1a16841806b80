"""Who may do what: a role in a programme gives permissions, and nothing else does.

What is not named here is refused. A user who administers the whole service may do everything.
"""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import Enum
from typing import Literal, TypeAlias

from surveys.texts import Slug

Role: TypeAlias = Literal["facilitator", "designer", "administrator"]

ROLES: tuple[Role, ...] = ("facilitator", "designer", "administrator")


class Permission(Enum):
    """All that somebody who is signed in may be allowed to do, in a programme unless it says so."""

    WORKSPACE = "workspace"
    """Come in: the list of one's programmes, one's own account. Of no programme."""
    RESULTS = "results"
    """Read what the gate releases: dashboards, trends, comparisons, themes, the bilan."""
    ROSTER_READ = "roster_read"
    """Read the names of participants."""
    ROSTER_CHANGE = "roster_change"
    """Bring lists in, note attendance, erase somebody from a roster."""
    SET_UP = "set_up"
    """Add activities, cohorts and surveys, correct them, close surveys. A programme: SERVICE."""
    INVITE = "invite"
    """Make personal links."""
    PROJECT = "project"
    """Choose what a whole room sees of a survey."""
    FACTS = "facts"
    """Enter facts, benchmarks and notes."""
    THEMES_SEARCH = "themes_search"
    """Start and stop a search for themes."""
    THEMES_DECIDE = "themes_decide"
    """Decide of themes, and of what a search proposes."""
    CHANGES = "changes"
    """Register and withdraw content changes."""
    QUESTIONNAIRES = "questionnaires"
    """Write questionnaires, and publish them for the whole installation."""
    ANNOUNCE = "announce"
    """Tell a cohort, in public, what was said and what is done about it."""
    UNMASK = "unmask"
    """Read what a mask hides in an idea; each time is logged."""
    RIGHTS = "rights"
    """Erase answers for somebody who asks."""
    USERS = "users"
    """Invite people into a programme, and give or take their roles in it."""
    SERVICE = "service"
    """Look after all users: new links, deactivation. Of the whole service, never of a programme."""


Roles: TypeAlias = Mapping[Slug, AbstractSet[Role]]
"""By programme."""

READING = frozenset({Permission.WORKSPACE, Permission.RESULTS, Permission.ROSTER_READ})
"""What changes nothing."""

_EVERYBODY = frozenset({Permission.WORKSPACE})
"""What needs no role."""

_OF_A_ROLE: Mapping[Role, frozenset[Permission]] = {
    "facilitator": frozenset(
        {
            Permission.RESULTS,
            Permission.ROSTER_READ,
            Permission.ROSTER_CHANGE,
            Permission.SET_UP,
            Permission.INVITE,
            Permission.PROJECT,
            Permission.FACTS,
            Permission.THEMES_SEARCH,
            Permission.QUESTIONNAIRES,
            Permission.ANNOUNCE,
        }
    ),
    "designer": frozenset(
        {
            Permission.RESULTS,
            Permission.THEMES_SEARCH,
            Permission.THEMES_DECIDE,
            Permission.CHANGES,
            Permission.QUESTIONNAIRES,
            Permission.ANNOUNCE,
        }
    ),
    "administrator": frozenset(Permission) - {Permission.WORKSPACE, Permission.SERVICE},
}


def permissions(roles: AbstractSet[Role]) -> frozenset[Permission]:
    """Return what somebody with these roles in a programme may do there."""
    return _EVERYBODY.union(*(_OF_A_ROLE[role] for role in roles))


def roles_that_may(permission: Permission) -> tuple[Role, ...]:
    return tuple(role for role in ROLES if permission in _OF_A_ROLE[role])
