"""Sentences in which personal data is marked by hand, and how much of it is found.

`tuned.txt` was looked at while the rules were written. `held_out.txt` was not: its sentences were
written before the rules were first run, by the same hand, and its names, addresses and numbers
were then drawn by chance from the lists of Faker (French of Canada, France and Algeria, English
of the United States, Britain and India), of which the product's own lists know nothing. All of it
is made up.

One sentence a line, its language before it; `{p:Martine Tremblay}` marks what must be found.

    python -m tests.analysis.text.personal_data.labelled
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from analysis.intervals import wilson
from analysis.text.personal_data.detect import personal_data
from analysis.text.personal_data.marks import Kind, Mark
from surveys.texts import Language

HERE = Path(__file__).parent
KINDS = {
    "e": Kind.EMAIL,
    "l": Kind.LINK,
    "s": Kind.SIN,
    "h": Kind.HEALTH_NUMBER,
    "t": Kind.PHONE,
    "c": Kind.POSTAL_CODE,
    "o": Kind.ORGANISATION,
    "p": Kind.PERSON,
}
_MARKED = re.compile(r"\{([elshtcop]):([^}]+)\}")

HALVES = ("tuned", "held_out")


class Sentence(NamedTuple):
    language: Language
    text: str
    marks: tuple[Mark, ...]


class Share(NamedTuple):
    part: int
    of: int

    def __str__(self) -> str:
        if not self.of:
            return "–"
        low, high = wilson(self.part, self.of)
        return f"{self.part} of {self.of} ({_percent(low)}–{_percent(high)} %)"


class Measured(NamedTuple):
    """What was found of each kind. A recall of all is under None, as is a precision."""

    recall: dict[Kind | None, Share]
    """Of what was marked by hand, what no letter is left to be read of."""
    precision: dict[Kind | None, Share]
    """Of what was found, what is of that kind, in part at least."""
    untouched: Share
    """Of sentences with nothing in them, those of which nothing is masked."""


def sentences(half: str) -> list[Sentence]:
    lines = (HERE / f"{half}.txt").read_text("utf-8").splitlines()
    return [_sentence(line) for line in lines]


def _sentence(line: str) -> Sentence:
    language, _, written = line.partition(" ")
    assert language in {"fr", "en"}, line
    parts: list[str] = []
    marks: list[Mark] = []
    done = 0
    for found in _MARKED.finditer(written):
        parts.append(written[done : found.start()])
        start = sum(map(len, parts))
        parts.append(found[2])
        marks.append(Mark(start, start + len(found[2]), KINDS[found[1]]))
        done = found.end()
    text = "".join((*parts, written[done:]))
    assert "{" not in text, line
    return Sentence("fr" if language == "fr" else "en", text, tuple(marks))


def missed(sentence: Sentence) -> Iterator[Mark]:
    covered = _places(personal_data(sentence.text))
    for mark in sentence.marks:
        letters = (p for p in range(mark.start, mark.end) if sentence.text[p].isalnum())
        if not covered.issuperset(letters):
            yield mark


def wrong(sentence: Sentence) -> Iterator[Mark]:
    for mark in personal_data(sentence.text):
        same = [each for each in sentence.marks if each.kind is mark.kind]
        if _places(same).isdisjoint(range(mark.start, mark.end)):
            yield mark


def _places(marks: tuple[Mark, ...] | list[Mark]) -> set[int]:
    return {place for mark in marks for place in range(mark.start, mark.end)}


def measured(some: list[Sentence]) -> Measured:
    said = Counter(mark.kind for each in some for mark in each.marks)
    lost = Counter(mark.kind for each in some for mark in missed(each))
    found = Counter(mark.kind for each in some for mark in personal_data(each.text))
    false = Counter(mark.kind for each in some for mark in wrong(each))
    clean = [each for each in some if not each.marks]
    return Measured(
        recall={kind: Share(said[kind] - lost[kind], said[kind]) for kind in Kind}
        | {None: Share(said.total() - lost.total(), said.total())},
        precision={kind: Share(found[kind] - false[kind], found[kind]) for kind in Kind}
        | {None: Share(found.total() - false.total(), found.total())},
        untouched=Share(sum(not personal_data(each.text) for each in clean), len(clean)),
    )


def table(some: list[Sentence]) -> list[str]:
    """The lines of a table of docs/personal-data.md."""
    of = measured(some)
    lines = ["| kind | recall | precision |", "|---|---|---|"]
    for kind in (*Kind, None):
        name = kind.value.replace("_", " ") if kind else "all"
        lines.append(f"| {name} | {of.recall[kind]} | {of.precision[kind]} |")
    return [*lines, "", f"Sentences with nothing in them, left as they are: {of.untouched}."]


def _percent(share: float) -> str:
    return f"{100 * share:.0f}"


def _main() -> None:
    for half in HALVES:
        some = sentences(half)
        print(f"{half}: {len(some)} sentences", *table(some), "", sep="\n")  # noqa: T201


if __name__ == "__main__":
    _main()
