"""What stands around every page: title, way back, languages, the demonstration banner."""

from typing import Any, Literal, NamedTuple
from uuid import UUID

from analysis.disclosure.gate import INSIDE
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity
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
        **content,
    }
    return Page(template, words.language, context)


def programmes_crumb(words: Words) -> Crumb:
    return Crumb(words("programmes"), PROGRAMMES)


PROGRAMMES = "/programmes"
SIGN_IN = "/sign-in"


def programme_address(programme: Slug) -> str:
    return f"{PROGRAMMES}/{programme}"


def indicators_address(programme: Slug, scope: Slug | None = None) -> str:
    """Return where the indicators of a programme, or of one of its parts, stand."""
    part = f"?of={scope}" if scope not in {None, programme} else ""
    return f"{programme_address(programme)}/indicators{part}"


def indicators_data_address(programme: Slug, scope: Slug) -> str:
    return f"/api{indicators_address(programme, scope)}"


def activity_address(activity: Activity) -> str:
    """Return where an activity stands on the page of its programme."""
    return f"{programme_address(activity.programme)}#{activity.slug}"


def cohort_address(cohort: Slug, survey: Slug | None = None) -> str:
    return f"/cohorts/{cohort}" + (f"?survey={survey}" if survey else "")


def roster_address(cohort: Slug) -> str:
    return f"/cohorts/{cohort}/roster"


def erase_person_address(cohort: Slug, person: UUID) -> str:
    return f"{roster_address(cohort)}/people/{person}/erase"


def cohort_dates_address(cohort: Slug) -> str:
    return f"/cohorts/{cohort}/dates.ics"


def themes_address(activity: Slug) -> str:
    return f"/activities/{activity}/themes"


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
