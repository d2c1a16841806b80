"""A device without network, or without the service: nothing typed is lost, nothing arrives twice.

The service is really stopped and started again, at one address over one database.
"""

import json
import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import Any, TypeAlias

import duckdb
import msgspec
import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Locator, Page, Playwright, expect

from service.store.database import Database, DatabaseUnusable
from service.store.load import load
from surveys.receipts import receipt_hash
from tests.factories import make_bundle, make_survey
from tests.journeys.conftest import QUIET
from tests.live import ComesAndGoes

FORM = "/s/printemps-2026"
ARRIVED = "Vos réponses sont enregistrées"
KEPT = "Réponses gardées sur cet appareil"


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ComesAndGoes]:
    """The service with one open survey."""
    path = tmp_path_factory.mktemp("service") / "bilan.duckdb"
    with Database(path) as database:
        bundle = make_bundle(surveys=(make_survey(closes_at=None),), submissions=())
        load(database, bundle, at=datetime.now(UTC))
    service = ComesAndGoes(path)
    yield service
    service.stop()


@pytest.fixture
def service(started: ComesAndGoes) -> ComesAndGoes:
    started.start()
    return started


Stored: TypeAlias = Callable[[], list[dict[str, Any]]]


@pytest.fixture
def stored(service: ComesAndGoes, tmp_path: Path) -> Stored:
    """Reads what arrived in this test, in a copy of the file as it is on disk."""

    copies = count()

    def copied() -> Database:
        while True:
            copy = tmp_path / f"copy-{next(copies)}.duckdb"
            before = written()
            for end in ("", ".wal"):
                with suppress(FileNotFoundError):  # there is no log after a checkpoint
                    copy.with_name(copy.name + end).write_bytes(beside(end).read_bytes())
            if written() == before:  # else a checkpoint may have come between the two
                return Database(copy)

    def beside(end: str) -> Path:
        return service.database.with_name(service.database.name + end)

    def written() -> list[tuple[int, int]]:
        found = []
        for end in ("", ".wal"):
            with suppress(FileNotFoundError):
                stat = beside(end).stat()
                found.append((stat.st_mtime_ns, stat.st_size))
        return found

    def read() -> list[dict[str, Any]]:
        with copied() as database, database.cursor() as cursor:
            found = cursor.execute(
                "select submission_id, receipt, answers::json::varchar"
                " from submissions order by rowid"
            ).fetchall()
        return [
            {"id": id_, "receipt": receipt} | msgspec.json.decode(answers)
            for id_, receipt, answers in found
        ]

    def rows() -> list[dict[str, Any]]:
        """Copy again where the file was being written to."""
        for _ in range(20):
            with suppress(DatabaseUnusable, duckdb.IOException):
                return read()
            time.sleep(0.1)
        return read()

    before = len(rows())
    return lambda: rows()[before:]


PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 740}, "locale": "fr-CA"}


class Device:
    """A phone: it has what it kept, as long as it is on."""

    def __init__(self, context: BrowserContext, address: str) -> None:
        self._address = address
        self.errors: list[str] = []
        self.context = self._heard(context)

    def _heard(self, context: BrowserContext) -> BrowserContext:
        context.set_default_timeout(15_000)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        return context

    def visit(self, address: str = FORM) -> Page:
        """Open the form in a new tab."""
        page = self.context.new_page()
        page.goto(self._address + address)
        return page

    def visit_and_keep(self) -> Page:
        """Open the form, and wait until the device could show it by itself."""
        page = self.visit()
        until(
            page,
            "navigator.serviceWorker.controller"
            " && await caches.match('/s/printemps-2026/whole?lang=en')",
        )
        return page


class LastingDevice(Device):
    """Closed and opened again, it has what it kept."""

    def __init__(self, opened: Callable[[], BrowserContext], address: str) -> None:
        super().__init__(opened(), address)
        self._opened = opened

    def restart(self) -> None:
        self.context.close()
        self.context = self._heard(self._opened())

    def crash(self) -> None:
        """Lose power."""
        assert self.context.browser is not None
        session = self.context.browser.new_browser_cdp_session()
        processes = session.send("SystemInfo.getProcessInfo")["processInfo"]
        (browser,) = [each["id"] for each in processes if each["type"] == "browser"]
        os.kill(browser, signal.SIGKILL)
        self.context.browser.close()
        self.context = self._heard(self._opened())


@pytest.fixture
def device(browser: Browser, service: ComesAndGoes) -> Iterator[Device]:
    device = Device(browser.new_context(**PHONE), service.address)
    yield device
    assert device.errors == []
    device.context.close()


