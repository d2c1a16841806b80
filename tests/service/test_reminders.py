"""Reminders go to those who have not answered, as far as a list may tell; each once a day."""

import csv
import io
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID, uuid4

import httpx
import pytest
from litestar import Litestar
from litestar.testing import TestClient

from service.app import create_app
from service.settings import Settings
from service.store.audit import lines
from service.store.database import Database
from service.store.invitations import Claim, new_invitations, spend
from service.store.load import load
from service.web import reminding
from surveys.invitations import token_hash
from surveys.roster import Enrolment, Person
from tests.accounts import quick_passwords, sign_in
from tests.factories import make_bundle, make_survey
from tests.inside import database_of
from tests.mail_server import Post, mail_server

Client = TestClient[Litestar]
HERE = {"origin": "http://127.0.0.1:8000"}
PERSONAL = make_survey(slug="nov", closes_at=None, promise="one_per_invitation")
PAGE = "/surveys/nov/reminders"
PEOPLE = 12
OPEN = "/surveys/printemps-2026/reminders"
ROSTER = tuple(
    Person(person=UUID(int=number), name=f"P{number}", email=email)
    for number, email in enumerate(
        ["zoe@example.org", "Bo@example.org", "bo@EXAMPLE.org", "", "not an address"], start=1
    )
)
"""Two people with an address, one of them twice."""


class Place(NamedTuple):
    client: Client
    post: Post
    tokens: list[str]
    """Of the people p0@example.org, p1@example.org, …"""

    def csv(self, rows: range = range(PEOPLE)) -> str:
        return "".join(
            ["nom;courriel;lien\r\n"]
            + [f"=P{n};p{n}@example.org;http://127.0.0.1:8000/i/{self.tokens[n]}\r\n" for n in rows]
        )

    def answer(self, *people: int) -> None:
        """Use the links of these people up, as answers do."""
        with database_of(self.client).transaction() as cursor:
            claims = {UUID(int=n): Claim("nov", token_hash(self.tokens[n])) for n in people}
            assert spend(cursor, claims) == {}

    def remind(self, content: str, then: str = "list", lang: str = "en") -> httpx.Response:
        return self.client.post(
            f"{PAGE}?lang={lang}",
            files={"list": ("gens.csv", content.encode(), "text/csv")},
            data={"then": then},
            headers=HERE,
            follow_redirects=False,
        )

    def listed(self, content: str | None = None) -> list[int]:
        """Return who is on a list of reminders."""
        answer = self.remind(self.csv() if content is None else content)
        assert answer.status_code == 200, answer.text
        rows = list(csv.reader(io.StringIO(answer.text), delimiter=";"))
        assert rows[0] == ["nom", "courriel", "lien"]
        return [int(row[0].removeprefix("=P")) for row in rows[1:]]

    def send_everybody(self) -> dict[str, float | str]:
        """Send reminders of the open survey to the roster, and wait until the round is over."""
        begun = self.client.post(f"{OPEN}/everybody", headers=HERE, follow_redirects=False)
        assert (begun.status_code, begun.headers["location"]) == (303, OPEN)
        return self.end_of(OPEN)

    def send(self, content: str | None = None) -> dict[str, float | str]:
        """Send reminders and wait until the round is over."""
        begun = self.remind(self.csv() if content is None else content, "send")
        assert begun.headers["location"] == PAGE, begun.text
        return self.end_of(PAGE)

    def end_of(self, page: str) -> dict[str, float | str]:
        deadline = time.monotonic() + 20
        while time.monotonic() < deadline:
            how: dict[str, float | str] = self.client.get(f"/api{page}").json()
            if how["state"] == "done":
                return how
            time.sleep(0.02)
        raise AssertionError("it does not end")


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Client, Post]]:
    path = tmp_path_factory.mktemp("reminders") / "bilan.duckdb"
    with mail_server() as (post, port), Database(path) as database:
        bundle = make_bundle(
            surveys=(PERSONAL, make_survey(closes_at=None)),
            submissions=(),
            people=ROSTER,
            enrolments=tuple(
                Enrolment(cohort="cohorte-1", person=each.person, organisation="")
                for each in ROSTER
            ),
        )
        load(database, bundle, at=datetime.now(UTC))
        settings = Settings(
            database=str(path),
            smtp_host="127.0.0.1",
            smtp_port=port,
            smtp_security="none",
            smtp_from="b@example.org",
            smtp_seconds=5,
        )
        app = create_app(settings, database, passwords=quick_passwords())
        with TestClient(app, base_url=HERE["origin"], raise_server_exceptions=False) as client:
            sign_in(client)
            yield client, post


