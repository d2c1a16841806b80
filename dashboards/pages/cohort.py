"""One survey of one cohort: the page everything else leads to.

Who opens it: a facilitator, the day after a session, or with the team when the
next cohort is prepared. What they must be able to do: within five seconds, see
how many answered and whether people were satisfied; within thirty, say which
usefulness theme to look into and read what participants wrote about it; and never
take a small number for a sure one.
"""

from typing import NamedTuple

import msgspec

from analysis.claims.changes import Changes
from analysis.disclosure.gate import INSIDE, Withheld
from analysis.scores.funnel import Funnel
from analysis.scores.match_rate import MatchRate
from analysis.scores.survey_scores import SurveyScores
from dashboards.figures.respondents import Group
from dashboards.figures.sheet import downloads
from dashboards.figures.theme_cohorts import count_in
from dashboards.pages.answers import Before, Block, SectionBlocks, answer_sections
from dashboards.pages.calendar import PlannedSurvey, calendar_gist, calendar_lines
from dashboards.pages.changed import ChangedBlock, changed_block, shares_before
from dashboards.pages.frame import (
    Frame,
    announced_address,
    announcing_address,
    attendance_address,
    cohort_address,
    cohort_dates_address,
    cohort_settings_address,
    compare_cohort_address,
    dates_address,
    form_address,
    framed,
    links_address,
    new_survey_address,
    programme_address,
    qr_address,
    reminders_address,
    roster_address,
    slide_address,
    survey_address,
    themes_address,
    way_to,
    words_in,
)
from dashboards.pages.funnel import funnel_block
from dashboards.pages.gists import gist_words
from dashboards.pages.headlines import Headline, headlines
from dashboards.pages.matched import matched_blocks
from dashboards.pages.programme import SurveyCount, dates_of, submissions_of
from dashboards.pages.respondents import RespondentBlock, respondent_blocks
from dashboards.pages.selection import (
    SelectionView,
    said_of,
    selected_address,
    selection_bar,
    words_of_selection,
)
from dashboards.pages.taken import Spoken, Taken, TakenPage, file_links
from dashboards.pages.theme_cards import ShownThemes, ThemeCard, explained, theme_cards
from dashboards.render import Page
from dashboards.wording import Words, say
from surveys.programme import Activity, Cohort, Programme, Session
from surveys.questionnaire import Questionnaire
from surveys.slices import Dimension
from surveys.survey import Promise
from surveys.texts import Language, Slug

THEMES_SHOWN = 6
"""The others stand on the page of the activity's themes."""

MOST_LINKS_AT_ONCE = 2_000


_LEVELS: dict[Promise, str] = {
    "open_link": "level_open_link",
    "one_per_browser": "level_one_per_browser",
    "one_per_invitation": "level_one_per_invitation",
}


class LinksShown(msgspec.Struct, frozen=True, kw_only=True):
    """The personal links of a survey."""

    made: int
    used_at_least: int
    """How many were used, as `analysis.disclosure.live_count` releases the count of answers."""


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
    promises: dict[Slug, Promise]
    """Of every survey of this cohort."""
    links: dict[Slug, LinksShown] = {}
    """Of those that are answered through personal links."""
    sealed: bool = False
    """Whether the results of the shown survey wait until it closes."""
    questionnaire: Questionnaire
    scores: SurveyScores
    changes: Changes | None = None
    """Since the cohort before that was asked the same."""
    themes: ShownThemes | None
    """Of the whole activity; None while nobody has looked for them."""
    sessions: tuple[Session, ...]
    planned: tuple[PlannedSurvey, ...]
    """Every survey of this cohort, with its dates."""
    matching: tuple[MatchRate | Withheld, ...]
    """For each two surveys that ask for the same personal code."""
    selected: SelectionView = SelectionView()
    """Whose answers are shown."""
    announced: bool = False
    """Whether anything was published for the cohort to read."""
    funnel: Funnel | None = None
    """Of the shown survey; None before it opens."""
    respondents: dict[Dimension, tuple[Group, ...]] = {}
    """Who answered the shown survey, by role and by region, as far as it asks."""


