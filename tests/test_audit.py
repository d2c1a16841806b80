"""`make audit` finds what it is there to find, and says what it could not look up."""

import json
import tomllib
from typing import Any

import pytest

from tests.audit import (
    LOCKS,
    REASONS,
    ROOT,
    Answer,
    answer_of,
    faults_of_installation,
    faults_of_lock,
    sentence,
    without_reason,
)

HASH = f"--hash=sha256:{'0' * 64}"


@pytest.mark.parametrize("lock", LOCKS)
def test_each_lock_is_one_version_of_each_known_by_its_bytes(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")

    assert list(faults_of_lock(text)) == []
    assert text.count("--hash=") > 60
    assert "://" not in text


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (f"a>=1 {HASH}", "not pinned"),
        (f"a {HASH}", "not pinned"),
        (f"a==1.* {HASH}", "not pinned"),
        (f"a==1,<2 {HASH}", "not pinned"),
        ("a==1", "no hash"),
        ("a==1 --hash=md5:0", "no hash"),
        (f"a==1 {HASH} --pre", "something else"),
        (f"a @ https://evil.example/a.whl {HASH}", "address"),
        (f"https://evil.example/a.whl {HASH}", "no pinned requirement"),
        ("--index-url https://evil.example", "no pinned requirement"),
        ("-e .", "no pinned requirement"),
    ],
)
def test_what_a_lock_must_not_hold_is_found(line: str, says: str) -> None:
    good = f"b==2 ; sys_platform == 'linux' \\\n    {HASH} \\\n    {HASH}\n    # via a\n"

    assert list(faults_of_lock(good)) == []
    (fault,) = faults_of_lock(f"{good}{line}\n")
    assert says in fault


def test_what_is_installed_is_compared_with_the_lock() -> None:
    lock = f"a==1 {HASH}\nB_c==2 {HASH}\nd==3 {HASH}\ne==1 ; sys_platform == 'win32' {HASH}\n"

    assert list(faults_of_installation(lock, {"a": "1.0", "b-c": "2.1"})) == [
        "B_c is installed as 2.1, pinned ==2",
        "d is not installed",
    ]


def test_each_direct_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    reasons = (ROOT / REASONS).read_text("utf-8")

    assert list(without_reason(project, reasons)) == []
    more = {**project, "dependencies": [*project["dependencies"], "left-pad>=1"]}
    assert list(without_reason(more, reasons)) == [f"left-pad has no reason in {REASONS}"]


def _report(*vulns: dict[str, Any]) -> str:
    return json.dumps(
        {
            "dependencies": [
                {"name": "a", "version": "1", "vulns": list(vulns)},
                {"name": "b", "skip_reason": "not found"},
            ]
        }
    )


def test_what_is_known_is_said_and_what_is_not() -> None:
    known = answer_of(_report({"id": "CVE-1", "fix_versions": ["1.1"], "description": ""}))
    assert known.vulnerable == ("a 1: CVE-1 (mended in 1.1)",)
    assert "CVE-1" in sentence(known)

    assert sentence(answer_of(_report())) == (
        "No known vulnerability in 1 packages; 1 could NOT be looked up."
    )
    nothing = json.dumps({"dependencies": [{"name": "b", "skip_reason": "not found"}]})
    for said in (nothing, "", "Connection refused", "[]"):
        assert sentence(answer_of(said)).startswith("NOT AUDITED")
    assert sentence(Answer((), 3, 3)) == "No known vulnerability in 3 packages."