@pytest.fixture
def lasting(
    playwright: Playwright, chromium: str, tmp_path: Path, service: ComesAndGoes
) -> Iterator[LastingDevice]:
    def opened() -> BrowserContext:
        return playwright.chromium.launch_persistent_context(
            tmp_path / "memory", executable_path=chromium, args=QUIET, **PHONE
        )

    device = LastingDevice(opened, service.address)
    yield device
    assert device.errors == []
    device.context.close()


def box(page: Page, code: str, value: str = "") -> Locator:
    return page.locator(f'[name="q.{code}"]' + (f'[value="{value}"]' if value else ""))


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def kept(page: Page) -> list[dict[str, Any]]:
    until(page, "true")
    records: list[dict[str, Any]] = page.evaluate("kept()")
    return records


def until(page: Page, expression: str) -> None:
    """Wait for what only an `await` can tell: Playwright's own waiting takes it for true.

    A page that is on its way has no scripts yet.
    """
    expression = f"typeof kept === 'function' && ({expression})"
    deadline = time.monotonic() + 15
    while not page.evaluate(f"(async () => Boolean({expression}))()"):
        assert time.monotonic() < deadline, f"never true: {expression}"
        page.wait_for_timeout(50)


def wait_until_kept(page: Page, typed: str) -> None:
    until(page, f"JSON.stringify(await kept()).includes({json.dumps(typed)})")


def network_is_back(page: Page) -> None:
    """Say what a browser says itself: pages need not wait for their next try."""
    page.evaluate("dispatchEvent(new Event('online'))")


def fill_the_review(page: Page) -> None:
    box(page, "satisfaction", "satisfied").check()
    press(page, "Continuer")
    box(page, "hours").fill("2,5")
    press(page, "Continuer")
    expect(page.get_by_role("heading", name="Relisez vos réponses")).to_be_visible()


# --- drafts ----------------------------------------------------------------------------------


def test_reloading_a_page_brings_back_what_was_typed_on_it(device: Device) -> None:
    page = device.visit()
    box(page, "satisfaction", "satisfied").check()
    wait_until_kept(page, "satisfied")
    page.reload()
    expect(box(page, "satisfaction", "satisfied")).to_be_checked()

    press(page, "Continuer")
    box(page, "role", "other").check()
    box(page, "role_other").fill("Stagiaire")
    wait_until_kept(page, "Stagiaire")
    page.reload()

    expect(box(page, "role", "other")).to_be_checked()
    expect(box(page, "role_other")).to_have_value("Stagiaire")


def test_going_back_with_the_browser_forgets_nothing_of_later_pages(device: Device) -> None:
    page = device.visit()
    box(page, "satisfaction", "satisfied").check()
    press(page, "Continuer")
    box(page, "role", "volunteer").check()
    wait_until_kept(page, "volunteer")

    page.go_back()
    expect(page.get_by_role("heading", name="Partie 1 sur 2")).to_be_visible()
    expect(box(page, "satisfaction", "satisfied")).to_be_checked()
    box(page, "satisfaction", "dissatisfied").check()
    press(page, "Continuer")

    expect(box(page, "role", "volunteer")).to_be_checked()
    press(page, "Continuer")
    review = page.get_by_role("main")
    expect(review).to_contain_text("Bénévole")
    expect(review).to_contain_text("Peu satisfait")


@pytest.mark.parametrize("way", ["restart", "crash"])
def test_a_draft_outlives_the_tab_and_the_browser(lasting: LastingDevice, way: str) -> None:
    page = lasting.visit()
    box(page, "satisfaction", "satisfied").check()
    press(page, "Continuer")
    box(page, "role", "other").check()
    box(page, "role_other").fill("Stagiaire")
    box(page, "role", "volunteer").check()  # hides what was just typed
    expect(page.get_by_text("Brouillon gardé sur cet appareil")).to_be_visible()
    wait_until_kept(page, "volunteer")
    page.close()
    getattr(lasting, way)()

    page = lasting.visit()
    offered = page.get_by_role("region", name=KEPT)
    expect(offered).to_contain_text("Un brouillon du ")
    expect(page.locator("body")).not_to_contain_text("Stagiaire")  # others may look
    press(page, "Reprendre")

    expect(page.get_by_role("heading", name="Partie 2 sur 2")).to_be_visible()
    expect(box(page, "role", "volunteer")).to_be_checked()
    box(page, "role", "other").check()
    expect(box(page, "role_other")).to_have_value("Stagiaire")
    press(page, "Revenir en arrière")
    expect(box(page, "satisfaction", "satisfied")).to_be_checked()