@pytest.fixture
def place(served: tuple[Client, Post], monkeypatch: pytest.MonkeyPatch) -> Place:
    """Twelve people with a link each; nobody has answered or was reminded."""
    monkeypatch.setattr(reminding, "PAUSE_SECONDS", 0.0)
    client, post = served
    post.begin_anew()
    with database_of(client).transaction() as cursor:
        cursor.execute("delete from invitations where survey = 'nov'")
        cursor.execute("delete from reminders_sent")
        tokens = new_invitations(cursor, "nov", PEOPLE)
    return Place(client, post, tokens)


def test_a_list_comes_back_with_the_lines_that_are_left(place: Place) -> None:
    everybody = list(range(PEOPLE))
    assert place.listed() == everybody
    place.answer(1, 3, 5, 7)
    assert place.listed() == everybody  # four: nobody is told apart
    place.answer(9)
    assert place.listed() == [0, 2, 4, 6, 8, 10, 11]
    place.answer(0, 2)
    assert place.listed() == [0, 2, 4, 6, 8, 10, 11]
    place.answer(4, 6, 8)
    assert place.listed() == [0, 2, 4, 6, 8, 10, 11]  # five more, but two would be left
    page = place.client.get(f"{PAGE}?lang=en").text
    assert "12 links made. Reminders leave out 5 of them" in page
    assert "[column of links]" in page
    assert "/s/nov" not in page  # nobody comes in there without a link
    assert "if you have answered already, thank you" in page.lower()


def test_a_part_of_the_list_tells_no_more(place: Place) -> None:
    place.answer(0, 1, 2, 3)

    assert place.listed(place.csv(range(1))) == [0]


def test_cells_come_back_as_they_were(place: Place) -> None:
    answer = place.remind("\ufeff" + place.csv())

    assert answer.text == "\ufeff" + place.csv()
    assert answer.headers["content-type"].startswith("text/csv")
    assert answer.headers["cache-control"] == "no-store"
    assert "rappel-nov.csv" in answer.headers["content-disposition"]


@pytest.mark.parametrize(
    ("content", "then", "said"),
    [
        ("nom;courriel\r\nBo;bo@example.org\r\n", "list", "No line holds a personal link"),
        ("nom;lien\r\nBo;http://x.org/i/7kq2m9xt04\r\n", "list", "not of this survey: 2."),
        ("", "list", "cannot be read as a CSV list"),
        ("nom;lien\r\nBo;x;y\r\n", "list", "one line a person. See line 2."),
        ("nom;lien\r\nBo;/i/7kq2m9xt04\r\n", "list", "No line holds a personal link"),
        ("{row}{row}", "list", "the link of a line above: 3."),
        ("nom;lien\r\nBo;{link}\r\n", "send", "no e-mail address: 2."),
    ],
)
def test_a_list_that_cannot_be_used_is_refused_whole_with_the_lines(
    place: Place, content: str, then: str, said: str
) -> None:
    head, row, *_ = place.csv().splitlines(keepends=True)
    link = row.strip().rpartition(";")[2]
    content = content.replace("{row}{row}", head + row + row).replace("{link}", link)

    page = place.remind(content, then)

    assert page.status_code == 422
    assert said in page.text
    assert place.post.mails == []


def test_reminders_leave_in_both_languages_to_those_who_are_left(place: Place) -> None:
    place.answer(*range(5))

    how = place.send()

    assert (how["sent"], how["failed"], how["progress"]) == (7, 0, 1.0)
    assert place.post.recipients == [f"p{n}@example.org" for n in range(5, 12)]
    text = place.post.text()
    assert text.count(f"http://127.0.0.1:8000/i/{place.tokens[11]}\n") == 2
    assert text.index("Bonjour") < text.index("Hello")
    assert "Done: 7 e-mails have left." in place.client.get(f"{PAGE}?lang=en").text
    with database_of(place.client).cursor() as cursor:
        (line,) = [each for each in lines(cursor) if each.subject == f"{PAGE} send 7"]
    assert "@" not in line.subject


