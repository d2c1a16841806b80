"""What each kind of link does to who opens the form and who sends it, over HTTP."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import msgspec
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.settings import Settings
from service.store.invitations import new_invitations
from surveys.bundle import Bundle
from surveys.survey import Promise
from tests.factories import make_bundle, make_submission, make_survey
from tests.inside import database_of

Client = TestClient[Litestar]
SLUG = "printemps-2026"
FORM = f"/s/{SLUG}"
API = f"/api/surveys/{SLUG}/submissions"
LINKS = f"/surveys/{SLUG}/links"
ANSWER = {"q.satisfaction": "satisfied"}
OTHER_ANSWER = {"q.satisfaction": "dissatisfied"}


@pytest.fixture
def promise() -> Promise:
    return "one_per_invitation"


@pytest.fixture
def bundle(promise: Promise) -> Bundle:
    """With a second survey of the same level, and nobody's answers."""
    both = (
        make_survey(closes_at=None, promise=promise),
        make_survey(slug="autre", closes_at=None, promise=promise),
    )
    return make_bundle(surveys=both, submissions=())


def link_to(client: Client, survey: str = SLUG) -> str:
    with database_of(client).transaction() as cursor:
        (token,) = new_invitations(cursor, survey, 1)
    return token


def stored(client: Client) -> int:
    with database_of(client).cursor() as cursor:
        ((submissions,),) = cursor.execute("select count(*) from submissions").fetchall()
    return int(submissions)