def test_a_resumed_draft_arrives_under_its_first_id_and_is_kept_no_longer(
    device: Device, stored: Stored, service: ComesAndGoes
) -> None:
    page = device.visit()
    first = page.locator("[name=id]").get_attribute("value")
    box(page, "satisfaction", "satisfied").check()
    wait_until_kept(page, "satisfied")
    page = device.visit()
    assert page.locator("[name=id]").get_attribute("value") != first

    press(page, "Reprendre")
    press(page, "Continuer")
    press(page, "Continuer")
    press(page, "Envoyer mes réponses")

    expect(page.get_by_role("heading", name=ARRIVED)).to_be_visible()
    until(page, "(await kept()).length === 0")
    (row,) = stored()
    assert str(row["id"]) == first


def test_each_person_has_a_draft_of_their_own(device: Device) -> None:
    page = device.visit()
    for comment in ("La première.", "La deuxième."):
        page = device.visit()
        box(page, "needs_next").fill(comment)
        wait_until_kept(page, comment)

    assert len({record["id"] for record in kept(page)}) == 2
    expect(device.visit().get_by_role("button", name="Reprendre")).to_have_count(2)


def test_an_old_draft_goes_but_what_waits_to_leave_stays(device: Device) -> None:
    page = device.visit()
    box(page, "needs_next").fill("Du temps.")
    wait_until_kept(page, "Du temps.")
    page.evaluate(
        """async () => {
          const [record] = await kept();
          const day = Date.now() - 31 * 864e5;
          await change(record.id, () => ({ ...record, day }));
          await change("other", () => ({ ...outgoing("elsewhere", []), day, next: Infinity }));
        }"""
    )

    page = device.visit()

    until(page, "(await kept()).length === 1")
    assert [record["id"] for record in kept(page)] == ["other"]


# --- without the service ---------------------------------------------------------------------


def test_what_cannot_be_sent_is_kept_and_arrives_once_the_service_is_back(
    device: Device, stored: Stored, service: ComesAndGoes
) -> None:
    page = device.visit_and_keep()
    fill_the_review(page)
    service.stop()

    press(page, "Envoyer mes réponses")
    expect(page.get_by_role("heading", name=KEPT)).to_be_visible()
    expect(page.get_by_text("attendent de partir")).to_be_visible()
    service.start()
    network_is_back(page)

    expect(page.get_by_text("sont arrivées. Notez leur code")).to_be_visible()
    expect(page.get_by_text("attendent de partir")).to_have_count(0)
    code = page.locator(".kept strong").text_content() or ""
    assert kept(page) == []
    (row,) = stored()
    assert row["satisfaction"] == "satisfied"
    assert row["hours"] == 2.5
    assert row["receipt"] == receipt_hash(code)


@pytest.mark.parametrize("way", ["restart", "crash"])
def test_what_waits_leaves_after_the_browser_was_restarted_and_says_so_once(
    lasting: LastingDevice, stored: Stored, service: ComesAndGoes, way: str
) -> None:
    page = lasting.visit_and_keep()
    fill_the_review(page)
    service.stop()
    press(page, "Envoyer mes réponses")
    expect(page.get_by_role("heading", name=KEPT)).to_be_visible()
    getattr(lasting, way)()
    service.start()

    page = lasting.visit()
    expect(page.get_by_text("sont arrivées. Notez leur code")).to_be_visible()
    page = lasting.visit()
    page.wait_for_load_state("networkidle")
    expect(page.get_by_role("region", name=KEPT)).to_have_count(0)

    assert len(stored()) == 1


def test_two_at_once_and_once_more_is_once(
    device: Device, stored: Stored, service: ComesAndGoes
) -> None:
    page = device.visit_and_keep()
    fill_the_review(page)
    service.stop()
    page.get_by_role("button", name="Envoyer mes réponses", exact=True).dblclick()
    expect(page.get_by_role("heading", name=KEPT)).to_be_visible()
    service.start()

    states = page.evaluate(
        """async () => {
          const [record] = await kept();
          await Promise.all([deliver(record), deliver(record)]);
          await deliver(record);
          return (await kept()).map(({ state }) => state);
        }"""
    )

    assert states in ([], ["arrived"])  # the page may have said so already
    assert len(stored()) == 1


