"""Say what was found, and what to do about it; never whose it is, nor what they said."""

import tomllib
from functools import cache
from importlib.resources import files

import msgspec

from analysis.attacker.findings import Finding, Kind


class Said(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The words of one kind of finding."""

    found: str
    advice: str


def sentence(finding: Finding) -> str:
    """Return what was found, where."""
    survey = finding.survey or "a survey"
    words = said()[finding.kind].found
    return words.format(place=finding.place, number=finding.number, survey=survey)


def advice(finding: Finding) -> str:
    """Return what to do about it."""
    return said()[finding.kind].advice


@cache
def said() -> dict[Kind, Said]:
    """Return the words of every kind."""
    text = (files("service.anonymity") / "sentences.toml").read_text("utf-8")
    return msgspec.convert(tomllib.loads(text), dict[Kind, Said])
