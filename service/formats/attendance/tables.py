"""The tables that reports of meeting tools are made of, known by the headers of their columns.

A report is one file of several tables of several widths, with titles between them. Headers
seen in real files: Zoom's, in English; those of Teams in English, and in French that of the
list of 2021 ("Nom complet", "Action de l’utilisateur", "Date et heure") and the title "3.
Activités en réunion"; those of Zoom in French as programs that read them spell them ("Nom
(nom original)", "Adresse e-mail de l’utilisateur", "Heure d’arrivée", "Heure de départ",
"Durée (minutes)", "Salle d’attente"). BigBlueButton's are those of its source and of its
translations. The others, the French ones of Teams since 2022 and of Zoom's webinars among
them, are from memory: so columns are known by the words they begin with or hold, not by
whole headers.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, TypeAlias

from service.formats.spelling import heading
from service.formats.tables import Row

Part: TypeAlias = Literal[
    "name", "email", "first_name", "last_name", "start", "end", "minutes",
    "waiting", "attended", "moderator", "action", "at", "topic",
]  # fmt: skip
Kind: TypeAlias = Literal[
    "zoom", "zoom meeting", "teams participants", "teams activities", "teams list", "bigbluebutton"
]


class _Known(NamedTuple):
    """How the header of one kind of table is known."""

    kind: Kind
    parts: Mapping[Part, re.Pattern[str]]
    needed: tuple[frozenset[Part], ...]
    """One of these is there."""


def _known(kind: Kind, needed: Sequence[set[Part]], **parts: str) -> _Known:
    patterns = {part: re.compile(pattern) for part, pattern in parts.items()}
    return _Known(kind, patterns, tuple(map(frozenset, needed)))  # type: ignore[arg-type]


_EMAIL = r".*\b(e-?mail|courriel)\b.*"
_NAME = r"(full |user |display )?name|nom( complet)?|participant(·e)?"
_ORIGINAL = r".*\bn(ame|om)\b.*\(.*(origin|initial|reel|réel|real).*\)"
_JOIN = (
    r"join(ed)?( time)?( \(.*\))?|(heure|date) .*(arriv|connexion|connect|entr|particip|rejoin).*"
)
_LEAVE = (
    r"(leave|left)( time| at)?( \(.*\))?|(heure|date) .*(départ|depart|déconn|deconn|sorti|quitt).*"
)
_MINUTES = r".*(duration|durée|time in session|temps).*\(.*min.*\)"
_ZOOM = {
    "email": _EMAIL,
    "first_name": r"first name|prénom",
    "last_name": r"last name|nom de famille",
    "end": _LEAVE,
    "start": _JOIN,
    "minutes": _MINUTES,
    "waiting": r".*(waiting room|salle d'attente).*",
    "attended": r"attended|(a )?(participé|assisté)|présen(t|ce)",
}
_KINDS = (
    _known(
        "bigbluebutton",
        [{"name", "moderator", "start", "end"}, {"name", "moderator", "minutes"}],
        name=r"name|user|nom|utilisat.*",
        moderator=r"moderator|mod[ée]rat(eur|rice).*",
        end=r"left|leave( time)?|quitté?|départ|sortie",
        start=r"join(ed)?( time)?|rejoindre|rejoint|arrivée?|entrée|connexion",
        minutes=r"duration|durée|online time|temps en ligne",
    ),
    _known(
        "teams participants",
        [{"name", "start", "end", "minutes"}],
        name=_NAME,
        email=_EMAIL,
        start=r"first join.*|.*\bpremi[eè]re?\b.*",
        end=r"last leave.*|.*\bderni[eè]re?\b.*",
        minutes=r".*(duration|durée).*",
    ),
    _known(
        "teams list",
        [{"name", "action", "at"}],
        name=_NAME,
        action=r"user action|action .*utilisat.*",
        at=r"timestamp|date and time|date et heure|horodat.*|heure",
    ),
    _known(
        "zoom",
        [{"name", "minutes"}, {"name", "start", "end"}],
        name=_ORIGINAL,
        **_ZOOM,
    ),
    _known("zoom", [{"name", "start", "end", "minutes"}], name=_NAME, **_ZOOM),
    _known(
        "zoom meeting",
        [{"topic", "start"}, {"topic", "minutes"}],
        topic=r"((meeting|webinar) )?(topic|id)|sujet|objet|(id|numéro) .*(réunion|webinaire)",
        start=r"(actual )?start time|heure de début.*|début",
        end=r"end time|heure de fin.*|fin",
        minutes=_MINUTES,
    ),
    _known("zoom", [{"name", "minutes"}], name=_NAME, **_ZOOM),
    _known(
        "teams activities",
        [{"name", "start", "end", "minutes"}],
        name=_NAME,
        email=_EMAIL,
        end=_LEAVE,
        start=_JOIN,
        minutes=r"duration|durée",
    ),
)
_LAST_COUNTS: frozenset[Kind] = frozenset({"zoom"})
"""Where a file repeats the columns of the meeting on each line, those of people come last."""

_TITLE = re.compile(
    r"\d\. .*|(host|panelist|attendee|registrant|other attended|report generated|participants)\b.*"
    r"|(hôte|animateur|intervenant|panéliste|invité|inscri|autres|rapport|participants)\b.*"
)
_EARLY = re.compile(
    r"\W?((full |user |display |first )?name|user|nom|prénom|participant|utilisat"
    r"|((meeting|webinar) )?(topic|id)|sujet|objet|numéro)\b",
    re.IGNORECASE,
)
_FRENCH = re.compile(r"nom\b|prénom|heure|durée|adresse|courriel|date et heure|modérat|rejoin")


@dataclass(slots=True)
class Section:
    """One table of a report."""

    kind: Kind
    columns: dict[Part, int]
    french: bool
    rows: list[Row] = field(default_factory=list)

    def cell(self, row: Row, part: Part) -> str:
        """Return what a row holds in one column; empty where it has none."""
        position = self.columns.get(part)
        return row.cells[position] if position is not None and position < len(row.cells) else ""

    @property
    def width(self) -> int:
        """How many cells a row needs."""
        return max(self.columns.values()) + 1


class Sections(NamedTuple):
    tables: list[Section]
    loose: list[Row]
    """Rows of no table: titles, and what a report says of the meeting."""


def is_header(cells: Sequence[str]) -> bool:
    """Whether cells are the header of a table of people."""
    known = header(cells)
    return known is not None and known.kind != "zoom meeting"


def header(cells: Sequence[str]) -> Section | None:
    """Return the table that begins with these cells, if it is one of ours."""
    headings = [heading(cell) for cell in cells[:_WIDEST]]
    for known in _KINDS:
        columns = _columns(known, headings)
        if any(needed <= columns.keys() for needed in known.needed):
            return Section(known.kind, columns, any(map(_FRENCH.match, headings)))
    return None


_WIDEST = 200


def _columns(known: _Known, headings: Sequence[str]) -> dict[Part, int]:
    columns: dict[Part, int] = {}
    for position, written in enumerate(headings):
        for part, pattern in known.parts.items():
            if pattern.fullmatch(written):
                if part not in columns or known.kind in _LAST_COUNTS:
                    columns[part] = position
                break
    return columns


def sections(rows: Iterable[Row]) -> Sections:
    """Cut a report into its tables."""
    found = Sections([], [])
    current: Section | None = None
    for row in rows:
        filled = [cell for cell in row.cells if cell]
        if not filled and not row.faults:
            continue
        begun = header(row.cells) if _may_be_header(filled) else None
        if begun:
            found.tables.append(begun)
            current = begun
        elif len(filled) == 1 and row.cells[0] and _TITLE.fullmatch(heading(filled[0])):
            found.loose.append(row)
            current = None
        elif current is None:
            found.loose.append(row)
        else:
            current.rows.append(row)
            if current.kind == "zoom meeting":  # it has one row
                current = None
    return found


def _may_be_header(filled: Sequence[str]) -> bool:
    """Tell headers at little cost from most rows: an early cell begins like that of a name."""
    return len(filled) > 1 and any(map(_EARLY.match, filled[:5]))


def of_kind(tables: Iterable[Section], *kinds: Kind) -> Iterator[Section]:
    return (table for table in tables if table.kind in kinds)