def test_the_form_opens_without_the_service_and_each_person_has_an_id(
    lasting: LastingDevice, stored: Stored, service: ComesAndGoes
) -> None:
    page = lasting.visit_and_keep()
    service.stop()
    lasting.restart()

    for comment in ("La première.", "La deuxième."):
        page = lasting.visit()
        expect(page.get_by_text("Sans réseau, tout le questionnaire")).to_be_visible()
        box(page, "needs_next").fill(comment)
        press(page, "Envoyer mes réponses")
        expect(page.get_by_text("Une réponse est attendue ici.")).to_be_visible()
        expect(page.locator("#satisfaction")).to_be_focused()
        box(page, "satisfaction", "satisfied").check()
        press(page, "Envoyer mes réponses")
        expect(page.get_by_role("heading", name=KEPT)).to_be_visible()
    service.start()
    network_is_back(page)

    expect(page.get_by_text("sont arrivées. Notez leur code")).to_have_count(2)
    one, other = stored()
    assert one["id"] != other["id"]
    assert one["receipt"] != other["receipt"]
    today = datetime.now(UTC).date()
    for row in (one, other):
        assert row["id"].version == 7
        assert row["id"].int >> 80 == (today - datetime(1970, 1, 1).date()).days * 86_400_000


def test_a_form_begun_page_by_page_is_finished_on_one_page_in_either_language(
    device: Device, stored: Stored, service: ComesAndGoes
) -> None:
    page = device.visit_and_keep()
    box(page, "satisfaction", "satisfied").check()
    press(page, "Continuer")
    box(page, "role", "other").check()
    first = page.locator("[name=id]").get_attribute("value")
    service.stop()

    press(page, "Continuer")
    expect(page.get_by_role("heading", name="Partie 2 sur 2")).to_be_visible()
    expect(page.get_by_role("heading", name="Partie 1 sur 2")).to_be_visible()
    box(page, "role_other").fill("Stagiaire")
    press(page, "English")
    expect(page.get_by_role("heading", name="Part 1 of 2")).to_be_visible()
    expect(box(page, "role_other")).to_have_value("Stagiaire")
    expect(box(page, "satisfaction", "satisfied")).to_be_checked()
    press(page, "Send my answers")
    expect(page.get_by_role("heading", name="Answers kept on this device")).to_be_visible()
    service.start()
    network_is_back(page)

    expect(page.get_by_text("have arrived. Write down")).to_be_visible()
    (row,) = stored()
    assert (str(row["id"]), row["role"]) == (first, "other")


def test_a_personal_link_stays_personal_without_the_service(
    device: Device, service: ComesAndGoes
) -> None:
    device.visit_and_keep()
    service.stop()

    page = device.visit(f"{FORM}?i=SECRET")

    expect(page.locator("[name=invitation]")).to_have_value("SECRET")


def test_what_the_service_refuses_comes_back_to_be_mended(
    device: Device, stored: Stored, service: ComesAndGoes
) -> None:
    device.visit_and_keep()
    service.stop()
    page = device.visit()
    box(page, "satisfaction", "satisfied").check()
    box(page, "hours").fill("beaucoup")
    press(page, "Envoyer mes réponses")
    expect(page.get_by_role("heading", name=KEPT)).to_be_visible()
    service.start()
    network_is_back(page)
    expect(page.get_by_text("n’ont pas été acceptées")).to_be_visible()

    page = device.visit()
    press(page, "Voir pourquoi")
    expect(page.locator("#problem-hours")).to_contain_text("Un nombre est attendu.")
    box(page, "hours").fill("3")
    press(page, "Continuer")
    press(page, "Envoyer mes réponses")

    expect(page.get_by_role("heading", name=ARRIVED)).to_be_visible()
    until(page, "(await kept()).length === 0")
    (row,) = stored()
    assert row["hours"] == 3


def test_what_comes_too_late_is_not_dropped_without_a_word(
    device: Device, stored: Stored, service: ComesAndGoes
) -> None:
    page = device.visit_and_keep()
    fill_the_review(page)
    service.stop()
    press(page, "Envoyer mes réponses")
    expect(page.get_by_role("heading", name=KEPT)).to_be_visible()
    change_the_end(service, "2026-04-01")
    service.start()

    page = device.visit()
    expect(page.get_by_role("heading", name="Ce questionnaire est fermé")).to_be_visible()
    expect(page.get_by_text("n’ont pas été acceptées")).to_be_visible()
    assert kept(page)[0]["state"] == "refused"
    assert stored() == []
    service.stop()
    change_the_end(service, None)


def change_the_end(service: ComesAndGoes, day: str | None) -> None:
    with Database(service.database) as database, database.cursor() as cursor:
        cursor.execute("update surveys set closes_at = $day::timestamp", {"day": day})