class _SurveyTab(NamedTuple):
    title: str
    submissions: str
    address: str
    current: bool


class _Invitation(NamedTuple):
    """What brings people to a survey that they can still answer."""

    title: str
    links: str
    """How many personal links there are, and how many were used; empty: it takes none."""
    links_address: str
    form: str
    slide: str
    qr_svg: str
    qr_png: str
    dates: str
    reminders: str


class _Neighbour(NamedTuple):
    name: str
    address: str


def cohort_page(view: CohortView, language: Language) -> Page:
    """Return the dashboard of one survey of one cohort."""
    words = words_in(language)
    scores, cohort, cards = view.scores, view.cohort, _cards(view, words)
    address, kept = cohort_address(cohort.slug), [("survey", scores.survey)]
    bar = selection_bar(view.selected, address, language, kept=kept)
    frame = Frame(
        cohort.name[language],
        selected_address(address, view.selected.selection, kept=kept),
        way_to(words, view.programme, view.activity),
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
        bar=bar,
        same_people=selected_address(
            programme_address(view.programme.slug), view.selected.selection
        ),
        invitations=() if bar.said else _invitations(view, words),
        neighbours=_neighbours(view, words),
        response=_response_said(view, words),
        level=words(_LEVELS[view.promises[scores.survey]]),
        most_links=MOST_LINKS_AT_ONCE,
        sealed=view.sealed,
        scores=scores,
        form="" if scores.survey in view.links else form_address(scores.survey),
        still_asked=scores.survey in view.still_asked,
        headlines=() if scores.withheld else headlines(view.questionnaire, scores, words),
        sections=_sections(view, words),
        changed=_changed(view, words),
        respondents=respondent_blocks(_respondents(view), words),
        files=file_links(address, view.selected, language, kept),
        compare=compare_cohort_address(cohort.slug) if len(view.cohorts) > 1 else "",
        said=Words("claims", language),
        themes_address=themes_address(view.activity.slug),
        themes_note=_themes_note(view.themes, cards, words),
        sought=view.themes is not None,
        cards=cards,
        calendar=calendar_lines(view.sessions, view.planned, words),
        calendar_gist=calendar_gist(view.sessions, view.planned, words),
        upcoming=bool(view.still_asked),
        matching=() if bar.said else matched_blocks(view.matching, view.planned, words),
        calendar_address=cohort_dates_address(cohort.slug),
        attendance_address=attendance_address(cohort.slug) if view.sessions else "",
        announcing=announcing_address(cohort.slug),
        announced=announced_address(cohort.slug) if view.announced else "",
        answering_over=not view.still_asked and any(each.submissions for each in view.surveys),
        announced_said=Words("announced", language),
        g=gist_words(words),
        reminders_label=say("reminders", "link", language),
        roster=roster_address(cohort.slug),
        s=Words("set_up", language),
        run=survey_address(scores.survey),
        new_survey=new_survey_address(cohort.slug),
        settings=cohort_settings_address(cohort.slug),
        roster_label=say("roster", "roster_link", language),
        funnel=funnel_block(view.funnel, words, links=scores.survey in view.links)
        if view.funnel
        else None,
    )


def cohort_taken(view: CohortView, language: Language) -> TakenPage:
    """Return what the dashboard gives away; themes and the calendar stay on it."""
    words, scores, slug = words_in(language), view.scores, view.cohort.slug
    sections = _sections(view, words)
    blocks = [block for section in sections for block in section.blocks]
    asked: list[Block | RespondentBlock] = [
        *respondent_blocks(_respondents(view), words),
        *(block for block in blocks if block.figures),
    ]
    shown = () if scores.withheld else headlines(view.questionnaire, scores, words)
    changes = _changed(view, words)
    return TakenPage(
        slug=scores.survey,
        title=f"{view.cohort.name[language]} · {view.questionnaire.title[language]}",
        address=selected_address(
            cohort_address(slug), view.selected.selection, kept=[("survey", scores.survey)]
        ),
        said=said_of(view.selected, language),
        figures=tuple(
            Taken(figure, block.sentences) for block in asked for figure in block.figures
        ),
        spoken=(
            Spoken(downloads(words)("submissions_said"), (_response_said(view, words),)),
            *(Spoken(each.title, (_large(each), *each.sentences)) for each in shown),
            *(_spoken_changes(changes) if changes else ()),
            *(Spoken(block.title, block.sentences) for block in blocks if not block.figures),
        ),
        language=language,
    )


