"""Files as people bring them, and what happens to files: cut, doubled, in other encodings.

Hypothesis draws what happens to a real sample, so a failing file shrinks to few changes.
"""

import io
import re
import zipfile
from collections.abc import Callable
from typing import NamedTuple, TypeAlias

from hypothesis import strategies as st

NASTY = (
    b"\0",
    b"\xff",
    b"\xed\xa0\x80",  # half of a pair
    b"\xfe\xff",
    "\u202e\u200f".encode(),
    "\u2028".encode(),
    b"\r",
    b'"',
    b"=cmd|' /C calc'!A0",
    b"\t",
    b";" * 5_000,
    b"," * 200_000,
    b"\n" * 3,
    b"9" * 5_000,
    b"1e400",
    b"NaN",
    b"-inf",
    b"31/12/9999 24:61",
    b"99999999h 99999999m",
    b"<&lt;]]>",
    b"[" * 3_000,
    b"{a=" * 3_000,
    b"a." * 3_000,
    b"'''",
    b'"""',
    b"%s%n{}",
    b"A" * 150_000,
    "İßŉ".encode(),
)
"""What is put into files."""

_NUMBERS = (b"0", b"-1", b"1e9", b"0.5", b"13", b"9999", b"4294967296", b"1048577", b"9" * 400)
_ENCODINGS = ("utf-16", "utf-16-le", "utf-32", "latin-1", "utf-8-sig", "cp1252", "cp037")

Change: TypeAlias = Callable[[bytes], bytes]


class _Span(NamedTuple):
    start: float
    """From 0 to 1 of the file."""
    length: int

    def of(self, content: bytes) -> tuple[int, int]:
        start = int(self.start * len(content))
        return start, min(len(content), start + self.length)


_spans = st.builds(
    _Span, st.floats(0, 1, exclude_max=True), st.sampled_from((1, 2, 10, 100, 1_000))
)


def _cut(span: _Span) -> Change:
    return lambda content: content[: span.of(content)[0]]


def _without(span: _Span) -> Change:
    return lambda content: content[: span.of(content)[0]] + content[span.of(content)[1] :]


def _doubled(span: _Span, times: int) -> Change:
    def change(content: bytes) -> bytes:
        start, end = span.of(content)
        return content[:end] + content[start:end] * times + content[end:]

    return change


def _with(span: _Span, nasty: bytes) -> Change:
    def change(content: bytes) -> bytes:
        start, end = span.of(content)
        return content[:start] + nasty + content[end if span.length > 1 else start :]

    return change


def _flipped(span: _Span, bit: int) -> Change:
    def change(content: bytes) -> bytes:
        at, _ = span.of(content)
        return (
            content[:at]
            + bytes([byte ^ 1 << bit for byte in content[at : at + 1]])
            + content[at + 1 :]
        )

    return change


def _renumbered(which: float, number: bytes) -> Change:
    def change(content: bytes) -> bytes:
        found = list(re.finditer(rb"\d+", content[:100_000]))
        if not found:
            return content
        match = found[int(which * len(found))]
        return content[: match.start()] + number + content[match.end() :]

    return change


def _recoded(encoding: str) -> Change:
    return lambda content: content.decode("utf-8", "replace").encode(encoding, "replace")


changes: st.SearchStrategy[Change] = st.one_of(
    st.builds(_with, _spans, st.sampled_from(NASTY)),
    st.builds(_flipped, _spans, st.integers(0, 7)),
    st.builds(_cut, _spans),
    st.builds(_without, _spans),
    st.builds(_doubled, _spans, st.sampled_from((1, 2, 50))),
    st.builds(_renumbered, st.floats(0, 1, exclude_max=True), st.sampled_from(_NUMBERS)),
    st.builds(_recoded, st.sampled_from(_ENCODINGS)),
)


@st.composite
def changed(draw: st.DrawFn, samples: tuple[bytes, ...]) -> bytes:
    """Draw a sample to which up to four things happened."""
    content = draw(st.sampled_from(samples))
    for change in draw(st.lists(changes, min_size=1, max_size=4)):
        content = change(content)
    return content


@st.composite
def changed_inside(draw: st.DrawFn, workbooks: tuple[bytes, ...]) -> bytes:
    """Draw a workbook to one part of which things happened, in an archive that is whole."""
    workbook = draw(st.sampled_from(workbooks))
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        names = sorted(old.namelist(), key=lambda name: ("sheet" not in name, name))
        chosen = draw(st.sampled_from(names))
        happened = draw(st.lists(changes, max_size=3))  # none: the part is missing
        for name in names:
            content = old.read(name)
            if name == chosen:
                if not happened:
                    continue
                for change in happened:
                    content = change(content)
            new.writestr(name, content)
    return packed.getvalue()
