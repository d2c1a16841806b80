"""One survey of one cohort: the page everything else leads to.

Who opens it: a facilitator, the day after a session, or with the team when the
next cohort is prepared. What they must be able to do: within five seconds, see
how many answered and whether people were satisfied; within thirty, say which
usefulness theme to look into and read what participants wrote about it; and never
take a small number for a sure one.
"""

from typing import NamedTuple

import msgspec

from analysis.scores.survey_scores import SurveyScores
from dashboards.figures.theme_cohorts import count_in
from dashboards.pages.answers import answer_sections
from dashboards.pages.frame import (
    Crumb,
    Frame,
    activity_address,
    cohort_address,
    dates_address,
    form_address,
    framed,
    programme_address,
    programmes_crumb,
    qr_address,
    slide_address,
    themes_address,
    words_in,
)
from dashboards.pages.headlines import headlines
from dashboards.pages.programme import SurveyCount, dates_of, submissions_of
from dashboards.pages.theme_cards import ShownThemes, ThemeCard, stability_explained, theme_cards
from dashboards.render import Page
from dashboards.wording import Words
from surveys.programme import Activity, Cohort, Programme
from surveys.questionnaire import Questionnaire
from surveys.texts import Language, Slug

THEMES_SHOWN = 6
"""The others stand on the page of the activity's themes."""


class CohortView(msgspec.Struct, frozen=True, kw_only=True):
    programme: Programme
    activity: Activity
    cohort: Cohort
    cohorts: tuple[Cohort, ...]
    """Every cohort of the activity, oldest first, this one included."""
    surveys: tuple[SurveyCount, ...]
    """Every survey of this cohort, in order, the shown one included."""
    still_asked: frozenset[Slug]
    """Those that are open or have yet to open."""
    questionnaire: Questionnaire
    scores: SurveyScores
    themes: ShownThemes | None
    """Of the whole activity; None while nobody has looked for them."""


class _SurveyTab(NamedTuple):
    title: str
    submissions: str
    address: str
    current: bool


class _Invitation(NamedTuple):
    """What brings people to a survey that they can still answer."""

    title: str
    form: str
    slide: str
    qr_svg: str
    qr_png: str
    dates: str


class _Neighbour(NamedTuple):
    name: str
    address: str


def cohort_page(view: CohortView, language: Language) -> Page:
    """Return the dashboard of one survey of one cohort."""
    words = words_in(language)
    scores, cohort, cards = view.scores, view.cohort, _cards(view, words)
    frame = Frame(
        cohort.name[language],
        cohort_address(cohort.slug, scores.survey),
        _crumbs(view, words),
        demonstration=view.programme.demonstration,
    )
    return framed(
        "cohort.html",
        frame,
        words,
        activity=view.activity.name[language],
        survey_title=view.questionnaire.title[language],
        dates=dates_of(cohort, words),
        tabs=_tabs(view, words),
        invitations=_invitations(view, language),
        neighbours=_neighbours(view, words),
        response=_response(scores, words),
        scores=scores,
        form=form_address(scores.survey) if scores.survey in view.still_asked else "",
        headlines=() if scores.withheld else headlines(view.questionnaire, scores, words),
        sections=() if scores.withheld else answer_sections(view.questionnaire, scores, words),
        themes_address=themes_address(view.activity.slug),
        themes_note=_themes_note(view.themes, cards, words),
        cards=cards,
    )


def _cards(view: CohortView, words: Words) -> tuple[ThemeCard, ...]:
    """Return the themes that most people of this cohort mention, then of all cohorts."""
    if view.themes is None:
        return ()
    here = view.cohort.slug
    first = sorted(view.themes.themes, key=lambda theme: count_in(theme, here) or 0, reverse=True)
    shown = msgspec.structs.replace(view.themes, themes=tuple(first[:THEMES_SHOWN]))
    names = {cohort.slug: cohort.name[words.language] for cohort in view.cohorts}
    return theme_cards(shown, names, words, here=here)


def _themes_note(
    themes: ShownThemes | None, cards: tuple[ThemeCard, ...], words: Words
) -> tuple[str, ...]:
    """Return what kind of themes these are, or why there are none."""
    if themes is None:
        return (words("themes_none_yet"),)
    if not cards:
        return (words("themes_nothing"),)
    kind = "reading_list_explained" if themes.suggestion_only else "themes_whole_activity"
    return (words(kind), stability_explained(cards, words))


def _crumbs(view: CohortView, words: Words) -> tuple[Crumb, ...]:
    return (
        programmes_crumb(words),
        Crumb(view.programme.name[words.language], programme_address(view.programme.slug)),
        Crumb(view.activity.name[words.language], activity_address(view.activity)),
    )


def _tabs(view: CohortView, words: Words) -> tuple[_SurveyTab, ...]:
    return tuple(
        _SurveyTab(
            count.title[words.language],
            words.count("submissions", count.submissions),
            cohort_address(view.cohort.slug, count.survey),
            count.survey == view.scores.survey,
        )
        for count in view.surveys
    )


def _invitations(view: CohortView, language: Language) -> tuple[_Invitation, ...]:
    return tuple(
        _Invitation(
            count.title[language],
            form_address(count.survey),
            slide_address(count.survey),
            qr_address(count.survey, "svg"),
            qr_address(count.survey, "png"),
            dates_address(count.survey),
        )
        for count in view.surveys
        if count.survey in view.still_asked
    )


def _neighbours(view: CohortView, words: Words) -> dict[str, _Neighbour | None]:
    """Return the cohorts before and after this one."""
    slugs = [cohort.slug for cohort in view.cohorts]
    at = slugs.index(view.cohort.slug)

    def neighbour(place: int) -> _Neighbour | None:
        if not 0 <= place < len(slugs):
            return None
        cohort = view.cohorts[place]
        return _Neighbour(cohort.name[words.language], cohort_address(cohort.slug))

    return {"previous": neighbour(at - 1), "next": neighbour(at + 1)}


def _response(scores: SurveyScores, words: Words) -> str:
    """Return « 31 réponses sur 38 personnes admissibles (82 %) »."""
    said = submissions_of(scores.submissions, None, words)
    if scores.eligible is None:
        return words("response_unknown", submissions=said)
    eligible = words.count("eligible", scores.eligible)
    if scores.response is None:
        return words("response_short_roster", submissions=said, eligible=eligible)
    percentage = words.percent(scores.response.value)
    return words("response", submissions=said, eligible=eligible, percentage=percentage)
