"""No statement is put together from what somebody sent, and no secret is compared letter by letter.

Both are read from the source: what a later hand adds is held to it too.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
SOURCES = sorted((ROOT / "service").rglob("*.py"))

RUNS = {"execute", "executemany", "sql", "query_df", "from_query"}
"""Methods of DuckDB that take a statement; `query` of ours reads a file."""

MADE_OF_FILES = {"query", "copying", "migrations"}
"""Functions of ours that return the text of a file of ours, by a name that stands in the code."""

NAMED: dict[tuple[str, str], str] = {
    ("service/store/database.py", "first"): "the first file of schema/",
    ("service/store/database.py", "statements"): "a file of schema/",
    ("service/store/row_copy.py", "copying('copy').format(source=quoted)"): (
        "COPY takes no parameter for the name of an attached file; it is one of ours, quoted"
    ),
    ("service/store/renewal.py", "copying('count_rows').format(table=table)"): (
        "a table takes no parameter either; its name comes from our schema"
    ),
    ("service/anonymity/columns.py", "statement"): "names of our schema, quoted, on a copy",
    ("service/anonymity/files.py", "attacking('parquet').format(path=quoted)"): (
        "a file that an administrator names on the command line, quoted, on no database"
    ),
}
"""What is no call to these functions, and why it is no text of somebody's."""

SECRET = {
    *("secret", "token", "password", "passphrase", "signature", "token_hash", "receipt"),
    *("metrics_token", "proof", "nonce", "verifier", "authorization"),
}
COMPARED: dict[tuple[str, str], str] = {
    ("service/web/front_desk.py", "now.password == before"): "two hashes of our own",
}
"""Comparisons with such a name that are of no secret, and why."""


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in SOURCES:
        yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text("utf-8"))


def _statements(tree: ast.Module) -> Iterator[ast.expr]:
    """Yield what each call that runs a statement is given as one."""
    for node in ast.walk(tree):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in RUNS
            and node.args
        ):
            yield node.args[0]


def _is_of_a_file(statement: ast.expr) -> bool:
    """Whether it is `query("name")`: what stands in the file of that name."""
    return (
        isinstance(statement, ast.Call)
        and isinstance(statement.func, ast.Name)
        and statement.func.id in MADE_OF_FILES
        and all(_is_a_name_of_ours(part) for part in statement.args)
    )


def _is_a_name_of_ours(part: ast.expr) -> bool:
    """Whether it stands in the code, or is looked up in a table that does."""
    match part:
        case ast.Constant() | ast.Name():
            return True
        case ast.Subscript(value=ast.Name(id=table)):
            return table.isupper()
        case _:
            return False


def _strangers(tree: ast.Module, path: str) -> list[str]:
    return [
        ast.unparse(statement)
        for statement in _statements(tree)
        if not _is_of_a_file(statement) and (path, ast.unparse(statement)) not in NAMED
    ]


def test_statements_are_files_and_what_is_sent_is_a_parameter() -> None:
    found = {path: strangers for path, tree in _trees() if (strangers := _strangers(tree, path))}

    assert found == {}
    assert sum(len(list(_statements(tree))) for _, tree in _trees()) > 100


def test_each_exception_still_stands() -> None:
    found = {
        (path, ast.unparse(statement)) for path, tree in _trees() for statement in _statements(tree)
    }

    assert set(NAMED) <= found


@pytest.mark.parametrize(
    "code",
    [
        'cursor.execute(f"select * from {table}")',
        'cursor.execute("select * from " + table)',
        'cursor.execute("select 1")',
        'cursor.execute("select %s" % name)',
        'cursor.execute(query(f"{name}"))',
        'cursor.execute(query("one") + more)',
        'cursor.execute(query("one").format(name=name))',
        "cursor.executemany(text, rows)",
        "connection.sql(text)",
    ],
)
def test_a_statement_that_is_put_together_is_found(code: str) -> None:
    assert _strangers(ast.parse(code), "service/web/any.py")


def _names(node: ast.expr) -> set[str]:
    """Return the last part of what a side of a comparison is called."""
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return {name}
        case ast.Call(func=function):
            return _names(function)
        case _:
            return set()


def _compared(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Compare):
            continue
        sides = [node.left, *node.comparators]
        if not any(isinstance(operator, ast.Eq | ast.NotEq) for operator in node.ops):
            continue
        if any(isinstance(side, ast.Constant) for side in sides):
            continue  # with a word that stands in the code
        if any(
            SECRET & {part for name in _names(side) for part in (name, name.strip("_"))}
            for side in sides
        ):
            yield ast.unparse(node)


def test_secrets_are_compared_in_a_time_that_does_not_tell() -> None:
    """Where they are looked up, it is by a hash: how far a hash fits tells nothing of a secret."""
    found = {(path, comparison) for path, tree in _trees() for comparison in _compared(tree)}

    assert found == set(COMPARED)
    digests = [
        path
        for path, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr == "compare_digest"
    ]
    assert {
        "service/web/metrics.py",
        "service/web/robots.py",
        "service/web/single_sign_on.py",
    } <= set(digests)


@pytest.mark.parametrize("code", ["a.token == given", "secret != kept(x)", "x == self._secret"])
def test_a_comparison_that_tells_is_found(code: str) -> None:
    assert list(_compared(ast.parse(code)))
