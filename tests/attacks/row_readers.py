"""Who reads rows that people sent: found in the source, from the SQL up to the pages.

A query that reads such a table is raw, and so is a function of the store that runs it, and one
that calls that, unless what it returns was released by the gate. `reaches` tells which raw
functions each module outside the store names.
"""

import ast
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

SENT = frozenset(
    [
        "submissions",
        "comments",
        "matching_codes",
        "mentions",
        "read_comments",
        "told_texts",
        "module_ideas",
        "second_look_ideas",
        "second_look_placings",
        "nearest_themes",
        "vectors",
        "vector_holders",
    ]
)
"""Tables with a row for what somebody sent, or for a piece of it."""

RELEASED = frozenset(["ReleasedFamily", "ReleasedSurvey", "Family", "SlicedFamily", "Account"])
"""Types that the gate makes, and what is made of nothing else."""

_WAYS = frozenset(["Database", "Source", "Telling"])
"""They open a way to the file, and hold no rows."""

_TABLE = re.compile(r"\b(?:from|join)\s+(\w+)", re.IGNORECASE)
_WRITES = re.compile(r"^\s*(?:insert|update|delete)\b", re.IGNORECASE | re.MULTILINE)


class Function(NamedTuple):
    module: str
    name: str
    names: frozenset[str]
    """Everything it names that was imported or stands beside it, in full."""
    texts: frozenset[str]
    """Every text that stands in it: names of queries, too."""
    returns: str


def raw_queries(queries: Path) -> frozenset[str]:
    """Return the queries that read what people sent, and do not merely change it."""
    return frozenset(
        path.stem
        for path in queries.glob("*.sql")
        if (text := re.sub(r"--.*", "", path.read_text("utf-8")))
        if SENT & set(_TABLE.findall(text)) and not _WRITES.search(text)
    )


def functions(root: Path) -> list[Function]:
    """Return the functions of `service`, and each module's own statements as one more."""
    found = []
    for path in sorted((root / "service").rglob("*.py")):
        module = ".".join(path.relative_to(root).with_suffix("").parts)
        tree = ast.parse(path.read_text("utf-8"))
        imported = dict(_imported(tree))
        own = {each.name: f"{module}.{each.name}" for each in tree.body if isinstance(each, _NAMED)}
        found += [_read(module, name, node, imported | own) for name, node in _parts(tree)]
    return found


def raw_functions(every: list[Function], queries: frozenset[str]) -> frozenset[str]:
    """Return the functions of the store whose result was not released."""
    store = [each for each in every if each.module.startswith("service.store.")]
    raw = {
        f"{each.module}.{each.name}"
        for each in store
        if each.name not in _WAYS and each.texts & queries
    }
    while True:
        more = {
            f"{each.module}.{each.name}"
            for each in store
            if each.names & raw and each.name not in _WAYS
            if not RELEASED & set(re.findall(r"\w+", each.returns))
        }
        if more <= raw:
            return frozenset(raw)
        raw |= more


def reaches(every: list[Function], raw: frozenset[str]) -> dict[str, frozenset[str]]:
    """Return what each module outside the store names of the store that is raw."""
    found: dict[str, set[str]] = {}
    for each in every:
        if not each.module.startswith("service.store") and (here := each.names & raw):
            found.setdefault(each.module, set()).update(here)
    return {module: frozenset(names) for module, names in found.items()}


_NAMED = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def _imported(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                yield each.asname or each.name, f"{node.module}.{each.name}"
        elif isinstance(node, ast.Import):
            for each in node.names:
                yield each.asname or each.name, each.name


def _parts(tree: ast.Module) -> Iterator[tuple[str, ast.AST]]:
    """Yield functions, methods by the name of their class, and what stands by itself."""
    alone = ast.Module(body=[], type_ignores=[])
    for node in tree.body:
        if isinstance(node, _NAMED):
            yield node.name, node
        else:
            alone.body.append(node)
    yield "", alone


def _read(module: str, name: str, node: ast.AST, known: Mapping[str, str]) -> Function:
    names: set[str] = set()
    texts: set[str] = set()
    for each in ast.walk(node):
        if isinstance(each, ast.Name) and each.id in known:
            names.add(known[each.id])
        elif isinstance(each, ast.Attribute):
            if isinstance(each.value, ast.Name) and each.value.id in known:
                names.add(f"{known[each.value.id]}.{each.attr}")
            if each.attr in _COUNTED and _ends_in_counts(each.value):
                names.add("service.store.counts.Counts")
        elif isinstance(each, ast.Constant) and isinstance(each.value, str):
            texts.add(each.value)  # whichever of them is run, here or by whom it is handed to
    returns = ast.unparse(node.returns) if isinstance(node, _CALLED) and node.returns else ""
    return Function(module, name, frozenset(names), frozenset(texts), returns)


_CALLED = ast.FunctionDef | ast.AsyncFunctionDef

_COUNTED = frozenset(["of", "submissions"])
"""What tells the counts of a survey."""


def _ends_in_counts(node: ast.AST) -> bool:
    """Whether it is what counts, or what tells what was counted: neither is released."""
    return (isinstance(node, ast.Attribute) and node.attr in _HOLDERS) or (
        isinstance(node, ast.Name) and node.id in _HOLDERS
    )


_HOLDERS = frozenset(["counts", "telling"])
