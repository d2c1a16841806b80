"""A browser is signed in as somebody, for a time; the file lets nobody in."""

from datetime import timedelta
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from service.store.database import Database
from service.store.sign_ins import SignIns
from tests.factories import NOON

ADA, BO = UUID(int=1), UUID(int=2)


def sign_ins(database: Database) -> SignIns:
    return SignIns(database, lasting=timedelta(days=2), idle=timedelta(days=2))


def test_a_browser_stays_signed_in_over_a_restart_until_its_time(database: Database) -> None:
    kept = sign_ins(database).begin(ADA, browser="Firefox", at=NOON)

    restarted = sign_ins(database)
    restarted.reload(at=NOON)

    assert restarted.whose(kept, at=NOON + timedelta(days=1)) == ADA
    assert restarted.whose(kept, at=NOON + timedelta(days=2)) is None
    assert restarted.whose(None, at=NOON) is None
    assert restarted.whose("invented", at=NOON) is None
    ((_, there),) = restarted.of(ADA, at=NOON)
    assert (there.browser, there.since) == ("Firefox", NOON)


def test_what_is_too_old_is_forgotten(database: Database) -> None:
    known = sign_ins(database)
    known.begin(ADA, browser="", at=NOON)

    assert known.of(ADA, at=NOON + timedelta(days=3)) == ()
    known.reload(at=NOON + timedelta(days=3))

    with database.cursor() as cursor:
        assert cursor.execute("from signed_in").fetchall() == []


def test_signing_out_holds_over_a_restart(database: Database) -> None:
    known = sign_ins(database)
    kept = known.begin(ADA, browser="", at=NOON)

    known.sign_out(kept)
    restarted = sign_ins(database)
    restarted.reload(at=NOON)

    assert known.whose(kept, at=NOON) is None
    assert restarted.whose(kept, at=NOON) is None


def test_signing_out_everywhere_is_of_one_user_and_may_spare_one_browser(
    database: Database,
) -> None:
    known = sign_ins(database)
    first, second = (known.begin(ADA, browser="", at=NOON) for _ in range(2))
    other = known.begin(BO, browser="", at=NOON)

    known.sign_out_everywhere(ADA, but=second)
    assert [known.whose(kept, at=NOON) for kept in (first, second, other)] == [None, ADA, BO]

    known.sign_out_everywhere(ADA)
    restarted = sign_ins(database)
    restarted.reload(at=NOON)
    assert [restarted.whose(kept, at=NOON) for kept in (first, second, other)] == [None, None, BO]


def test_a_browser_that_nobody_uses_is_signed_out_before_its_time(database: Database) -> None:
    known = SignIns(database, lasting=timedelta(days=10), idle=timedelta(days=2))
    used, left = (known.begin(ADA, browser=each, at=NOON) for each in ("used", "left"))

    for days in (1, 2, 3):
        assert known.whose(used, at=NOON + timedelta(days=days)) == ADA
    later = NOON + timedelta(days=3)
    assert [sign_in.browser for _, sign_in in known.of(ADA, at=later)] == ["used"]
    assert known.whose(left, at=later) is None
    assert known.whose(left, at=later) is None  # asking is no use of it

    for days in range(4, 10):
        assert known.whose(used, at=NOON + timedelta(days=days)) == ADA
    assert known.whose(used, at=NOON + timedelta(days=10)) is None  # used or not


def test_one_browser_is_signed_out_by_its_own_user_alone(database: Database) -> None:
    known = sign_ins(database)
    first, second = (known.begin(ADA, browser="", at=NOON) for _ in range(2))
    listed = sha256(first.encode()).hexdigest()

    known.sign_out_one(BO, listed)
    assert known.whose(first, at=NOON) == ADA
    known.sign_out_one(ADA, "invented")
    known.sign_out_one(ADA, listed)
    restarted = sign_ins(database)
    restarted.reload(at=NOON)
    assert [restarted.whose(kept, at=NOON) for kept in (first, second)] == [None, ADA]


def test_the_file_holds_no_secret(tmp_path: Path) -> None:
    path = tmp_path / "bilan.duckdb"
    with Database(path) as database:
        kept = sign_ins(database).begin(ADA, browser="", at=NOON)

    written = path.read_bytes()
    assert sha256(kept.encode()).hexdigest().encode() in written  # so we look where it would be
    assert kept.encode() not in written
