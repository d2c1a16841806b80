"""Each promise of PRIVACY.md names a test that is there, and runs with the suite."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")


def promises() -> list[str]:
    """Return the rows of the table, without its head."""
    rows = [line for line in (ROOT / "PRIVACY.md").read_text("utf-8").splitlines() if "|" in line]
    return [row for row in rows[2:] if row.startswith("|")]


def test_each_promise_names_a_test_that_is_there_and_runs() -> None:
    assert len(promises()) > 10
    for promise in promises():
        found = NAMED.search(promise)
        assert found, promise
        source = (ROOT / found[1]).read_text("utf-8")
        before, defined, _ = source.partition(f"\ndef {found[2]}(")
        assert defined, promise
        marks = re.search(r"((?:\n@.*|\n[ )].*)*)$", before)
        assert marks
        assert not re.search(r"mark\.(long|skip|xfail)", marks[0]), promise


def test_each_promise_is_said_in_both_languages() -> None:
    for promise in promises():
        french, english, where, _ = (cell.strip() for cell in promise.strip("|").split("|"))
        assert french
        assert english
        assert where
        assert french != english
