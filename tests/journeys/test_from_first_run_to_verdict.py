"""The whole loop in a real browser: from the first run to whether a change of content helped.

Somebody alone walks it, in French, with pages and buttons only. Of those who answer, one fills in
the form on a phone; the others are programs, so that it stays quick.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from surveys.texts import Language
from tests.analysis.themes.comments import EXAMPLES, EXAMPLES_IN_ENGLISH, PACE, PACE_IN_ENGLISH
from tests.journeys.conftest import make_first_account
from tests.live import LiveService, live_service

PEOPLE: Final = 30
"""Who answer in each cohort."""
PATIENCE: Final = 90_000
"""Milliseconds for a search, on a busy machine."""
WISHES: Final[tuple[tuple[str, Language], ...]] = (
    *((text, "fr") for text in PACE[:11]),
    *((text, "en") for text in PACE_IN_ENGLISH),
    *((text, "fr") for text in EXAMPLES[:11]),
    *((text, "en") for text in EXAMPLES_IN_ENGLISH),
)
"""What each person of the first cohort would change: half of them the pace."""
NEED: Final = "Un rythme plus lent"
CHANGE: Final = "Deux pauses, et un exercice de moins"

Answers = dict[str, Any]


class Desk:
    """Somebody at a computer, and the telephone of a participant."""

    def __init__(self, page: Page, phone: Page, service: LiveService) -> None:
        self.page, self.phone, self.service = page, phone, service

    def follow(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()

    def press(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def reads(self, *texts: str) -> None:
        for text in texts:
            expect(self.page.locator("main")).to_contain_text(text)


@pytest.fixture
def desk(browser: Browser, tmp_path: Path) -> Iterator[Desk]:
    """Beside a service that runs for the first time."""
    with live_service(tmp_path / "bilan.duckdb") as service:
        computer = browser.new_context(locale="fr-CA")
        phone = browser.new_context(locale="fr-CA", viewport={"width": 360, "height": 740})
        yield Desk(computer.new_page(), phone.new_page(), service)
        phone.close()
        computer.close()


def test_from_the_first_run_to_the_verdict_on_a_change(desk: Desk) -> None:
    make_first_account(desk.page, desk.service)
    set_up_programme(desk)
    publish_questionnaire(desk)
    set_up_first_cohort(desk)
    open_first_survey(desk)
    first_cohort_answers(desk)
    close_survey(desk)
    read_dashboard(desk)
    search_themes(desk)
    decide_on_need(desk)
    set_up_next_cohort(desk)
    register_change(desk)
    open_next_survey(desk)
    next_cohort_answers(desk)
    close_survey(desk)
    read_verdict(desk)
    read_history_of_need(desk)


def set_up_programme(desk: Desk) -> None:
    desk.reads("Créez votre premier programme")
    desk.follow("Créer un programme")
    desk.page.get_by_label("En français").fill("Le numérique en commun")
    desk.press("Enregistrer et continuer")
    desk.page.get_by_label("En français").fill("Webinaire d’introduction")
    desk.press("Enregistrer et continuer")
    desk.reads("Nouvelle cohorte")


def publish_questionnaire(desk: Desk) -> None:
    """Begin with one that ships, and change a word of it."""
    desk.follow("Le numérique en commun")
    desk.follow("Questionnaires")
    desk.page.locator("#source").select_option(label="Après le webinaire")
    desk.press("Commencer")
    text = desk.page.get_by_label("Texte du questionnaire")
    text.fill(text.input_value().replace("Le rythme du webinaire", "Le rythme de la rencontre"))
    desk.press("Publier la version 3")
    desk.reads("C’est publié.", "version 3, publiée le", "aucun ici")


def set_up_first_cohort(desk: Desk) -> None:
    desk.follow("Voir les cohortes")
    desk.follow("Ajoutez une première cohorte")
    _set_up_cohort(desk, "Automne", days_ago=14)


def _set_up_cohort(desk: Desk, name: str, *, days_ago: int) -> None:
    held_on = datetime.now(UTC).date() - timedelta(days=days_ago)
    desk.page.get_by_label("En français").first.fill(name)
    desk.page.get_by_label("Nombre de personnes qui peuvent répondre").fill("38")
    desk.page.locator("#session_1_held_on").fill(held_on.isoformat())
    desk.page.locator("#session_1_minutes").fill("90")
    desk.press("Enregistrer et continuer")


def open_first_survey(desk: Desk) -> None:
    _open_survey(desk)
    desk.reads(f"{desk.service.address}/s/automne")


def _open_survey(desk: Desk) -> None:
    desk.page.get_by_label("Après le webinaire").first.check()
    desk.page.get_by_label("Quand vous le fermerez vous-même").check()
    desk.press("Ouvrir le sondage")
    desk.reads("Ouvert · ")


def first_cohort_answers(desk: Desk) -> None:
    (first, _), *others = (
        (_answers(number, well_paced=9) | {"should_change": wish}, language)
        for number, (wish, language) in enumerate(WISHES)
    )
    _fill_in_form(desk, "automne", first)
    _send(desk, "automne", others)


def next_cohort_answers(desk: Desk) -> None:
    everybody = (_answers(number, well_paced=27) for number in range(PEOPLE))
    _send(desk, "hiver", ((answers, "fr") for answers in everybody))


def _answers(number: int, *, well_paced: int) -> Answers:
    """Return those of one of 30: 24 find it relevant, 18 feel equipped, 21 would recommend it,
    12 with a nine and 9 with a four, and the pace was right for as many as is said.
    """
    return {
        "relevance": "satisfied" if number < 24 else "dissatisfied",
        "equipped": "mostly" if number < 18 else "not_really",
        "pace": "just_right" if number < well_paced else "a_little_too_fast",
        "recommend": "yes" if number < 21 else "no",
        "recommend_score": 9 if number < 12 else 7 if number < 21 else 4,
        "role": "coordination" if number % 2 else "volunteer",
    }


def _send(desk: Desk, survey: str, people: Iterable[tuple[Answers, Language]]) -> None:
    with httpx.Client(base_url=desk.service.address) as client:
        for answers, language in people:
            sent = {"id": str(uuid4()), "language": language, "answers": answers}
            response = client.post(f"/api/surveys/{survey}/submissions", json=sent)
            assert response.status_code == 201, response.text


def _fill_in_form(desk: Desk, survey: str, answers: Answers) -> None:
    phone, send = desk.phone, desk.phone.locator("button.send")
    phone.goto(f"{desk.service.address}/s/{survey}")
    expect(phone.locator("main")).to_contain_text("Le rythme de la rencontre était…")
    left = dict(answers)
    while left:
        here = [code for code in left if phone.locator(f"[name='q.{code}']").first.is_visible()]
        assert here
        for code in here:
            field, value = phone.locator(f"[name='q.{code}']"), left.pop(code)
            if code == "should_change":
                field.fill(value)
            else:
                phone.locator(f"[name='q.{code}'][value='{value}']").check()
        send.click()
    expect(phone.locator("main")).to_contain_text(answers["should_change"])  # the review
    send.click()
    phone.wait_for_url(f"**/s/{survey}/received**")


def close_survey(desk: Desk) -> None:
    desk.page.get_by_text("Fermer ce sondage").click()
    desk.press("Fermer maintenant")
    desk.reads("Fermé le")


def read_dashboard(desk: Desk) -> None:
    """Find what was sent, counted by hand: 12 of 30 less 9 of 30 are ten points."""
    desk.follow("Résultats de la cohorte")
    desk.reads("30 réponses sur 38 personnes admissibles (79 %)")
    headlines = desk.page.locator("article.headline .large")
    expect(headlines).to_have_text(
        ["80 % 24 sur 30", "60 % 18 sur 30", "70 % 21 sur 30", "+10 score net, 30 réponses"]
    )
    pace = desk.page.locator("figure", has_text="Le rythme de la rencontre était…")
    cells = pace.locator("tbody td").all_text_contents()
    assert [cell.strip() for cell in cells[:6]] == ["0", "0", "9", "21", "0", "30"]


def search_themes(desk: Desk) -> None:
    desk.follow("Chercher les thèmes")
    desk.press("Chercher les thèmes")
    themes = desk.page.locator("article.theme")
    themes.first.wait_for(timeout=PATIENCE)
    expect(themes.locator("h3")).to_have_text(["Exemples concrets", "Rythme"])
    expect(themes.locator(".counted")).to_have_text(["15 personnes en parlent"] * 2)


def decide_on_need(desk: Desk) -> None:
    desk.follow("Décider des besoins")
    desk.page.get_by_role("button", name="C’est un besoin : Rythme").click()
    desk.follow("Besoins (1)")
    desk.page.get_by_role("link", name="Renommer, fusionner, séparer…").click()
    desk.page.get_by_label("Nom français", exact=True).fill(NEED)
    desk.page.get_by_label("Nom anglais", exact=True).fill("A slower pace")
    desk.press("Renommer")
    desk.reads(f"{NEED} Besoin")


def set_up_next_cohort(desk: Desk) -> None:
    """There is none yet that has not answered: the form of a change leads to it."""
    desk.follow("Décider des besoins")
    desk.follow("Besoins (1)")
    desk.page.get_by_role("link", name="Répondre à ce besoin par un changement").click()
    desk.follow("Créer la prochaine cohorte")
    _set_up_cohort(desk, "Hiver", days_ago=0)
    desk.reads("Nouveau sondage")


def register_change(desk: Desk) -> None:
    desk.follow("Le numérique en commun")
    desk.follow("Changements de contenu")
    desk.follow("Préparer un changement")
    desk.page.get_by_label("Qu’est-ce qui change").fill(CHANGE)
    desk.page.get_by_label("À quel besoin").select_option(label=NEED)
    asked = desk.page.get_by_label("Où cela devrait-il se voir")
    asked.select_option(label="Le rythme de la rencontre était…")
    desk.page.get_by_label("Parce que des gens l’ont demandé").check()
    desk.press("Relire avant d’inscrire")
    desk.reads("Avant : 30 % (9 sur 30).")
    desk.press("Inscrire, pour de bon")
    desk.reads("En attente", "Hiver : pas encore de sondage avec ce questionnaire.")
    expect(desk.page.locator("code.seal")).to_have_text(re.compile(r"^[0-9a-f]{64}$"))


def open_next_survey(desk: Desk) -> None:
    desk.follow("Accueil")
    desk.page.get_by_role("link", name="Préparer un sondage : Hiver").click()
    desk.follow("Ouvrir un sondage")
    _open_survey(desk)


def read_verdict(desk: Desk) -> None:
    desk.follow("Accueil")
    desk.page.get_by_role("link", name="Lire le verdict").click()
    expect(desk.page.get_by_role("heading", level=1)).to_have_text(CHANGE)
    expect(desk.page.locator(".verdict")).to_have_text("Amélioré")
    desk.reads(
        "De 30 % (9 sur 30) à 90 % (27 sur 30). Différence : +60 points, entre +37 et +74",
    )


def read_history_of_need(desk: Desk) -> None:
    desk.follow(NEED)
    expect(desk.page.locator(".moments h3")).to_have_text(
        [
            "Première mention : Automne",
            "Confirmé : c’est un besoin",
            f"Nommé « {NEED} »",
            "Changement 1 inscrit",
            "Changement 1 : Amélioré",
        ]
    )
