"""What stands around every page: title, way back, languages, the demonstration banner."""

from collections.abc import Sequence
from typing import Any, Literal, NamedTuple, TypeAlias
from urllib.parse import urlencode
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


_LARGEST_FILE = 5_000_000
"""Bytes, as the settings have it where nobody sets it."""

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
        "largest_file": _LARGEST_FILE,
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


def way_to_themes(words: Words, programme: Programme, activity: Activity) -> tuple[Crumb, ...]:
    """Return the crumbs of a page under the themes of an activity."""
    themes = Crumb(words("crumb_themes"), themes_address(activity.slug))
    return (*way_to(words, programme, activity), themes)


def way_to_needs(words: Words, programme: Programme, activity: Activity) -> tuple[Crumb, ...]:
    """Return the crumbs of a page under the board of needs, which stands under the themes."""
    needs = Crumb(words("crumb_needs"), needs_address(activity.slug))
    return (*way_to_themes(words, programme, activity), needs)


PROGRAMMES = "/programmes"
SIGN_IN = "/sign-in"
FORGOTTEN = f"{SIGN_IN}/forgotten"
SIGN_IN_AGAIN = f"{SIGN_IN}/again"
"""Where one signs in with a form that was sent after the session ended."""


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


def announced_address(cohort: Slug, language: Language | None = None) -> str:
    """Return where everybody reads what was announced to a cohort."""
    return f"/c/{cohort}/nous-avons-fait" + (f"?lang={language}" if language else "")


def cohort_feed_address(cohort: Slug, language: Language) -> str:
    return f"/c/{cohort}/nous-avons-fait.atom?lang={language}"


def programme_feed_address(programme: Slug, language: Language) -> str:
    return f"/p/{programme}/nous-avons-fait.atom?lang={language}"


def announcing_address(cohort: Slug, entry: UUID | None = None) -> str:
    """Return where it is written; where one entry is corrected, if it is named."""
    return f"/cohorts/{cohort}/announcements" + (f"/{entry}" if entry else "")


def themes_address(activity: Slug) -> str:
    return f"/activities/{activity}/themes"


def theme_address(activity: Slug, number: int) -> str:
    """Return where one theme stands with its ideas."""
    return f"{themes_address(activity)}/{number}"


def unmasking_address(activity: Slug, theme: int | None = None) -> str:
    """Return where the form goes that asks for an idea as it was written."""
    return f"{themes_address(activity)}/unmasked" + ("" if theme is None else f"?of={theme}")


def theme_parts_address(activity: Slug, number: int, examples: Sequence[str] = ()) -> str:
    """Return where it stands how a theme could be split: by examples, or in its parts."""
    asked = urlencode([("like", example) for example in examples])
    return f"{theme_address(activity, number)}/parts" + (f"?{asked}" if asked else "")


def decisions_address(activity: Slug) -> str:
    """Return where all that was decided of themes is listed, to be undone."""
    return f"{themes_address(activity)}/decisions"


def sorting_address(activity: Slug, theme: int | None = None, after: str = "") -> str:
    """Return where the ideas of a theme, or of none, are sorted one by one; from one onward."""
    asked = [f"of={theme}"] if theme is not None else []
    asked += [f"after={after}"] if after else []
    return f"{themes_address(activity)}/sort" + ("?" + "&".join(asked) if asked else "")


Show: TypeAlias = Literal["undecided", "needs", "dismissed", "all"]
"""Which themes the board of needs shows."""

Sort: TypeAlias = Literal["emergence", "size", "coherence", "undecided"]
"""In which order."""


def needs_address(activity: Slug, show: Show | None = None, sort: Sort = "emergence") -> str:
    """Return where designers say which themes are needs: those that need somebody, or others."""
    asked = [f"show={show}"] if show else []
    asked += [f"sort={sort}"] if sort != "emergence" else []
    return f"/activities/{activity}/needs" + ("?" + "&".join(asked) if asked else "")


