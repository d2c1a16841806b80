"""A survey that was set up by mistake goes where nothing is lost with it, and else stays."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.inputs import Openings
from analysis.loop.register import When
from service.store import live_slides, openings
from service.store.audit import lines
from service.store.catalogue import Catalogue, read_snapshot
from service.store.content_changes import Place, register_change
from service.store.invitations import new_invitations
from service.store.live_slides import LiveSlide
from surveys.bundle import Bundle
from tests.accounts import add_user, send_password
from tests.analysis.loop.changes import make_change
from tests.factories import make_bundle, make_survey, make_two_cohorts
from tests.inside import database_of

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
NOW = datetime.now(UTC)


@pytest.fixture
def bundle() -> Bundle:
    """Surveys in each state; the first is answered, and the one of the second cohort is open."""
    both = make_two_cohorts(make_bundle().submissions)
    return make_bundle(
        cohorts=both.cohorts,
        surveys=(
            make_survey(),
            make_survey(slug="over", closes_at=datetime(2026, 3, 9, tzinfo=UTC)),
            make_survey(slug="planned", opens_at=NOW + timedelta(days=9), closes_at=None),
            make_survey(slug="open", cohort="cohorte-2", closes_at=None),
        ),
    )


def remove(client: Client, slug: str) -> httpx.Response:
    address = f"/surveys/{slug}/remove?lang=en"
    return client.post(address, headers=HERE, follow_redirects=False)


def there(client: Client) -> set[str]:
    catalogue: Catalogue = client.app.dependencies["catalogue"].dependency()
    with database_of(client).cursor() as cursor:
        assert read_snapshot(cursor) == catalogue.now
    return set(catalogue.now.setups)


def stays(client: Client, slug: str, said: str) -> None:
    answer = remove(client, slug)
    assert answer.status_code == 422
    assert f"The survey was not removed. {said}" in answer.text
    assert slug in there(client)


@pytest.mark.parametrize("slug", ["over", "planned"])
def test_what_nobody_answered_goes_with_what_was_counted_and_projected(
    signed_in: Client, slug: str
) -> None:
    with database_of(signed_in).transaction() as cursor:
        openings.add(cursor, {slug: Openings(2, 0)})
        live_slides.put(cursor, slug, LiveSlide("satisfaction"))
    signed_in.get(f"/surveys/{slug}/slide")
    assert f'action="/surveys/{slug}/remove"' in signed_in.get(f"/surveys/{slug}").text

    gone = remove(signed_in, slug)

    assert (gone.status_code, gone.headers["location"]) == (303, "/cohorts/cohorte-1")
    assert slug not in there(signed_in)
    for address in (f"/surveys/{slug}", f"/s/{slug}", f"/surveys/{slug}/slide"):
        assert signed_in.get(address).status_code == 404
    assert remove(signed_in, slug).status_code == 404
    with database_of(signed_in).cursor() as cursor:
        assert slug not in openings.form_openings(cursor)
        assert live_slides.get(cursor, slug) == LiveSlide("")
        last = lines(cursor)[-1]
    assert (last.action, last.subject) == ("changed", f"/surveys/{slug}/remove short.1")


def test_its_address_is_free_for_the_right_one_which_begins_anew(signed_in: Client) -> None:
    signed_in.post("/surveys/planned/slide", data={"question": "satisfaction"}, headers=HERE)
    remove(signed_in, "planned")
    fields = {
        "slug": "planned",
        "questionnaire": "webinar",
        "opens": "now",
        "closes": "never",
        "promise": "open_link",
    }
    opened = signed_in.post(
        "/cohorts/cohorte-1/surveys/new", data=fields, headers=HERE, follow_redirects=False
    )

    assert opened.headers["location"] == "/surveys/planned"
    assert "planned" in there(signed_in)
    with database_of(signed_in).cursor() as cursor:
        assert live_slides.get(cursor, "planned") == LiveSlide("")
    assert signed_in.get("/surveys/planned/slide").status_code == 200


def test_a_survey_that_was_answered_stays(signed_in: Client) -> None:
    assert "/remove" not in signed_in.get("/surveys/printemps-2026").text

    stays(signed_in, "printemps-2026", "People have answered this survey")


def test_a_survey_that_is_open_is_closed_first_and_waits_for_what_is_on_its_way(
    signed_in: Client,
) -> None:
    page = signed_in.get("/surveys/open?lang=en").text
    assert "/remove" not in page
    assert "Closed without an answer, it can be removed afterwards." in page
    stays(signed_in, "open", "This survey is open: close it first.")

    signed_in.post("/surveys/open/close", headers=HERE)

    assert 'action="/surveys/open/remove"' in signed_in.get("/surveys/open").text
    stays(signed_in, "open", "This survey has just closed: an answer may still arrive.")


def test_an_answer_that_came_meanwhile_keeps_it(signed_in: Client) -> None:
    sent = signed_in.post(
        "/api/surveys/open/submissions",
        json={"id": str(uuid4()), "language": "fr", "answers": {"satisfaction": "satisfied"}},
    )
    assert sent.status_code == 201, sent.text
    signed_in.post("/surveys/open/close", headers=HERE)
    assert "/remove" not in signed_in.get("/surveys/open").text


def test_a_survey_whose_personal_links_were_made_stays(signed_in: Client) -> None:
    with database_of(signed_in).transaction() as cursor:
        new_invitations(cursor, "planned", 1)
    assert "/remove" not in signed_in.get("/surveys/planned").text

    stays(signed_in, "planned", "Personal links of this survey were made")


def test_a_survey_that_a_content_change_is_to_be_judged_by_stays(signed_in: Client) -> None:
    change = make_change(before=("cohorte-1",), after=("cohorte-2",))
    with database_of(signed_in).changing_source() as source:
        place = Place(source, read_snapshot(source.cursor), "essai")
        register_change(place, change, When("somebody", NOW), needs=frozenset())

    stays(signed_in, "planned", "A content change is to be judged by this survey")


def test_who_may_not_set_up_may_not_remove(client: Client) -> None:
    add_user(client, "bo@example.org", roles={"essai": frozenset({"designer"})})
    send_password(client, "bo@example.org")

    assert "/remove" not in client.get("/surveys/planned").text
    assert remove(client, "planned").status_code == 403
    assert "planned" in there(client)
