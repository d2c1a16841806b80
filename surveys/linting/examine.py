"""Read the text of a questionnaire as its author types it, and say what there is to say of it."""

import re
from codecs import BOM_UTF8
from collections.abc import Collection, Iterator, Sequence
from typing import Final, Literal

import msgspec

from surveys.linting.duration import Minutes, minutes_needed
from surveys.linting.identifying import Traits, identifying
from surveys.linting.lint import lint
from surveys.linting.places import line_of, path_of
from surveys.linting.positions import TooDeep, lines_of
from surveys.linting.reasons import reason_said
from surveys.linting.remarks import Path, Remark, placed_questions
from surveys.publishing import problems
from surveys.questionnaire import (
    PLACE_IN,
    Questionnaire,
    QuestionnaireUnreadable,
    read_questionnaire,
)
from surveys.texts import Code, Language, Text

LARGEST: Final = 200_000
"""Bytes of a text; the longest that ships has 16,000."""

MOST_QUESTIONS: Final = 300

_LINE: Final = re.compile(r"\bline (\d+)")
_PLACE: Final = re.compile(r"(\w+?)s? (\d+)")


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to mend or to look at again, with the line it concerns."""

    rule: str
    """`unreadable` or `publishing`, which refuse; else a rule of the linter."""
    severity: Literal["error", "warning"]
    """An error keeps it from being published; a warning never does."""
    question: Code | None
    language: Language | None
    """None: both, or neither."""
    line: int
    """From 1."""
    place: str
    """As publishing names it: section 2, question "pace", text; empty of what is read of a line."""
    message: Text


class Examined(msgspec.Struct, frozen=True, kw_only=True):
    """What a text is, and what is to be said of it."""

    questionnaire: Questionnaire | None
    """None: it cannot be read."""
    minutes: Minutes | None
    findings: tuple[Finding, ...]
    """By line, errors first on each."""

    @property
    def publishable(self) -> bool:
        return not any(each.severity == "error" for each in self.findings)


class Around(msgspec.Struct, frozen=True, kw_only=True):
    """What a text is looked at beside."""

    published: Collection[tuple[str, int]] = ()
    """(code, version) of what never changes any more."""
    roster: Sequence[Traits] = ()
    """Of one cohort."""
    threshold: int = 5
    """Fewest people a group may be of."""


def examine(text: bytes, around: Around) -> Examined:
    """Return what a text is; never raises, whatever the text."""
    if len(text) > LARGEST:
        return _unreadable(1, _too_large(len(text)))
    try:
        lines = lines_of(text.removeprefix(BOM_UTF8).decode("utf-8", "replace"))
    except TooDeep as error:
        return _unreadable(error.line, _TOO_DEEP)
    try:
        questionnaire = read_questionnaire(text)
    except QuestionnaireUnreadable as error:
        return _not_read(str(error), lines, last=text.rstrip().count(b"\n") + 1)
    if len(questionnaire.questions) > MOST_QUESTIONS:
        return _unreadable(1, _too_many(len(questionnaire.questions)))
    findings = sorted(
        _findings(questionnaire, around, lines), key=lambda each: (each.line, each.severity)
    )
    return Examined(
        questionnaire=questionnaire,
        minutes=minutes_needed(questionnaire),
        findings=tuple(findings),
    )


def _findings(
    questionnaire: Questionnaire, around: Around, lines: dict[Path, int]
) -> Iterator[Finding]:
    codes = {where: question.code for where, question in placed_questions(questionnaire)}
    for place, message in problems(questionnaire, published=around.published):
        path, language = path_of(questionnaire, place), _language_of(message)
        yield Finding(
            rule="publishing",
            severity="error",
            question=codes.get(path[:4]),
            language=language,
            line=line_of(lines, (*path, language) if language else path),
            place=place,
            message=message,
        )
    for remark in (
        *lint(questionnaire),
        *identifying(questionnaire, around.roster, threshold=around.threshold),
    ):
        yield _finding(remark, codes, lines)


def _language_of(message: Text) -> Language | None:
    """Return which side of a text publishing finds fault with."""
    sides: dict[str, Language] = {"The French text": "fr", "The English text": "en"}
    return next((each for said, each in sides.items() if message.en.startswith(said)), None)


def _finding(remark: Remark, codes: dict[Path, Code], lines: dict[Path, int]) -> Finding:
    return Finding(
        rule=remark.rule,
        severity="warning",
        question=codes.get(remark.path[:4]),
        language=remark.language,
        line=line_of(lines, remark.path),
        place="",
        message=remark.message,
    )


# What cannot be read


def _not_read(reason: str, lines: dict[Path, int], *, last: int) -> Examined:
    """Say why, at its line; `last` is the last that holds anything."""
    if said := _LINE.search(reason):
        line = int(said[1])
    elif "end of document" in reason:
        line = last
    else:
        place = reason.partition(":")[0]
        line = line_of(lines, _shape_path(place))
    return _unreadable(line, reason_said(reason))


def _shape_path(place: str) -> Path:
    """Return the path of a place as `QuestionnaireUnreadable` writes it: "section 2 > title"."""
    path: Path = ()
    for part in place.split(PLACE_IN):
        numbered = _PLACE.fullmatch(part)
        path += (f"{numbered[1]}s", int(numbered[2]) - 1) if numbered else (part,)
    return path


def _unreadable(line: int, message: Text) -> Examined:
    finding = Finding(
        rule="unreadable",
        severity="error",
        question=None,
        language=None,
        line=line,
        place="",
        message=message,
    )
    return Examined(questionnaire=None, minutes=None, findings=(finding,))


def _too_large(size: int) -> Text:
    return Text(
        fr=f"Ce texte pèse {size // 1000} ko ; un questionnaire en pèse au plus {LARGEST // 1000}.",
        en=f"This text has {size // 1000} kB; a questionnaire has {LARGEST // 1000} at most.",
    )


def _too_many(count: int) -> Text:
    return Text(
        fr=f"{count} questions : personne n’y répondrait. La limite est {MOST_QUESTIONS}.",
        en=f"{count} questions: nobody would answer them. The limit is {MOST_QUESTIONS}.",
    )


_TOO_DEEP: Final = Text(
    fr="Des crochets ou des points trop emboîtés : il en manque sans doute un qui ferme.",
    en="Brackets or dots nested too deep: one that closes is probably missing.",
)
