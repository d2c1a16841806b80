"""docs/asvs.md and docs/security.md name what is there, and docs/asvs.md leaves nothing out."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = ("docs/asvs.md", "docs/security.md", "SECURITY.md", "docs/decisions/logs.md")

SECTIONS = {
    "1.1": 2,
    "1.2": 9,
    "1.3": 11,
    "1.4": 3,
    "1.5": 2,
    "2.1": 3,
    "2.2": 3,
    "2.3": 4,
    "2.4": 1,
    "3.2": 2,
    "3.3": 4,
    "3.4": 6,
    "3.5": 5,
    "3.7": 2,
    "4.1": 3,
    "4.2": 1,
    "4.3": 2,
    "4.4": 4,
    "5.1": 1,
    "5.2": 3,
    "5.3": 2,
    "5.4": 3,
    "6.1": 3,
    "6.2": 12,
    "6.3": 4,
    "6.4": 4,
    "6.5": 5,
    "6.6": 3,
    "6.8": 4,
    "7.1": 3,
    "7.2": 4,
    "7.3": 2,
    "7.4": 5,
    "7.5": 2,
    "7.6": 2,
    "8.1": 2,
    "8.2": 3,
    "8.3": 1,
    "8.4": 1,
    "9.1": 3,
    "9.2": 4,
    "10.1": 2,
    "10.2": 2,
    "10.3": 4,
    "10.4": 11,
    "10.5": 5,
    "10.6": 2,
    "10.7": 3,
    "11.1": 2,
    "11.2": 3,
    "11.3": 3,
    "11.4": 4,
    "11.5": 1,
    "11.6": 1,
    "12.1": 3,
    "12.2": 2,
    "12.3": 4,
    "13.1": 1,
    "13.2": 5,
    "13.3": 2,
    "13.4": 5,
    "14.1": 2,
    "14.2": 4,
    "14.3": 3,
    "15.1": 3,
    "15.2": 3,
    "15.3": 7,
    "16.1": 1,
    "16.2": 5,
    "16.3": 4,
    "16.4": 3,
    "16.5": 3,
    "17.1": 1,
    "17.2": 4,
    "17.3": 2,
}
"""How many requirements of levels 1 and 2 each section has; they come first in each."""

HELD = re.compile(r"`(?:tests|service|surveys|analysis|dashboards|docs|SECURITY|ARCHITECTURE)")
BY_ITSELF = {
    *("1.3.2", "3.7.1", "5.3.1", "6.2.3", "6.4.2", "11.2.1", "11.2.3", "11.3.2", "11.4.1"),
    *("12.1.2", "13.2.3", "13.3.2", "14.3.1"),
}
"""Held as the line before is, by a linter, or by there being nothing to hold."""


def rows() -> list[tuple[str, str, str]]:
    text = (ROOT / "docs" / "asvs.md").read_text("utf-8")
    found = re.findall(r"^\| (\d[\d., ]*) \| (.+?) \| (.+) \|$", text, re.MULTILINE)
    return [(numbers, what, how) for numbers, what, how in found]


def test_every_requirement_of_level_two_has_its_line_once() -> None:
    said = [number for numbers, _, _ in rows() for number in numbers.split(", ")]

    assert said == [f"{section}.{n + 1}" for section, most in SECTIONS.items() for n in range(most)]
    assert len(said) == 253


def test_every_line_is_held_does_not_apply_or_says_that_it_is_not_met() -> None:
    for numbers, _, how in rows():
        said = how.startswith("does not apply") or "**Not met**" in how
        assert said or HELD.search(how) or numbers in BY_ITSELF, numbers


@cache
def names_in(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text("utf-8"))
    kinds = ast.FunctionDef | ast.ClassDef | ast.AsyncFunctionDef
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, kinds))


@pytest.mark.parametrize("document", DOCUMENTS)
def test_all_that_is_named_is_there(document: str) -> None:
    text = (ROOT / document).read_text("utf-8")
    pattern = r"`((?:tests|service|surveys|analysis|dashboards|docs)/[\w./-]*)(?:::(\w+))?`"
    named = re.findall(pattern, text)

    for path, name in named:
        assert (ROOT / path).exists(), path
        assert not name or name in names_in(path), f"{path}::{name}"
    for link in re.findall(r"\]\((?!https?:)([^)#]+)", text):
        assert (ROOT / document).parent.joinpath(link).exists(), link
    assert document != "docs/asvs.md" or len(named) > 150
