"""On which line of a TOML file each part stands.

`tomllib` keeps no lines. This reads headers, keys and brackets, and steps over values; it judges
nothing: what is no TOML is found by `tomllib`, which says the line itself.
"""

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from surveys.linting.remarks import Path

DEEPEST: Final = 12
"""Of brackets within brackets, and of the parts of a key: `visible_if` and its kind need five."""

_STRINGS: Final = (
    r'"""(?:\\.|[^\\])*?(?:"{3,5}|\Z)',
    r"'''.*?(?:'{3,5}|\Z)",
    r'"(?:\\.|[^"\\\n])*"?',
    r"'[^'\n]*'?",
)
"""Closed or not: what is not closed is read once, to its end."""

_TOKEN: Final = re.compile(
    rf"(?P<blank>[ \t\r]+|#[^\n]*)|(?P<string>{'|'.join(_STRINGS)})|(?P<mark>[\[\]{{}}=,.\n])"
    r"|(?P<word>[^\s\[\]{}=,.\"'#]+)|(?P<other>.)",
    re.DOTALL,
)


class TooDeep(ValueError):
    """Something is nested deeper than any questionnaire needs."""

    def __init__(self, line: int) -> None:
        super().__init__(f"line {line}: nested too deep")
        self.line = line


class _Token(NamedTuple):
    kind: str
    text: str
    line: int


def lines_of(text: str) -> dict[Path, int]:
    """Return the line, from 1, on which each table, key and item of an array begins.

    Raises:
        TooDeep: something is nested deeper than `DEEPEST`.
    """
    return _Reader().read(text)


class _Reader:
    """Walks over the text once; an open bracket is a place on `_open`."""

    def __init__(self) -> None:
        self._found: dict[Path, int] = {}
        self._counts: dict[Path, int] = {}
        """How many tables each array of tables has so far."""
        self._table: Path = ()
        self._open: list[tuple[str, Path, int]] = []
        """Bracket, what it holds, and at which item of an array it is."""
        self._key: list[str] = []
        self._value: Path | None = None
        """Where the value that is being read goes; None: a key is being read."""

    def read(self, text: str) -> dict[Path, int]:
        header: list[_Token] | None = None
        for token in _tokens(text):
            if header is not None:
                header = self._header(header, token)
            elif token.text == "[" and not self._open and self._value is None and not self._key:
                header = [token]
            else:
                self._step(token)
        return self._found

    def _header(self, read: list[_Token], token: _Token) -> list[_Token] | None:
        """Gather a header up to the end of its line, then go into its table."""
        if token.text != "\n":
            if len(read) > 4 * DEEPEST:
                raise TooDeep(token.line)
            return [*read, token]
        parts = [_bare(each) for each in read if each.kind in ("word", "string")]
        if len(parts) > DEEPEST:
            raise TooDeep(token.line)
        listed = len(read) > 1 and read[1].text == "["
        self._table = self._entered(parts, listed=listed)
        self._note(self._table, read[0].line)
        return None

    def _entered(self, parts: list[str], *, listed: bool) -> Path:
        """Return where a header leads: names, and after each array of tables its last number."""
        path: Path = ()
        for number, part in enumerate(parts, start=1):
            path = (*path, part)
            if listed and number == len(parts):
                self._counts[path] = self._counts.get(path, -1) + 1
            if path in self._counts:
                path = (*path, self._counts[path])
        return path

    def _step(self, token: _Token) -> None:
        match token.text if token.kind == "mark" else token.kind:
            case "[" | "{":
                self._opened(token)
            case "]" | "}":
                self._closed()
            case ",":
                self._next()
            case "=":
                self._value = self._keyed(token.line)
            case "\n":
                if not self._open:
                    self._key, self._value = [], None
            case "word" | "string":
                self._named(token)
            case _:
                pass

    def _opened(self, token: _Token) -> None:
        where = self._place(token.line)
        self._open.append((token.text, where, 0))
        if len(self._open) > DEEPEST:
            raise TooDeep(token.line)
        self._key, self._value = [], None

    def _closed(self) -> None:
        if self._open:
            self._open.pop()
        # What was closed is a value: nothing but a comma or the end of the line comes next.
        self._key, self._value = [], ()

    def _next(self) -> None:
        self._key, self._value = [], None
        if self._open and self._open[-1][0] == "[":
            bracket, where, item = self._open[-1]
            self._open[-1] = (bracket, where, item + 1)

    def _named(self, token: _Token) -> None:
        """Take a word or a string: a part of a key, or an item of an array."""
        if self._value is not None:
            return
        if self._open and self._open[-1][0] == "[":
            self._value = self._place(token.line)
            return
        self._key.append(_bare(token))
        if len(self._key) > DEEPEST:
            raise TooDeep(token.line)

    def _keyed(self, line: int) -> Path:
        path = self._open[-1][1] if self._open else self._table
        for part in self._key:
            path = (*path, part)
            self._note(path, line)
        return path

    def _place(self, line: int) -> Path:
        """Return where what begins here goes."""
        if self._open and self._open[-1][0] == "[":
            _, where, item = self._open[-1]
            self._note((*where, item), line)
            return (*where, item)
        return self._value or ()

    def _note(self, path: Path, line: int) -> None:
        self._found.setdefault(path, line)


def _tokens(text: str) -> Iterator[_Token]:
    line = 1
    for found in _TOKEN.finditer(text + "\n"):
        kind = found.lastgroup or "other"
        if kind != "blank":
            yield _Token(kind, found[0], line)
        line += found[0].count("\n")


def _bare(token: _Token) -> str:
    """Return a part of a key without its quotes."""
    return token.text[1:-1] if token.kind == "string" else token.text
