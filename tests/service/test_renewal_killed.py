"""A file that is written anew, by a process that is killed: it is the old one, or the new one."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from service.store.database import Database
from service.store.load import load
from tests.factories import NOON, make_bundle

RENEWING = """
import sys, time
from functools import partial
from pathlib import Path
from threading import Thread
from uuid import uuid4
from service.store.database import Database
from service.store.renewal import renew

def insert(cursor, made):
    cursor.execute("insert into erased values (?)", [made])

def commit(database):
    while True:
        again = partial(insert, made=uuid4())
        with database.transaction(again=again) as cursor:
            again(cursor)
        print(again.keywords["made"], flush=True)
        time.sleep(0.005)

with Database(Path(sys.argv[1])) as database:
    Thread(target=commit, args=[database], daemon=True).start()
    while True:
        print("renewed" if renew(database, patience=2) else "given up", flush=True)
"""


@pytest.mark.parametrize(
    "lives", [1, pytest.param(25, marks=pytest.mark.long)], ids=["once", "often"]
)
def test_what_was_committed_meanwhile_is_there_whenever_it_is_killed(
    tmp_path: Path, lives: int
) -> None:
    path, chance = tmp_path / "bilan.duckdb", random.Random(lives)  # noqa: S311 -- moments
    with Database(path) as database:
        load(database, make_bundle(), at=NOON)
    told = tmp_path / "told"
    for _ in range(lives):
        with (
            told.open("ab") as output,
            subprocess.Popen([sys.executable, "-c", RENEWING, str(path)], stdout=output) as process,  # noqa: S603 -- our own interpreter
        ):
            before = told.read_text().count("renewed")
            while process.poll() is None and told.read_text().count("renewed") == before:
                time.sleep(0.01)
            time.sleep(chance.random())
            process.kill()
        *whole, _ = told.read_text().split("\n")  # the last line may be half of one
        told.write_text("".join(f"{line}\n" for line in whole))
        with Database(path) as database, database.cursor() as cursor:
            there = {str(each) for (each,) in cursor.execute("from erased").fetchall()}
        assert set(whole) - {"renewed", "given up"} <= there
    assert "renewed" in told.read_text()