def _sections(view: CohortView, words: Words) -> tuple[SectionBlocks, ...]:
    if view.scores.withheld:
        return ()
    names = {each.slug: each.name[words.language] for each in view.cohorts}
    before = Before()
    if view.changes and view.changes.before:
        cohorts = names[view.cohort.slug], names[view.changes.before]
        before = Before(cohorts, shares_before(view.changes))
    return answer_sections(view.questionnaire, view.scores, words, before=before)


def _changed(view: CohortView, words: Words) -> ChangedBlock | None:
    names = {each.slug: each.name[words.language] for each in view.cohorts}
    return changed_block(view.changes, view.questionnaire, names, words)


def _respondents(view: CohortView) -> dict[Dimension, tuple[Group, ...]]:
    """Return who answered; nothing where some of them are selected."""
    return {} if view.selected.selection.slice or view.scores.withheld else view.respondents


def _response_said(view: CohortView, words: Words) -> str:
    if said_of(view.selected, words.language) and not view.scores.submissions:
        return words_of_selection(words.language)("selection_response_hidden")
    return _response(view.scores, words)


def _large(headline: Headline) -> str:
    return f"{headline.large} ({headline.small})"


def _spoken_changes(block: ChangedBlock) -> list[Spoken]:
    lines = [*block.changed, *block.rest]
    return [
        Spoken(block.title, block.sentences),
        *(Spoken(line.item, (line.sentence,)) for line in lines),
    ]


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
    return (words(kind), explained(cards, words))


def _tabs(view: CohortView, words: Words) -> tuple[_SurveyTab, ...]:
    return tuple(
        _SurveyTab(
            count.title[words.language],
            words_of_selection(words.language)("selection_not_shown")
            if count.hidden_by(view.selected.selection)
            else words.count("submissions", count.submissions),
            selected_address(
                cohort_address(view.cohort.slug),
                view.selected.selection,
                kept=[("survey", count.survey)],
            ),
            count.survey == view.scores.survey,
        )
        for count in view.surveys
    )


def _invitations(view: CohortView, words: Words) -> tuple[_Invitation, ...]:
    return tuple(
        _Invitation(
            count.title[words.language],
            _links_said(view.links.get(count.survey), words),
            links_address(count.survey),
            form_address(count.survey),
            slide_address(count.survey),
            qr_address(count.survey, "svg"),
            qr_address(count.survey, "png"),
            dates_address(count.survey),
            reminders_address(count.survey),
        )
        for count in view.surveys
        if count.survey in view.still_asked
    )


def _links_said(links: LinksShown | None, words: Words) -> str:
    """Return « 40 liens créés ; au moins 15 ont servi. », empty where there can be none."""
    if links is None:
        return ""
    if not links.made:
        return words("links_none")
    used = (
        words("links_used", count=words.number(links.used_at_least))
        if links.used_at_least
        else words("links_few_used", fewest=INSIDE)
    )
    return words.count("links_made", links.made, used=used)


def _neighbours(view: CohortView, words: Words) -> dict[str, _Neighbour | None]:
    """Return the cohorts before and after this one."""
    slugs = [cohort.slug for cohort in view.cohorts]
    at = slugs.index(view.cohort.slug)

    def neighbour(place: int) -> _Neighbour | None:
        if not 0 <= place < len(slugs):
            return None
        cohort = view.cohorts[place]
        address = selected_address(cohort_address(cohort.slug), view.selected.selection)
        return _Neighbour(cohort.name[words.language], address)

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
