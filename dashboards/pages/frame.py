"""What stands around every page: title, way back, languages, the demonstration banner."""

from typing import Any, Literal, NamedTuple
from uuid import UUID

from analysis.disclosure.gate import INSIDE
from dashboards.render import Page
from dashboards.wording import Words
from surveys.entry_form import EntryKind
from surveys.programme import Activity, Cohort, Programme
from surveys.roles import Permission
from surveys.slices import Dimension
from surveys.texts import Language, Slug


class Crumb(NamedTuple):
    label: str
    address: str


class Frame(NamedTuple):
    title: str
    address: str
    """Of the page itself: the other language stands at the same one."""

    crumbs: tuple[Crumb, ...] = ()
    """The way back, outermost first; the page itself left out."""

    demonstration: bool = False
    signed_in: bool = True


_EVERYTHING = frozenset(permission.value for permission in Permission)
"""What a page offers to do, unless whoever sends it says what its reader may."""


class LanguageLink(NamedTuple):
    language: Language
    address: str


def words_in(language: Language) -> Words:
    return Words("workspace", language)


def framed(template: str, frame: Frame, words: Words, **content: Any) -> Page:
    """Return a page of `template`, with `content` in the middle of `frame`."""
    other: Language = "en" if words.language == "fr" else "fr"
    joined = "&" if "?" in frame.address else "?"
    context = {
        "language": words.language,
        "t": words,
        "frame": frame,
        "other_language": LanguageLink(other, f"{frame.address}{joined}lang={other}"),
        "fewest": INSIDE,
        "allowed": _EVERYTHING,
        **content,
    }
    return Page(template, words.language, context)


def home_crumb(words: Words) -> Crumb:
    return Crumb(words("home"), PROGRAMMES)


def way_to(
    words: Words,
    programme: Programme,
    activity: Activity | None = None,
    cohort: Cohort | None = None,
) -> tuple[Crumb, ...]:
    """Return the crumbs of a page under a programme, or under one of its parts."""
    crumbs = [
        home_crumb(words),
        Crumb(programme.name[words.language], programme_address(programme.slug)),
    ]
    if activity:
        crumbs.append(Crumb(activity.name[words.language], activity_address(activity)))
    if cohort:
        crumbs.append(Crumb(cohort.name[words.language], cohort_address(cohort.slug)))
    return tuple(crumbs)


PROGRAMMES = "/programmes"
SIGN_IN = "/sign-in"


def programme_address(programme: Slug) -> str:
    return f"{PROGRAMMES}/{programme}"


def entries_address(programme: Slug) -> str:
    """Return where all that was entered by hand is listed."""
    return f"{programme_address(programme)}/facts"


def entry_address(programme: Slug, kind: EntryKind, key: str | None = None) -> str:
    """Return where one entry is corrected; without a key, where a new one is added."""
    return f"{entries_address(programme)}/{kind}" + (f"/{key}" if key else "")


def questionnaires_address(programme: Slug) -> str:
    """Return where questionnaires are written."""
    return f"{programme_address(programme)}/questionnaires"


def indicators_address(programme: Slug) -> str:
    """Return where the indicators of a programme, or of one of its parts, stand."""
    return f"{programme_address(programme)}/indicators"


def indicators_data_address(programme: Slug) -> str:
    return f"/api{indicators_address(programme)}"


def report_address(programme: Slug, file: str = "") -> str:
    """Return where the bilan of a programme is made; one of its files, if it is named."""
    return f"{programme_address(programme)}/report{file}"


def activity_address(activity: Activity) -> str:
    """Return where an activity stands on the page of its programme."""
    return f"{programme_address(activity.programme)}#{activity.slug}"


def cohort_address(cohort: Slug, survey: Slug | None = None) -> str:
    return f"/cohorts/{cohort}" + (f"?survey={survey}" if survey else "")


def attendance_address(cohort: Slug, noted: int | None = None) -> str:
    """Return where attendance is noted; with a session, told that it has been."""
    return f"/cohorts/{cohort}/attendance" + (f"?noted={noted}" if noted is not None else "")


def roster_address(cohort: Slug) -> str:
    return f"/cohorts/{cohort}/roster"


def erase_person_address(cohort: Slug, person: UUID) -> str:
    return f"{roster_address(cohort)}/people/{person}/erase"


def cohort_dates_address(cohort: Slug) -> str:
    return f"/cohorts/{cohort}/dates.ics"


def themes_address(activity: Slug) -> str:
    return f"/activities/{activity}/themes"


def theme_address(activity: Slug, number: int) -> str:
    """Return where one theme stands with its ideas."""
    return f"{themes_address(activity)}/{number}"


def second_look_address(activity: Slug) -> str:
    """Return where a second designer places ideas that are in themes, without seeing in which."""
    return f"{themes_address(activity)}/second-look"


def form_address(survey: Slug) -> str:
    return f"/s/{survey}"


def slide_address(survey: Slug) -> str:
    return f"/surveys/{survey}/slide"


def count_address(survey: Slug) -> str:
    """Return where the count is that a room may see."""
    return f"/api/surveys/{survey}/count"


def qr_address(survey: Slug, kind: Literal["svg", "png"]) -> str:
    return f"/surveys/{survey}/qr.{kind}"


def links_address(survey: Slug) -> str:
    """Return where personal links are made."""
    return f"/surveys/{survey}/links"


def dates_address(survey: Slug) -> str:
    return f"/surveys/{survey}/dates.ics"


def slices_address(programme: Slug, dimension: Dimension) -> str:
    """Return where the people of a programme stand side by side."""
    return f"{programme_address(programme)}/by/{dimension}"


def trends_address(activity: Slug) -> str:
    return f"/activities/{activity}/trends"


COMPARE = "/compare"


def compare_cohort_address(cohort: Slug) -> str:
    """Return where something to compare a cohort with is chosen."""
    return f"{COMPARE}?cohort={cohort}"


def compare_activity_address(activity: Slug) -> str:
    """Return where something to compare an activity with is chosen."""
    return f"{COMPARE}?activity={activity}"