def test_a_new_worker_takes_over_the_forms_that_are_kept(device: Device) -> None:
    page = device.visit_and_keep()
    page.evaluate(
        f"""async () => {{
          for (const name of await caches.keys()) await caches.delete(name);
          await (await caches.open("bilan-old")).add("{FORM}/whole?lang=en");
          await (await navigator.serviceWorker.getRegistration()).unregister();
        }}"""
    )
    page.close()  # the old worker goes with its last page

    page = device.visit("/s/kept.html")
    page.evaluate("navigator.serviceWorker.register('/s/worker.js')")

    until(page, "!(await caches.has('bilan-old'))")

    paths = cached(page)
    assert f"{FORM}/whole" in paths
    assert "/s/kept.html" in paths


# --- shared devices --------------------------------------------------------------------------


@pytest.mark.parametrize("where", ["the form", "what waits"])
def test_one_tap_clears_everything(device: Device, service: ComesAndGoes, where: str) -> None:
    page = device.visit_and_keep()
    box(page, "satisfaction", "satisfied").check()
    box(page, "needs_next").fill("Un secret.")
    press(page, "Continuer")
    wait_until_kept(page, "Un secret.")
    press(page, "Continuer")
    if where == "what waits":
        service.stop()
        press(page, "Envoyer mes réponses")
        expect(page.get_by_role("heading", name=KEPT)).to_be_visible()

    with page.expect_navigation():
        press(page, "Effacer de cet appareil")

    assert kept(page) == []
    if where == "what waits":
        expect(page.get_by_text("Plus rien n’est gardé sur cet appareil.")).to_be_visible()
        assert not any("printemps-2026" in address for address in cached(page))
    else:
        expect(page.get_by_role("heading", name="Partie 1 sur 2")).to_be_visible()
        assert kept(page) == []
    with suppress(Error):  # without the service there is nothing to go back to
        page.go_back()
    expect(page.locator("body")).not_to_contain_text("Un secret.")
    expect(page.locator('[value="Un secret."]')).to_have_count(0)
    page.wait_for_timeout(400)  # for a draft that must not be kept again
    service.start()
    assert kept(device.visit()) == []


def cached(page: Page) -> list[str]:
    """Return the paths that the caches of this device hold."""
    paths: list[str] = page.evaluate(
        """async () => {
          const caches_ = await Promise.all((await caches.keys()).map((name) => caches.open(name)));
          const pages = (await Promise.all(caches_.map((cache) => cache.keys()))).flat();
          return pages.map(({ url }) => new URL(url).pathname);
        }"""
    )
    return paths


def test_the_caches_hold_blank_pages_only(device: Device) -> None:
    page = device.visit_and_keep()
    fill_the_review(page)

    pages = {path for path in cached(page) if not path.startswith("/static/")}
    assert pages == {"/s/kept.html", f"{FORM}/whole"}


# --- going back ------------------------------------------------------------------------------


def test_going_back_to_a_page_that_was_posted_shows_it_without_a_question(device: Device) -> None:
    page = device.visit_and_keep()
    fill_the_review(page)

    page.go_back()

    expect(page.get_by_role("heading", name="Partie 2 sur 2")).to_be_visible()
    expect(page.locator('[name="q.satisfaction"]')).to_have_value("satisfied")


def test_going_back_after_sending_does_not_make_a_second_person(
    device: Device, stored: Stored, service: ComesAndGoes
) -> None:
    page = device.visit()
    device.context.new_cdp_session(page).send("Network.setCacheDisabled", {"cacheDisabled": True})
    page.reload()
    first = page.locator("[name=id]").input_value()
    fill_the_review(page)
    press(page, "Envoyer mes réponses")
    expect(page.get_by_role("heading", name=ARRIVED)).to_be_visible()
    page.wait_for_load_state("load")

    page.evaluate("history.go(-3)")
    expect(page.get_by_text("Ces réponses sont déjà arrivées.")).to_be_visible()
    expect(page.locator("[name=id]")).to_have_value(first)
    box(page, "satisfaction", "dissatisfied").check()
    press(page, "Continuer")
    press(page, "Continuer")
    press(page, "Envoyer mes réponses")

    expect(page.get_by_role("heading", name="Vos réponses étaient déjà arrivées")).to_be_visible()
    (row,) = stored()
    assert row["satisfaction"] == "satisfied"


# --- browsers that keep nothing --------------------------------------------------------------


def test_where_nothing_can_be_kept_nothing_is_promised(
    device: Device, stored: Stored, service: ComesAndGoes
) -> None:
    device.context.add_init_script("indexedDB.open = () => { throw new Error('no storage') }")
    page = device.visit()

    fill_the_review(page)
    expect(page.get_by_text("Brouillon gardé")).to_be_hidden()
    press(page, "Envoyer mes réponses")

    expect(page.get_by_role("heading", name=ARRIVED)).to_be_visible()
    assert len(stored()) == 1
