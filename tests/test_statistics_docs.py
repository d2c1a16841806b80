"""docs/statistics.md against the code: every number is there, every path exists, examples hold."""

import ast
import doctest
import inspect
import re
from collections.abc import Iterator
from dataclasses import fields
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules, resolve_name
from types import ModuleType

import msgspec
import pytest

import analysis.agreement
import analysis.comparisons
import analysis.intervals
import analysis.scores
from analysis.disclosure.comments_read import ShownReading
from analysis.disclosure.modules import ShownModule
from analysis.disclosure.rises import ReleasedRises, ShownRise
from analysis.disclosure.themes import ReleasedThemes, ShownTheme
from tests.analysis.test_intervals import coverage

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs" / "statistics.md").read_text("utf-8")
CODE = set(re.findall(r"`([^`\n]+)`", PAGE))
PATHS = sorted(
    path for path in CODE if re.match(r"(analysis|dashboards|surveys|service)\.\w", path)
)
TESTS = sorted(path for path in CODE if path.startswith("tests/"))
ROWS = ("Says", "Formula", "Range", "Source", "Function", "Field", "Held by")
COMPARISON_ROWS = tuple(row for row in ROWS if row != "Field")  # no page has a field for them yet


def modules() -> Iterator[ModuleType]:
    yield analysis.intervals
    for package in (analysis.scores, analysis.comparisons, analysis.agreement):
        for module in iter_modules(package.__path__, f"{package.__name__}."):
            yield import_module(module.name)


def sections(chapter: str) -> dict[str, str]:
    """The table below each heading of a chapter, by heading."""
    _, _, below = PAGE.partition(f"\n## {chapter}\n")
    text, _, _ = below.partition("\n## ")
    return dict(re.findall(r"^### (.+)\n\n((?:.+\n)+)", text, re.MULTILINE))


def public_functions() -> list[str]:
    return [
        f"{module.__name__}.{name}"
        for module in modules()
        for name, function in inspect.getmembers(module, inspect.isfunction)
        if function.__module__ == module.__name__
        and not name.startswith("_")
        and inspect.signature(function).return_annotation is not None  # it checks, and makes none
    ]


def shown_fields() -> list[str]:
    """Every field of a score that is more than a name or a yes or no."""
    return [
        f"{module.__name__}.{name}.{field.name}"
        for module in modules()
        for name, struct in inspect.getmembers(module, inspect.isclass)
        if issubclass(struct, msgspec.Struct) and struct.__module__ == module.__name__
        for field in msgspec.structs.fields(struct)
        if field.type not in {str, bool} and (name, field.name) not in STRUCTURE
    ]


def fields_of_comparisons() -> list[str]:
    """Every number that a comparison returns beside others."""
    return [
        f"{module.__name__}.{name}.{field}"
        for module in modules()
        for name, found in inspect.getmembers(module, inspect.isclass)
        if issubclass(found, tuple) and found.__module__ == module.__name__
        for field, kind in inspect.get_annotations(found).items()
        if module.__name__.startswith("analysis.comparisons.") and kind is not bool
    ]


STRUCTURE = {("QuestionScores", "scores"), ("SurveyScores", "questions")}
"""Fields that only hold scores together."""


@pytest.mark.parametrize("function", public_functions())
def test_every_function_that_makes_a_number_is_explained(function: str) -> None:
    assert function in CODE


def shown_of_themes() -> list[str]:
    """Every number in what the gate lets through of themes."""
    return [
        f"{struct.__module__}.{struct.__name__}.{field.name}"
        for struct in (
            ReleasedThemes,
            ReleasedRises,
            ShownRise,
            ShownTheme,
            ShownReading,
            ShownModule,
        )
        for field in fields(struct)
        if re.search(r"\b(int|float)\b", str(field.type))
    ]


@pytest.mark.parametrize("field", [*shown_fields(), *shown_of_themes(), *fields_of_comparisons()])
def test_every_number_of_a_score_has_its_place(field: str) -> None:
    assert field in CODE


@pytest.mark.parametrize(
    ("chapter", "rows", "heading"),
    [
        (chapter, rows, heading)
        for chapter, rows in [("The numbers", ROWS), ("Comparisons", COMPARISON_ROWS)]
        for heading in sections(chapter)
    ],
)
def test_every_number_says_what_it_is_where_from_and_what_holds_it(
    chapter: str, rows: tuple[str, ...], heading: str
) -> None:
    text = sections(chapter)[heading]
    table = dict(re.findall(r"^\| ([^|]+?) \| (.+) \|$", text, re.MULTILINE))

    assert tuple(table) == rows
    assert all(table.values())
    for row, named in [("Function", PATHS), ("Field", PATHS), ("Held by", TESTS)]:
        if row not in rows:
            continue
        paths = re.findall(r"`([^`]+)`", table[row])
        assert paths
        assert set(paths) <= set(named)


@pytest.mark.parametrize("path", PATHS)
def test_every_path_leads_somewhere(path: str) -> None:
    *_, last = path.split(".")

    assert hasattr(resolve_name(path.removesuffix(f".{last}")), last)


@pytest.mark.parametrize("path", TESTS)
def test_every_test_named_exists(path: str) -> None:
    file, _, name = path.partition("::")
    functions = ast.walk(ast.parse((ROOT / file).read_text("utf-8")))
    names = {node.name for node in functions if isinstance(node, ast.FunctionDef)}

    assert not name or name in names


def test_every_example_gives_what_the_page_prints() -> None:
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    example = doctest.DocTestParser().get_doctest(
        "\n".join(blocks), {}, "docs/statistics.md", "docs/statistics.md", 0
    )
    printed: list[str] = []
    results = doctest.DocTestRunner(verbose=False).run(example, out=printed.append)

    assert results.failed == 0, "".join(printed)
    assert results.attempted == PAGE.count("\n>>> ")


def test_the_coverage_table_is_what_the_intervals_do() -> None:
    rows = re.findall(r"^\| (\d+) \|((?:[*\d. %]+\|){6})$", PAGE, re.MULTILINE)

    assert len(rows) == 5
    for answers, cells in rows:
        printed = [float(cell) for cell in re.findall(r"[\d.]+", cells)]
        assert printed == pytest.approx(_coverage_row(int(answers)), abs=0.0501)


def _coverage_row(answers: int) -> list[float]:
    """Mean coverage, coverage at four shares, part of all shares below 93 %; in percent."""
    everywhere = coverage(answers, [(step + 0.5) / 1_000 for step in range(1_000)])
    return [
        100 * part
        for part in (
            sum(everywhere) / len(everywhere),
            *coverage(answers, [0.90, 0.95, 0.97, 0.99]),
            sum(covers < 0.93 for covers in everywhere) / len(everywhere),
        )
    ]
