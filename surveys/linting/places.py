"""Where a place that publishing names stands in a file: section, then question, then text."""

import re
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from surveys.linting.remarks import Path
from surveys.questionnaire import PLACE_IN, Questionnaire

_CODED: Final = re.compile(r'(\w+) "(.*)"')
_NUMBERED: Final = re.compile(r"(\w+) (\d+)")


def path_of(questionnaire: Questionnaire, place: str) -> Path:
    """Return the path of a place as `surveys.publishing` writes it, as far as it leads."""
    path: Path = ()
    here: Any = msgspec.to_builtins(questionnaire)
    for part in place.split(PLACE_IN):
        for step in _steps(here, part):
            path, here = (*path, step), _inside(here, step)
    return path


def line_of(lines: Mapping[Path, int], path: Path) -> int:
    """Return the line of `path`, of what is around it, or of the first thing in it; at least 1."""
    for length in range(len(path), 0, -1):
        if (line := lines.get(path[:length])) is not None:
            return line
    return next((line for known, line in lines.items() if known[: len(path)] == path), 1)


def _steps(here: object, part: str) -> Path:
    if found := _CODED.fullmatch(part):
        several = f"{found[1]}s"
        there = _inside(here, several)
        codes = [each["code"] for each in there] if isinstance(there, list | tuple) else []
        # Of two with one code, the later is the one that is wrong.
        places = [place for place, code in enumerate(codes) if code == found[2]]
        return (several, places[-1]) if places else (several,)
    if found := _NUMBERED.fullmatch(part):
        return (f"{found[1]}s", int(found[2]) - 1)
    return (part,)


def _inside(here: object, step: str | int) -> object:
    if isinstance(here, dict) and isinstance(step, str):
        return here.get(step)
    if isinstance(here, list | tuple) and isinstance(step, int) and step < len(here):
        return here[step]
    return None
