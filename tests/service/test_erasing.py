"""An administrator erases for somebody who asks: found by little, shown not at all."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from litestar import Litestar
from litestar.testing import TestClient

from analysis.themes.unsaid import ToldBy, without_unsaid
from service.settings import Settings
from service.store import submissions as store
from service.store.audit import lines
from service.store.database import Database
from service.store.erasing import Found, Sought, find
from service.store.load import load
from surveys.receipts import receipt_hash
from surveys.submissions import AcceptedSubmission, day_ordered_id
from surveys.texts import Text
from tests.accounts import sign_in
from tests.factories import NOON, make_accepted, make_bundle, make_survey
from tests.inside import database_of
from tests.one_app import OneApp

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
PAGE = "/surveys/printemps-2026/erase"
CODE = "7KQ2-M9XT-04BV"
HERS = "J’aurais aimé plus de pratique l’après-midi"
COMMON = "Merci beaucoup pour cette formation"


def answered(number: int, text: str, **changes: object) -> AcceptedSubmission:
    submission_id = day_ordered_id(NOON.date(), number.to_bytes(10, "big"))
    comments = {"needs_next": text, "role_other": "Conseillère"}
    return make_accepted(submission_id=submission_id, comments=comments, **changes)


SUBMISSIONS = (
    answered(1, f"{HERS}. {COMMON}", receipt=receipt_hash(CODE)),
    answered(2, f"Rien. {COMMON}"),
    answered(3, "Rien d’autre à dire"),
)


@pytest.fixture(scope="module")
def one_app() -> OneApp:
    return OneApp()


@pytest.fixture
def client(database: Database, one_app: OneApp) -> Iterator[Client]:
    survey = make_survey(closes_at=None)
    load(database, make_bundle(surveys=(survey,), submissions=SUBMISSIONS), at=NOON)
    settings = Settings(database=str(database.path), shortest_seconds=0)
    with TestClient(one_app.over(settings, database), base_url=HERE["origin"]) as client:
        sign_in(client)
        yield client


def left(client: Client) -> dict[int, dict[str, str]]:
    """Return what was written, by the place of who wrote it, from 1."""
    with database_of(client).cursor() as cursor:
        known = store.known(cursor, [each.submission_id for each in SUBMISSIONS])
    return {
        place: known[each.submission_id].comments
        for place, each in enumerate(SUBMISSIONS, start=1)
        if each.submission_id in known
    }


def logged(client: Client) -> list[str]:
    with database_of(client).cursor() as cursor:
        return [line.subject for line in lines(cursor) if "/erase" in line.subject]


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ({"words": "J'AURAIS AIME  plus de\npratique"}, 200, "The answers of one person fit"),
        ({"code": "7kq2 m9xt o4bv"}, 200, "The answers of one person fit"),
        ({"words": "Merci beaucoup pour cette"}, 200, "answers of several people"),
        ({"words": "Une phrase que personne n’a dite"}, 200, "Nothing fits in this survey"),
        ({"code": "AAAA-AAAA-AAAA"}, 200, "Nothing fits in this survey"),
        ({"words": "après-midi"}, 422, "at least 20 characters"),
        ({"words": " " * 40}, 422, "or a sentence"),
        ({"words": "%" * 20}, 200, "Nothing fits in this survey"),
    ],
)
def test_what_fits_is_told_and_nothing_of_it_is_shown(
    client: Client, typed: dict[str, str], status: int, said: str
) -> None:
    answer = client.post(f"{PAGE}?lang=en", data=typed, headers=HERE)

    assert answer.status_code == status
    assert said in answer.text
    assert "Conseillère" not in answer.text
    assert COMMON not in answer.text
    sought = [line for line in logged(client) if line.endswith(" found")]
    assert len(sought) == (status == 200)
    assert "pratique" not in str(sought).casefold()
    assert len(left(client)) == 3


def test_one_text_goes_and_the_rest_of_the_answers_stay(client: Client) -> None:
    typed = {"words": HERS, "what": "needs_next"}

    answer = client.post(f"{PAGE}/now", data=typed, headers=HERE, follow_redirects=False)

    assert (answer.status_code, answer.headers["location"]) == (303, f"{PAGE}?done=true")
    assert left(client)[1] == {"role_other": "Conseillère"}
    assert len(left(client)) == 3
    assert logged(client)[-1].endswith("erased needs_next by words")
    assert "It is erased" in client.get(f"{PAGE}?done=true&lang=en", headers=HERE).text


def test_all_of_somebody_goes_and_the_receipt_leads_nowhere(client: Client) -> None:
    client.post(f"{PAGE}/now", data={"code": CODE, "what": ""}, headers=HERE)

    assert set(left(client)) == {2, 3}
    assert client.post("/r", data={"code": CODE}, headers=HERE).status_code == 404


@pytest.mark.parametrize("typed", [{"words": COMMON}, {"words": HERS, "what": "role_other"}, {}])
def test_what_is_not_one_persons_is_not_erased(client: Client, typed: dict[str, str]) -> None:
    client.post(f"{PAGE}/now", data=typed, headers=HERE)

    assert len(left(client)) == 3


def test_while_a_survey_of_personal_links_is_open_no_words_are_sought(
    database: Database, one_app: OneApp
) -> None:
    survey = make_survey(
        promise="one_per_invitation", closes_at=datetime.now(UTC) + timedelta(days=1)
    )
    load(database, make_bundle(surveys=(survey,), submissions=SUBMISSIONS), at=NOON)
    settings = Settings(database=str(database.path), shortest_seconds=0)
    with TestClient(one_app.over(settings, database), base_url=HERE["origin"]) as client:
        sign_in(client)

        assert client.post(PAGE, data={"words": HERS}, headers=HERE).status_code == 422
        client.post(f"{PAGE}/now", data={"words": HERS, "what": ""}, headers=HERE)
        assert len(left(client)) == 3
        assert client.post(PAGE, data={"code": CODE}, headers=HERE).status_code == 200


def test_words_and_receipts_of_another_survey_are_not_found(database: Database) -> None:
    load(database, make_bundle(submissions=SUBMISSIONS), at=NOON)
    with database.reading() as cursor:
        assert find(cursor, Sought("printemps-2026", "", HERS)) == (
            Found(SUBMISSIONS[0].submission_id, ("needs_next",)),
        )
        assert find(cursor, Sought("autre", "", HERS)) == ()
        assert find(cursor, Sought("autre", CODE, "")) == ()


def test_only_what_nobody_else_said_is_taken_out_of_the_words_of_a_theme() -> None:
    told = ToldBy(Text(fr="Pratique · zqx", en="Zqx"), ("zqx", "pratique", "temps"))

    assert without_unsaid(told, hers=(2, 3), theirs=(3, 4)) == ToldBy(
        Text(fr="Pratique", en=""), ("", "pratique", "temps")
    )
    assert without_unsaid(told, hers=(3,), theirs=(3,)) == told
    assert without_unsaid(told, hers=(0, 1), theirs=(2,)) == ToldBy(
        Text(fr="", en="Zqx"), told.words
    )