def test_nobody_gets_two_on_a_day_and_a_failing_address_stops_nobody(place: Place) -> None:
    place.post.refused = {"p3@example.org"}

    first = place.send()
    page = place.client.get(f"{PAGE}?lang=en").text
    place.post.refused = set()
    second = place.send()

    assert (first["sent"], first["failed"]) == (11, 1)
    assert "line 5: p3@example.org" in page
    assert (second["sent"], second["failed"]) == (1, 0)
    assert place.post.recipients[-1] == "p3@example.org"
    assert len(set(place.post.recipients)) == len(place.post.recipients) == PEOPLE
    assert "11 people had theirs already today." in place.client.get(f"{PAGE}?lang=en").text


def test_a_round_that_is_cut_short_goes_on_where_it_was(place: Place) -> None:
    place.send(place.csv(range(4)))
    place.post.refuses_sender = True

    stopped = place.send()
    page = place.client.get(f"{PAGE}?lang=en").text
    place.post.refuses_sender = False
    place.send()

    assert stopped["sent"] == 0
    assert "Sending has stopped. The mail server takes nothing from" in page
    assert sorted(place.post.recipients) == sorted(f"p{n}@example.org" for n in range(PEOPLE))


def test_where_nobody_is_known_a_reminder_goes_to_everybody_and_says_why(place: Place) -> None:
    page = place.client.get("/surveys/printemps-2026/reminders?lang=en").text

    assert "nobody, Bilan included, knows who has answered" in page
    assert "http://127.0.0.1:8000/s/printemps-2026" in page
    assert "The link is the same for everybody" in page
    assert "This link is yours" not in page
    assert 'type="file"' not in page
    refused = place.client.post(
        "/surveys/printemps-2026/reminders",
        files={"list": ("a.csv", b"a", "text/csv")},
        headers=HERE,
    )
    assert refused.status_code == 404


def test_an_open_survey_reminds_the_whole_roster_each_address_once_a_day(place: Place) -> None:
    page = place.client.get(f"{OPEN}?lang=en").text
    assert "Send the reminder to 2 people" in page
    place.post.refused = {"zoe@example.org"}

    first = place.send_everybody()
    told = place.client.get(f"{OPEN}?lang=en").text
    place.post.refused = set()
    place.client.post(
        "/api/surveys/printemps-2026/submissions",
        json={"id": str(uuid4()), "language": "fr", "answers": {"satisfaction": "satisfied"}},
    )
    second = place.send_everybody()
    third = place.send_everybody()

    assert (first["sent"], first["failed"]) == (1, 1)
    assert "<li>zoe@example.org</li>" in told
    assert [second["sent"], third["sent"]] == [1, 0]  # whoever has answered
    assert sorted(place.post.recipients) == ["bo@example.org", "zoe@example.org"]
    assert place.post.text().count("http://127.0.0.1:8000/s/printemps-2026\n") == 2
    assert "/i/" not in place.post.text()
    with database_of(place.client).cursor() as cursor:
        said = [each.subject for each in lines(cursor)]
        kept = str(cursor.execute("select * from reminders_sent").fetchall())
    assert said.count(f"{OPEN}/everybody 2") == 3
    assert "@" not in kept


def test_everybody_is_not_reminded_where_each_has_a_link_or_nobody_may_answer(
    place: Place,
) -> None:
    for slug in ("nov", "rien"):
        address = f"/surveys/{slug}/reminders/everybody"
        assert place.client.post(address, headers=HERE).status_code == 404
    assert place.post.recipients == []


def test_the_file_keeps_nobody_of_the_list(place: Place) -> None:
    place.send()

    database_of(place.client).checkpoint()
    kept = Path(database_of(place.client)._path).read_bytes()  # noqa: SLF001 -- what a thief has
    assert b"p7@example.org" not in kept
    assert b"=P7" not in kept
