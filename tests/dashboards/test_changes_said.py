"""What pages say of content changes: verdict, effect, what is awaited, what could be seen."""

import msgspec
import pytest

from analysis.loop.spending import spent
from dashboards.pages.change import change_page
from dashboards.pages.change_form import change_form_page
from dashboards.pages.change_prospect import prospect_words
from dashboards.pages.change_verdict import verdict_words
from dashboards.pages.change_view import ChangeView, points, short
from dashboards.pages.changes import changes_page
from dashboards.pages.frame import words_in
from dashboards.pages.theme_history import theme_history_page
from dashboards.render import Page, render
from surveys.texts import Language
from tests.dashboards import change_examples as examples
from tests.dashboards.markup import read


def plain(text: str) -> str:
    return " ".join(text.split())


def shown(page: Page) -> str:
    return plain(read(render(page)).text)


SAID: tuple[tuple[ChangeView, str, str], ...] = (
    (
        examples.IMPROVED,
        "Amélioré",
        "De 71 % (44 sur 62) à 90 % (56 sur 62). Différence : +19 points, entre +6 et +32",
    ),
    (examples.WORSENED, "Dégradé", "C’est le contraire de ce qui était attendu"),
    (examples.UNDETERMINED, "Indéterminé", "Aucune différence n’est démontrée."),
    (examples.WAITING, "En attente", "Le verdict viendra après les réponses de Cohorte 3"),
    (examples.LATE, "Indéterminé (après coup)", "Inscrit après les premières réponses"),
    (
        examples.WITHDRAWN,
        "Retiré",
        "Retiré le 1er avril 2023, alors que des réponses étaient arrivées : « La salle <b> a",
    ),
    (examples.WITHDRAWN_BEFORE, "Retiré", "avant toute réponse : « Le budget »"),
    (examples.TOO_FEW, "Indéterminé", "Trop peu de réponses peuvent être montrées"),
    (examples.ALTERED, "Modifié", "plus rien ne prouve que cette hypothèse"),
)


@pytest.mark.parametrize(("view", "badge", "lead"), SAID)
def test_the_verdict_comes_first_and_in_a_sentence(view: ChangeView, badge: str, lead: str) -> None:
    told = verdict_words(view, words_in("fr"))

    assert told.badge == badge
    assert lead in plain(told.lead)
    assert (told.figure is None) == (view.judgement.effect is None)


def test_a_difference_that_is_shown_but_too_small_says_what_would_count() -> None:
    hypothesis = msgspec.structs.replace(examples.IMPROVED.change.hypothesis, smallest=0.25)
    change = msgspec.structs.replace(examples.IMPROVED.change, hypothesis=hypothesis)
    judgement = msgspec.structs.replace(
        examples.IMPROVED.judgement, verdict="undetermined", reason="too_small_to_count"
    )
    view = msgspec.structs.replace(examples.IMPROVED, change=change, judgement=judgement)

    told = verdict_words(view, words_in("en"))

    assert "less than the 25 points that count" in told.lead
    assert told.more[0] == "This does not mean that nothing changed."


def test_what_is_awaited_is_said_cohort_by_cohort_with_its_reason() -> None:
    more = [plain(line) for line in verdict_words(examples.WAITING, words_in("en")).more]

    assert more == [
        "Cohort 3 – 2023: survey until September 1, 2023.",
        "Cohort 4 – 2023: the survey has no end. As long as it has none, there is no verdict.",
        "Cohort 5 – 2024: no survey with this questionnaire yet.",
    ]
    dated = msgspec.structs.replace(examples.WAITING, awaited=(), given_on=examples.HISTORY.today)
    assert verdict_words(dated, words_in("en")).more == ("Verdict on May 1, 2024.",)


def test_an_undetermined_verdict_says_what_could_have_been_seen() -> None:
    some = " ".join(verdict_words(examples.UNDETERMINED, words_in("fr")).more)
    none = " ".join(verdict_words(examples.OF_FEW, words_in("fr")).more)

    assert "Cela ne veut pas dire que rien n’a changé." in some
    assert "aurait été vue quatre fois sur cinq" in some
    assert "aucune différence n’aurait été vue" in none
    assert "divisée par 8" in none


def test_what_further_changes_cost_is_computed_and_the_next_one_is_marked() -> None:
    read_page = read(render(changes_page(examples.CHANGES, "fr")))
    page = plain(read_page.text)
    rows = [[plain(cell.text) for cell in row.all("th", "td")] for row in read_page.all("tr")]
    places = {row[0]: row[1:] for row in rows if row[0].startswith("nº")}

    assert "combien qu’il y en ait, soit dit « amélioré » par hasard est d’au plus 5 %" in page
    assert list(places) == ["nº 1", "nº 2", "nº 3", "nº 5", "nº 10", "nº 11 (le prochain)"]
    assert places["nº 1"] == ["3,04 %", "19,7 points"]
    assert places["nº 11 (le prochain)"][0] == "0,03 %"
    assert "1 amélioré 1 dégradé 4 indéterminés 1 en attente 3 sans verdict" in page


