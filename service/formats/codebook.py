"""Names of themes as tools of qualitative analysis exchange them: REFI-QDA codebooks (`.qdc`).

REFI-QDA Standard 1.5, section 5: https://www.qdasoftware.org/
"""

from collections.abc import Sequence
from typing import Final, Literal, NamedTuple, TypeAlias
from uuid import UUID, uuid5
from xml.etree import ElementTree as ET

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import DefusedXMLParser

from service.formats.spelling import heading
from surveys.texts import Slug

_NAMESPACE: Final = "urn:QDA-XML:codebook:1.0"
_THEMES: Final = UUID("b4b1e5f0-6d0a-5b7c-9a55-0c0de0c0de01")
_MOST_CODES: Final = 900
"""A form sends them back, two fields each."""
_DEEPEST: Final = 30
_BETWEEN: Final = " / "

LONGEST_LABEL: Final = 500
"""Characters of a code with those above it, and of its description; what is longer is cut."""


Reason: TypeAlias = Literal[
    "not_xml", "declares", "not_codebook", "too_deep", "too_many", "nothing"
]


class NotRead(NamedTuple):
    """Why a file is no codebook that can be read."""

    reason: Reason
    line: int = 1
    """On which it stops being XML."""


class Code(NamedTuple):
    """What a theme is called in a codebook."""

    guid: UUID | None
    """Which code it is, wherever the file goes; None where a file says nothing that is one."""
    name: str
    """Under other codes: their names before it, each followed by " / "."""
    description: str = ""


class CodeSet(NamedTuple):
    """Codes put together for a reason."""

    guid: UUID
    name: str
    members: tuple[UUID, ...]


def guid_of(activity: Slug, theme: int | str) -> UUID:
    """Return what a theme or a set of an activity is called in every codebook made of it."""
    return uuid5(_THEMES, f"{activity}/{theme}")


def write_codebook(codes: Sequence[Code], sets: Sequence[CodeSet], *, origin: str) -> bytes:
    """Return the file; `origin` names the program and its version."""
    book = ET.Element("CodeBook", xmlns=_NAMESPACE, origin=origin)
    listed = ET.SubElement(book, "Codes")
    for code in codes:
        element = ET.SubElement(
            listed, "Code", guid=str(code.guid), name=_plain(code.name), isCodable="true"
        )
        if code.description:
            ET.SubElement(element, "Description").text = _plain(code.description)
    filled = [each for each in sets if each.members]
    if filled:
        grouped = ET.SubElement(book, "Sets")
        for each in filled:
            element = ET.SubElement(grouped, "Set", guid=str(each.guid), name=_plain(each.name))
            for member in each.members:
                ET.SubElement(element, "MemberCode", guid=str(member))
    ET.indent(book)
    written: bytes = ET.tostring(book, encoding="UTF-8", xml_declaration=True)
    return written


def read_codebook(content: bytes) -> tuple[Code, ...] | NotRead:
    """Return the codes of a file in its order, each after the one above it.

    Any namespace will do: programs write several. What only groups others is left out.
    """
    reading = _Reading()
    parser = DefusedXMLParser(target=reading, forbid_dtd=True)
    try:
        parser.feed(content)
        parser.close()
    except _TooMuch as error:
        return NotRead(error.reason)
    except ET.ParseError as error:
        return NotRead("not_xml", error.position[0])
    except LookupError:  # it says that it is in an encoding which nobody knows
        return NotRead("not_xml", 1)
    except DefusedXmlException:
        return NotRead("declares")
    if not reading.is_codebook:
        return NotRead("not_codebook")
    return tuple(each.code() for each in reading.codes) or NotRead("nothing")


class _TooMuch(Exception):
    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason: Reason = reason


_Attributes: TypeAlias = dict[str, str]


class _Open:
    """A code of which the end has not been read yet."""

    def __init__(self, path: tuple[str, ...], attributes: _Attributes) -> None:
        self.path = (*path, _line(attributes.get("name", "")))
        self._guid = attributes.get("guid", "")
        self.codable = attributes.get("isCodable", "true").strip() not in {"false", "0"}
        self.description = ""

    def code(self) -> Code:
        name = _BETWEEN.join(part for part in self.path if part)
        return Code(_uuid(self._guid), name[:LONGEST_LABEL], _line(self.description))


class _Reading:
    """What a parser tells of a file, without keeping its tree."""

    def __init__(self) -> None:
        self.is_codebook = False
        self.codes: list[_Open] = []
        self._open: list[_Open] = []
        self._depth = 0
        self._describes: _Open | None = None

    def start(self, tag: str, attributes: _Attributes) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooMuch("too_deep")
        kind = _local(tag)
        if kind == "CodeBook" and self._depth == 1:
            self.is_codebook = True
        elif kind == "Code":
            self._begin(attributes)
        elif kind == "Description" and self._open:
            self._describes = self._open[-1]

    def _begin(self, attributes: _Attributes) -> None:
        code = _Open(self._open[-1].path if self._open else (), attributes)
        self._open.append(code)
        if code.codable and code.path[-1]:
            self.codes.append(code)
        if len(self.codes) > _MOST_CODES:
            raise _TooMuch("too_many")

    def data(self, text: str) -> None:
        if self._describes and len(self._describes.description) < LONGEST_LABEL:
            self._describes.description += text

    def end(self, tag: str) -> None:
        self._depth -= 1
        kind = _local(tag)
        if kind == "Code":
            self._open.pop()
        elif kind == "Description":
            self._describes = None

    def close(self) -> None:
        """Nothing is left to do: a parser asks for it."""


def _local(tag: str) -> str:
    return tag.rpartition("}")[2]


def _line(text: str) -> str:
    return " ".join(text.split())[:LONGEST_LABEL]


def _plain(text: str) -> str:
    """Return what XML can hold of a text."""
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))


def _uuid(written: str) -> UUID | None:
    bare = written.strip().strip("{}")
    try:
        return UUID(bare)
    except ValueError:
        return None


def themes_meant(
    codes: Sequence[Code], guids: Sequence[UUID], names: Sequence[frozenset[str]]
) -> tuple[int | None, ...]:
    """Return for each code the place of the theme it means, each theme once; None: of no theme.

    What a file calls by the same id is the same, whatever its name; then what has the same name.

    Args:
        codes: Of a file.
        guids: What each theme is called in every codebook made of it.
        names: Of each theme, in all languages.
    """
    places = {guid: place for place, guid in enumerate(guids)}
    free = dict(reversed([(heading(name), p) for p, each in enumerate(names) for name in each]))
    meant = [places.pop(code.guid, None) if code.guid else None for code in codes]
    taken = {place for place in meant if place is not None}
    for at, code in enumerate(codes):
        place = free.get(heading(code.name))
        if meant[at] is None and place is not None and place not in taken:
            meant[at] = place
            taken.add(place)
    return tuple(meant)