def after_doing(address: str, what: Literal["decided", "undone"], *, at: int | None = None) -> str:
    """Return the address of a page that says what its reader did just now, and goes on `at`."""
    place = "" if at is None else f"&at={at}"
    return f"{address}{'&' if '?' in address else '?'}{what}=true{place}"


def second_look_address(activity: Slug) -> str:
    """Return where a second designer places ideas that are in themes, without seeing in which."""
    return f"{themes_address(activity)}/second-look"


def codebook_address(activity: Slug) -> str:
    """Return where the themes of an activity are taken away as files."""
    return f"{themes_address(activity)}/codebook"


def theme_history_address(activity: Slug, number: int) -> str:
    """Return where a need stands from its first mention to what was done about it."""
    return f"{theme_address(activity, number)}/history"


def changes_address(programme: Slug, number: int | None = None) -> str:
    """Return where the content changes of a programme stand, or one of them."""
    return f"{programme_address(programme)}/changes" + (f"/{number}" if number else "")


def new_change_address(
    programme: Slug, activity: Slug | None = None, need: int | None = None
) -> str:
    """Return where a content change is prepared, in an activity, for a need."""
    given = {"activity": activity, "need": need}
    chosen = urlencode({name: value for name, value in given.items() if value})
    return f"{changes_address(programme)}/new" + (f"?{chosen}" if chosen else "")


def form_address(survey: Slug) -> str:
    return f"/s/{survey}"


def slide_address(survey: Slug, *, count: bool = True, dark: bool = False) -> str:
    """Return where a survey is projected, with the count of answers or without, light or dark."""
    ways = [*([] if count else ["count=false"]), *(["dark=true"] if dark else [])]
    return f"/surveys/{survey}/slide" + (f"?{'&'.join(ways)}" if ways else "")


def slide_events_address(survey: Slug) -> str:
    """Return where screens are told that something changed."""
    return f"/api/surveys/{survey}/slide/events"


def count_address(survey: Slug) -> str:
    """Return where the count is that a room may see."""
    return f"/api/surveys/{survey}/count"


def qr_address(survey: Slug, kind: Literal["svg", "png"]) -> str:
    return f"/surveys/{survey}/qr.{kind}"


def links_address(survey: Slug) -> str:
    """Return where personal links are made."""
    return f"/surveys/{survey}/links"


def reminders_address(survey: Slug) -> str:
    """Return where those who have not answered are reminded."""
    return f"/surveys/{survey}/reminders"


def everybody_address(survey: Slug) -> str:
    """Return where everybody on the roster is reminded at once."""
    return f"{reminders_address(survey)}/everybody"


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


NEW_PROGRAMME = f"{PROGRAMMES}/new"


def programme_settings_address(programme: Slug) -> str:
    return f"{programme_address(programme)}/settings"


def new_activity_address(programme: Slug) -> str:
    return f"{programme_address(programme)}/activities/new"


def activity_settings_address(activity: Slug) -> str:
    return f"/activities/{activity}/settings"


def new_cohort_address(activity: Slug) -> str:
    return f"/activities/{activity}/cohorts/new"


def cohort_settings_address(cohort: Slug) -> str:
    return f"{cohort_address(cohort)}/settings"


def new_survey_address(cohort: Slug) -> str:
    return f"{cohort_address(cohort)}/surveys/new"


def survey_address(survey: Slug) -> str:
    """Return where all stands that it takes to run a survey."""
    return f"/surveys/{survey}"


def survey_settings_address(survey: Slug) -> str:
    return f"{survey_address(survey)}/settings"


def erasing_address(survey: Slug) -> str:
    """Return where answers are erased for somebody who asks."""
    return f"{survey_address(survey)}/erase"


def erasing_now_address(survey: Slug) -> str:
    return f"{erasing_address(survey)}/now"


def close_address(survey: Slug) -> str:
    """Return where a survey is closed."""
    return f"{survey_address(survey)}/close"


def remove_address(survey: Slug) -> str:
    """Return where a survey is removed that nothing came of."""
    return f"{survey_address(survey)}/remove"