def test_a_prospect_says_before_and_after_and_warns_of_what_would_be_missed() -> None:
    hypothesis = examples.PREPARED.hypothesis
    told = prospect_words(examples.PROSPECT, hypothesis, words_in("en"))
    lower = prospect_words(
        examples.PROSPECT, msgspec.structs.replace(hypothesis, expects="lower"), words_in("en")
    )
    none = prospect_words(examples.PROSPECT._replace(visible=None), hypothesis, words_in("en"))
    few = prospect_words(examples.PROSPECT._replace(before=None), hypothesis, words_in("en"))
    enough = msgspec.structs.replace(hypothesis, smallest=0.3)

    assert told.lines[:3] == (
        "Before: 71% (44 of 62).",
        "If the cohorts after answer as much: about 31 answers.",
        "Smallest difference seen four times of five: 21 points, such as from 71% to 92%.",
    )
    assert "no. 2" in told.lines[3]
    assert "You say that 5 points count already" in told.warning
    assert "from 71% to 50%" in lower.lines[2]
    assert "Even the largest possible difference" in none.warning
    assert "could never have a verdict" in few.warning
    assert prospect_words(examples.PROSPECT, enough, words_in("en")).warning == ""
    among = examples.PROSPECT._replace(among=4, alpha=spent(2, 4))
    assert "divided by 4" in prospect_words(among, hypothesis, words_in("en")).lines[3]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_stamped_change_offers_no_edit_and_one_that_is_gone_no_withdrawal(
    language: Language,
) -> None:
    for view, forms in ((examples.IMPROVED, 1), (examples.WITHDRAWN, 0), (examples.ALTERED, 0)):
        page = read(render(change_page(examples.one_change(view), language)))
        own = [form for form in page.all("form") if "/changes/" in form.attributes["action"]]
        assert len(own) == forms
        assert 64 * "a" in page.text


def test_the_form_links_each_problem_to_its_field() -> None:
    page = read(render(change_form_page(examples.REFUSED, "en")))
    (refused,) = [each for each in page.all("div") if each.attributes.get("role") == "alert"]
    ids = {each.attributes.get("id") for each in page}

    assert plain(refused.text).startswith("3 things need another look:")
    targets = [link.attributes["href"] for link in refused.all("a")]
    assert targets == ["#what", "#after"]
    assert {target[1:] for target in targets} <= ids


def test_a_need_is_told_in_the_order_of_time() -> None:
    page = shown(theme_history_page(examples.HISTORY, "en"))

    told = (
        "2 changes answer it. The latest: Improved.",
        "Change 1 registered",
        "Change 7 withdrawn",
        "Named “Follow-up”",
        "“Mentoring” was merged into it",
        "Ideas were moved to “theme 9”",
        "Ideas were moved to “no theme”",
        "Ideas were split off",
        "Change 1: Improved",
        "More present than before, says the alarm.",
    )
    places = [page.find(each) for each in told]
    assert -1 not in places, told[places.index(-1)]
    steps = places[1:8]
    assert steps == sorted(steps)
    assert page.count("First mention:") == 1


def test_points_and_titles_are_as_one_writes_them() -> None:
    assert plain(points(0.01, words_in("fr"))) == "1 point"
    assert plain(points(-0.178, words_in("fr"))) == "17,8 points"
    assert short("un  deux\ntrois") == "un deux trois"
    assert short("mot " * 40) == "mot " * 21 + "mot…"
    assert short("x" * 200) == "x" * 90 + "…"


def test_where_every_cohort_has_answered_the_next_one_is_to_be_set_up_first() -> None:
    answered = tuple(each._replace(after=False) for each in examples.OFFERED.cohorts)
    offered = msgspec.structs.replace(examples.OFFERED, cohorts=answered)
    page = read(render(change_form_page(examples.form_view(offered=offered, fields=()), "en")))

    assert "set up the next cohort first" in page.text
    assert page.all("textarea", "select") == []  # before anything is typed, not after
    links = [each.attributes["href"] for each in page.all("a")]
    assert f"/activities/{offered.activity.slug}/cohorts/new" in links
    assert "set up the next cohort first" not in shown(change_form_page(examples.form_view(), "en"))


def test_what_was_typed_stays_where_the_last_cohort_answered_meanwhile() -> None:
    answered = tuple(each._replace(after=False) for each in examples.OFFERED.cohorts)
    offered = msgspec.structs.replace(examples.OFFERED, cohorts=answered)
    typed = (("what", "Plus d’exemples"), ("go", "review"))
    page = read(render(change_form_page(examples.form_view(offered=offered, fields=typed), "en")))

    assert "set up the next cohort first" in page.text
    assert [each.text for each in page.all("textarea")] == ["Plus d’exemples"]


def test_who_may_not_set_up_a_cohort_is_told_who_may() -> None:
    answered = tuple(each._replace(after=False) for each in examples.OFFERED.cohorts)
    offered = msgspec.structs.replace(examples.OFFERED, cohorts=answered)
    page = change_form_page(examples.form_view(offered=offered, fields=()), "en")
    told = render(page._replace(context=page.context | {"allowed": frozenset({"changes"})}))

    assert "Facilitators and administrators of this programme can set it up." in told
    assert "/cohorts/new" not in told
