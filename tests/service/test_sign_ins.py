"""A sign-in link lets one browser in, once, in time; the file lets nobody in."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from service.store.database import Database
from service.store.sign_ins import LinkSpent, SignIns
from tests.factories import NOON


def sign_ins(database: Database) -> SignIns:
    return SignIns(database, link_for=timedelta(hours=1), signed_in_for=timedelta(days=2))


def test_a_link_signs_in_once(database: Database) -> None:
    known = sign_ins(database)
    link = known.new_link(at=NOON)

    kept = known.open_link(link, at=NOON)

    assert known.knows(kept, at=NOON)
    with pytest.raises(LinkSpent):
        known.open_link(link, at=NOON)


def test_of_many_browsers_that_open_one_link_at_once_one_gets_in(database: Database) -> None:
    known = sign_ins(database)
    link = known.new_link(at=NOON)

    def try_it(_: int) -> bool:
        try:
            return known.knows(known.open_link(link, at=NOON), at=NOON)
        except LinkSpent:
            return False

    with ThreadPoolExecutor(8) as browsers:
        assert sum(browsers.map(try_it, range(8))) == 1


def test_what_is_too_old_is_forgotten(database: Database) -> None:
    known = sign_ins(database)
    known.open_link(known.new_link(at=NOON), at=NOON)
    known.new_link(at=NOON)

    known.reload(at=NOON + timedelta(days=3))

    with database.cursor() as cursor:
        rows = cursor.execute("from sign_in_links union all select *, null from signed_in")
        assert rows.fetchall() == []


def test_a_link_is_too_old_after_its_time(database: Database) -> None:
    known = sign_ins(database)
    link = known.new_link(at=NOON)

    with pytest.raises(LinkSpent):
        known.open_link(link, at=NOON + timedelta(hours=1))


def test_an_invented_link_lets_nobody_in(database: Database) -> None:
    with pytest.raises(LinkSpent):
        sign_ins(database).open_link("invented", at=NOON)


def test_a_browser_stays_signed_in_over_a_restart_until_its_time(database: Database) -> None:
    known = sign_ins(database)
    kept = known.open_link(known.new_link(at=NOON), at=NOON)

    restarted = sign_ins(database)
    restarted.reload(at=NOON)

    assert restarted.knows(kept, at=NOON + timedelta(days=1))
    assert not restarted.knows(kept, at=NOON + timedelta(days=2))
    assert not restarted.knows(None, at=NOON)
    assert not restarted.knows("invented", at=NOON)


def test_signing_out_holds_over_a_restart(database: Database) -> None:
    known = sign_ins(database)
    kept = known.open_link(known.new_link(at=NOON), at=NOON)

    known.sign_out(kept)
    restarted = sign_ins(database)
    restarted.reload(at=NOON)

    assert not known.knows(kept, at=NOON)
    assert not restarted.knows(kept, at=NOON)


def test_the_file_holds_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        known = sign_ins(database)
        link = known.new_link(at=NOON)
        kept = known.open_link(link, at=NOON)

    written = path.read_bytes()
    assert sha256(link.encode()).hexdigest().encode() in written  # so we look where it would be
    assert link.encode() not in written
    assert kept.encode() not in written
