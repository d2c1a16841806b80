"""Indicators through the service: the report's values come out, on the page as in JSON."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from litestar import Litestar
from litestar.testing import TestClient

from service.__main__ import main
from service.app import create_app
from service.commands.demo import load_demonstration
from service.settings import Settings
from service.store.database import Database
from tests.accounts import quick_passwords, sign_in
from tests.dashboards.markup import read


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient[Litestar]]:
    """The demonstration, to somebody who is signed in."""
    path = tmp_path_factory.mktemp("indicators") / "bilan.duckdb"
    with Database(path) as database:
        load_demonstration(database, at=datetime.now(UTC))
        app = create_app(Settings(database=str(path)), database, passwords=quick_passwords())
        with TestClient(app, base_url="http://127.0.0.1:8000") as client:
            sign_in(client)
            yield client


def _figures(client: TestClient[Litestar], scope: str = "") -> dict[str, Any]:
    address = f"/api/programmes/demonstration/indicators{scope and f'?of={scope}'}"
    answer = client.get(address)
    assert answer.status_code == 200
    return {figure["id"]: figure for figure in answer.json()}


def test_every_published_value_comes_out_of_the_demonstration() -> None:
    made = CliRunner().invoke(main, ["reproduce"])

    assert made.exit_code == 0
    assert "34 of 34 published values" in made.output


def test_a_figure_holds_its_numerator_denominator_and_uncertainty(
    client: TestClient[Litestar],
) -> None:
    figure = _figures(client, "demo-planification")["demo-planification/completion"]
    share = figure["value"]["share"]

    assert (share["count"], share["answers"]) == (248, 306)
    assert share["interval"][0] < 248 / 306 < share["interval"][1]
    assert figure["printed"] == {"fr": "81\u00a0% (248 sur 306)", "en": "81% (248 of 306)"}
    assert figure["denominator"]["en"] == "the registrations whose attendance was noted"
    assert figure["tier"] == 1


def test_what_the_page_prints_is_what_the_data_say(client: TestClient[Litestar]) -> None:
    figures = _figures(client, "demo-leadership")
    page = read(client.get("/programmes/demonstration/indicators?of=demo-leadership&lang=en").text)
    rows = {row.attributes["id"]: row for row in page.all("tr") if "id" in row.attributes}

    assert rows.keys() == figures.keys()
    for id_, figure in figures.items():
        if figure["value"]["type"] != "distribution":
            large = figure["printed"]["en"].partition(" (")[0]
            assert large in " ".join(rows[id_].text.split())


def test_a_cohort_too_small_says_nothing_of_its_answers(client: TestClient[Litestar]) -> None:
    figures = _figures(client, "demo-webinaire-05")
    of_answers = [f for f in figures.values() if f["indicator"] in {"recommend", "relevance"}]

    assert [figure["value"] for figure in of_answers] == [{"type": "withheld"}] * 2
    assert "trop peu de réponses pour le dire" in of_answers[0]["printed"]["fr"]


@pytest.mark.parametrize("scope", ["nowhere", "essai", "../x"])
def test_an_unknown_scope_is_not_there(client: TestClient[Litestar], scope: str) -> None:
    for address in (
        "/programmes/demonstration/indicators",
        "/api/programmes/demonstration/indicators",
    ):
        assert client.get(address, params={"of": scope}).status_code == 404


def test_indicators_are_for_those_who_are_signed_in(client: TestClient[Litestar]) -> None:
    stranger = TestClient(client.app, base_url="http://127.0.0.1:8000")
    page = stranger.get("/programmes/demonstration/indicators", follow_redirects=False)

    assert (page.status_code, page.headers["location"].partition("?")[0]) == (303, "/sign-in")
    assert stranger.get("/api/programmes/demonstration/indicators").status_code == 401


_OWN = """
[[indicators]]
kind = "share"
code = "pace_right"
name = { fr = "Rythme juste", en = "The right pace" }
feeds = [{ item = "pace" }]
"""


def test_a_programme_declares_its_own_without_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BILAN_DATABASE", str(tmp_path / "own.duckdb"))
    file = tmp_path / "own.toml"
    file.write_text(_OWN, "utf-8")
    run = CliRunner()
    assert run.invoke(main, ["demo"]).exit_code == 0

    declared = run.invoke(main, ["indicators", "demonstration", str(file)])
    assert declared.exit_code == 0
    assert declared.output.splitlines()[0] == "pace_right: Rythme juste · The right pace"

    file.write_text(_OWN.replace('"pace"', '"peace"'), "utf-8")
    refused = run.invoke(main, ["indicators", "demonstration", str(file)])
    assert refused.exit_code == 1
    assert "peace" in refused.output
    kept = run.invoke(main, ["indicators", "demonstration"])
    assert kept.output == declared.output

    usual = run.invoke(main, ["indicators", "demonstration", "--usual"])
    assert "completion: Taux d’achèvement · Completion rate" in usual.output
    unknown = run.invoke(main, ["indicators", "elsewhere"])
    assert "There is no programme 'elsewhere'" in unknown.output


@pytest.mark.parametrize(
    ("asked", "people"),
    [("role=volunteer", "role"), ("region=laval", "region"), ("language=en", None)],
)
def test_a_filter_applies_to_every_figure_and_every_denominator(
    client: TestClient[Litestar], asked: str, people: str | None
) -> None:
    whole = _figures(client)
    address = f"/api/programmes/demonstration/indicators?{asked}"
    some = {figure["id"]: figure for figure in client.get(address).json()}

    for id_, figure in some.items():
        if figure["value"]["type"] == "share":
            few, many = figure["value"]["share"], whole[id_]["value"]["share"]
            assert few["count"] < many["count"]
            assert few["answers"] < many["answers"]
            assert few["eligible"] is None or few["answers"] <= few["eligible"] < many["eligible"]
    assert ("demonstration/people" in some) == (people is not None)
    assert "demonstration/grants" not in some
    assert some["demonstration/recommend"]["value"]["share"]["answers"] >= 5


def test_a_period_holds_its_cohorts_and_no_others(client: TestClient[Litestar]) -> None:
    asked = {"of": "demo-planification", "from": "2022-09-01", "to": "2023-06-30"}
    answer = client.get("/api/programmes/demonstration/indicators", params=asked)
    (completion,) = [each for each in answer.json() if each["indicator"] == "completion"]

    # The cohorts of September 2022, January 2023 and April 2023: 38 of 49, 44 of 53, 41 of 50.
    assert completion["value"]["share"]["count"] == 123
    assert completion["value"]["share"]["answers"] == 152


def test_a_page_says_what_is_filtered_and_the_chooser_keeps_it(
    client: TestClient[Litestar],
) -> None:
    page = read(client.get("/programmes/demonstration/indicators?role=volunteer&lang=en").text)
    hidden = {
        field.attributes["name"]: field.attributes["value"]
        for field in page.all("input")
        if field.attributes.get("type") == "hidden"
    }

    assert hidden["role"] == "volunteer"
    assert "Volunteer" in " ".join(
        note.text for note in page if note.attributes.get("role") == "note"
    )


def test_two_filters_at_once_are_refused_in_words(client: TestClient[Litestar]) -> None:
    refused = client.get("/api/programmes/demonstration/indicators?role=volunteer&region=laval")

    assert refused.status_code == 400
    assert "one filter at a time" in refused.text


def test_the_trends_of_an_activity_are_data_with_a_sentence_each(
    client: TestClient[Litestar],
) -> None:
    shown = client.get("/api/activities/demo-planification/trends").json()
    usefulness = [
        each for each in shown["trends"] if each["trend"]["item"].startswith("usefulness")
    ]

    assert [each["trend"]["item"] for each in shown["roster"]] == ["attendance", "completion"]
    assert len(shown["roster_cohorts"]) == len(shown["cohorts"]) == 6
    assert len(usefulness) == 6
    for each in (*shown["roster"], *shown["trends"]):
        assert len(each["trend"]["points"]) == 6
        assert each["sentence"]["fr"] != each["sentence"]["en"]
    assert "no trend" in shown["roster"][0]["sentence"]["en"]


def test_a_cohort_is_data_and_says_what_changed(client: TestClient[Litestar]) -> None:
    shown = client.get("/api/cohorts/demo-planification-06").json()
    page = client.get("/cohorts/demo-planification-06?lang=en").text

    assert shown["surveys"] == ["demo-planification-06", "demo-planification-06-suivi"]
    assert shown["scores"]["submissions"] == 35
    assert shown["changes"]["before"] == "demo-planification-05"
    for said in shown["said"]:
        assert said["sentence"]["en"] in page.replace("&#39;", "'").replace("&#34;", '"')
    small = client.get("/api/cohorts/demo-webinaire-05").json()
    assert (small["scores"]["withheld"], small["changes"], small["said"]) == (True, None, [])