def fields(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(id|lang|receipt|invitation)" value="([^"]*)"', page))


def remembered(sent: httpx.Response) -> str:
    """Return the cookie that remembers a browser has answered; empty if there is none."""
    cookies = sent.headers.get_list("set-cookie")
    return next((cookie for cookie in cookies if "answered=" in cookie), "")


def body(**changes: Any) -> dict[str, Any]:
    sent: dict[str, Any] = msgspec.to_builtins(make_submission(id=uuid4()))
    return sent | changes


class TestOnePerInvitation:
    def test_a_link_leads_to_a_form_that_carries_it(self, client: Client) -> None:
        token = link_to(client)

        way = client.get(f"/i/{token}?lang=en", follow_redirects=False)
        form = client.get(way.headers["location"])

        assert (way.status_code, way.headers["location"]) == (303, f"{FORM}?i={token}&lang=en")
        assert fields(form.text)["invitation"] == token
        assert 'lang="en"' in form.text
        assert form.headers.get_list("set-cookie") == [
            f"form=opened; HttpOnly; Path={FORM}; SameSite=lax"
        ]

    def test_a_link_sends_once_and_then_says_so(self, client: Client) -> None:
        token = link_to(client)
        form = client.get(f"/i/{token}")

        thanks = client.post(FORM, data=fields(form.text) | ANSWER)
        again = client.get(f"/i/{token}?lang=fr")

        assert thanks.url.path == f"{FORM}/received"
        assert token not in str(thanks.url)
        assert again.status_code == 409
        assert "Ce lien personnel a déjà servi" in again.text
        assert 'href="/r?lang=fr"' in again.text
        assert f'href="?i={token}&amp;lang=en"' in again.text
        assert stored(client) == 1

    def test_opening_a_link_uses_nothing_up(self, client: Client) -> None:
        token = link_to(client)

        pages = [client.get(f"/i/{token.upper()}") for _ in range(3)]

        assert [page.status_code for page in pages] == [200] * 3

    def test_whatever_is_tried_the_page_is_the_same(self, client: Client) -> None:
        there = link_to(client, survey="autre")
        wrong = ["/i/0000000000", "/i/x", f"/i/{'z' * 200}", f"{FORM}?i=0000000000"]

        pages = [client.get(path) for path in [*wrong, f"{FORM}?i={there}"]]

        assert {page.status_code for page in pages} == {404}
        assert len({page.text for page in pages}) == 1

    def test_what_goes_wrong_on_the_way_is_told_to_a_participant(self, client: Client) -> None:
        answer = client.post(f"/i/{link_to(client)}", headers={"accept-language": "en"})

        assert answer.status_code == 405
        assert '<main class="notice">' in answer.text
        assert "/programmes" not in answer.text

    def test_without_a_link_nobody_sees_the_form(self, client: Client) -> None:
        page = client.get(f"{FORM}?lang=en")

        assert page.status_code == 403
        assert "This questionnaire is answered through a personal link" in page.text
        assert "<form" not in page.text

    @pytest.mark.parametrize(
        ("invitation", "status", "said"),
        [
            (None, 403, "On répond à ce questionnaire par un lien personnel"),
            ("0000000000", 403, "Ce lien personnel n’existe pas"),
            ("hello", 403, "Ce lien personnel n’existe pas"),
            ("used", 409, "Ce lien personnel a déjà servi"),
        ],
    )
    def test_what_cannot_be_taken_stays_before_the_eyes_of_who_sent_it(
        self, client: Client, invitation: str | None, status: int, said: str
    ) -> None:
        token = link_to(client)
        form = fields(client.get(f"/i/{token}").text)
        client.post(FORM, data=form | ANSWER)
        sent = form | {"id": str(uuid4())} | ANSWER | {"q.needs_next": "Du temps, surtout."}
        if invitation is None:
            del sent["invitation"]
        elif invitation != "used":
            sent["invitation"] = invitation

        page = client.post(FORM, data=sent)

        assert page.status_code == status
        assert said in page.text
        assert "n’est enregistré" in page.text
        assert "Du temps, surtout." in page.text
        assert stored(client) == 1

    def test_a_retry_is_acknowledged_and_a_change_of_mind_is_told(self, client: Client) -> None:
        form = fields(client.get(f"/i/{link_to(client)}").text)

        first, retry = (client.post(FORM, data=form | ANSWER) for _ in range(2))
        changed = client.post(FORM, data=form | OTHER_ANSWER)

        assert first.text == retry.text
        assert changed.status_code == 409
        assert "Vos réponses étaient déjà arrivées" in changed.text
        assert stored(client) == 1

    def test_a_program_is_told_in_problem_details(self, client: Client) -> None:
        token = link_to(client)
        taken = body(invitation=token.upper())

        told = [
            client.post(API, json=sent)
            for sent in (
                body(),
                body(invitation="0000000000"),
                body(invitation=""),
                taken,
                taken,
                body(invitation=token),
            )
        ]

        assert [each.status_code for each in told] == [403, 403, 403, 201, 201, 409]
        refused = [each for each in told if each.status_code != 201]
        assert {each.headers["content-type"] for each in refused} == {"application/problem+json"}
        assert stored(client) == 1

    def test_the_page_after_sending_offers_no_blank_form(self, client: Client) -> None:
        assert f'href="{FORM}?' not in client.get(f"{FORM}/received").text


class TestMakingLinks:
    def make(self, client: Client, count: str, path: str = LINKS, **headers: str) -> Any:
        origin = {"origin": "http://127.0.0.1:8000"}
        return client.post(
            path,
            data={"count": count, "column": "lien"},
            headers=origin | headers,
            follow_redirects=False,
        )

    def test_a_facilitator_downloads_links_that_work(self, signed_in: Client) -> None:
        made = self.make(signed_in, "3")

        header, *links = made.text.split()
        assert (made.status_code, header, len(set(links))) == (200, "lien", 3)
        assert made.headers["content-disposition"] == f'attachment; filename="lien-{SLUG}.csv"'
        assert made.headers["cache-control"] == "no-store"
        for link in links:
            assert re.fullmatch(r"http://127\.0\.0\.1:8000/i/[0-9a-z]{10}", link)
            assert signed_in.get(link).status_code == 200

    def test_who_is_not_signed_in_or_not_here_makes_none(
        self, client: Client, signed_in: Client
    ) -> None:
        assert self.make(signed_in, "3", origin="https://elsewhere.example").status_code == 403
        client.cookies.clear()
        assert self.make(client, "3").headers["location"].partition("?")[0] == "/sign-in"

    @pytest.mark.parametrize("count", ["0", "-1", "2001", "many", ""])
    def test_a_number_that_cannot_be_is_refused(self, signed_in: Client, count: str) -> None:
        assert self.make(signed_in, count).status_code == 400

    def test_the_cohort_says_the_level_and_counts_in_steps(self, signed_in: Client) -> None:
        links = self.make(signed_in, "7").text.split()[1:]
        told = []
        for link in links[:5]:
            told.append(signed_in.get("/cohorts/cohorte-1").text)
            form = signed_in.get(link)
            signed_in.post(FORM, data=fields(form.text) | ANSWER)
        last = signed_in.get("/cohorts/cohorte-1").text

        assert all("7 liens créés\u00a0; moins de 5 ont servi." in page for page in told)
        assert "7 liens créés\u00a0; au moins 5 ont servi." in last
        assert "Aucun lien n’a encore été créé." in last  # of the other survey
        assert "Liens personnels\u00a0: chacun ne sert qu’une fois." in last
        assert f'href="{FORM}"' not in last


class TestOnePerBrowser:
    @pytest.fixture
    def promise(self) -> Promise:
        return "one_per_browser"

    def test_the_cookie_comes_after_sending_and_says_nothing_more(self, client: Client) -> None:
        form = client.get(FORM)
        problem = client.post(FORM, data=fields(form.text))

        sent = client.post(FORM, data=fields(form.text) | ANSWER, follow_redirects=False)

        assert problem.status_code == 422
        assert (remembered(form), remembered(problem)) == ("", "")
        assert remembered(sent) == (
            f"answered=yes; HttpOnly; Max-Age={365 * 86_400}; Path={FORM}; SameSite=lax"
        )

    def test_a_browser_that_has_answered_is_told_so(self, client: Client) -> None:
        client.post(FORM, data=fields(client.get(FORM).text) | ANSWER)

        page = client.get(f"{FORM}?lang=en")

        assert page.status_code == 409
        assert "Answers were already sent from here" in page.text
        assert 'href="/r?lang=en"' in page.text
        assert client.get("/s/autre").status_code == 200

    def test_a_second_tab_is_told_so_when_it_sends_and_keeps_its_answers(
        self, client: Client
    ) -> None:
        one, other = (fields(client.get(FORM).text) for _ in range(2))
        client.post(FORM, data=one | ANSWER)

        page = client.post(FORM, data=other | ANSWER | {"q.needs_next": "Du temps, surtout."})

        assert page.status_code == 409
        assert "Des réponses ont déjà été envoyées d’ici" in page.text
        assert "Du temps, surtout." in page.text
        assert stored(client) == 1

    def test_a_retry_is_acknowledged(self, client: Client) -> None:
        form = fields(client.get(FORM).text)

        first, retry = (client.post(FORM, data=form | ANSWER) for _ in range(2))

        assert first.text == retry.text
        assert retry.url.path == f"{FORM}/received"
        assert stored(client) == 1

    def test_there_are_no_personal_links_to_make(self, signed_in: Client) -> None:
        made = signed_in.post(
            LINKS,
            data={"count": "3", "column": "lien"},
            headers={"origin": "http://127.0.0.1:8000"},
        )

        assert made.status_code == 404


class TestCookie:
    @pytest.fixture
    def bundle(self) -> Bundle:
        closes = datetime.now(UTC) + timedelta(days=10)
        survey = make_survey(closes_at=closes, promise="one_per_browser")
        return make_bundle(surveys=(survey,), submissions=())

    @pytest.fixture
    def settings(self, tmp_path_factory: pytest.TempPathFactory) -> Settings:
        path = tmp_path_factory.mktemp("https") / "service.duckdb"
        return Settings(
            database=str(path), public_url="https://bilan.example.org", shortest_seconds=0
        )

    def test_it_lasts_until_the_survey_closes_and_is_secure_where_the_service_is(
        self, client: Client
    ) -> None:
        sent = client.post(
            FORM, data=fields(client.get(FORM).text) | ANSWER, follow_redirects=False
        )

        cookie = remembered(sent)
        assert cookie.startswith("__Secure-answered=yes; ")
        (age,) = map(int, re.findall(r"Max-Age=(\d+)", cookie))
        assert 0 <= 10 * 86_400 - age < 600
        assert cookie.endswith("; Secure")


class TestOpenLink:
    @pytest.fixture
    def promise(self) -> Promise:
        return "open_link"

    def test_it_sends_as_often_as_it_is_opened(self, client: Client) -> None:
        for _ in range(2):
            answered = fields(client.get(FORM).text) | ANSWER
            sent = client.post(FORM, data=answered, follow_redirects=False)
            assert remembered(sent) == ""

        assert stored(client) == 2
