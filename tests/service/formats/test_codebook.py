"""Codebooks of the REFI-QDA standard, as other programs write and read them."""

from uuid import UUID

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from service.formats.codebook import (
    Code,
    CodeSet,
    NotRead,
    guid_of,
    read_codebook,
    themes_meant,
    write_codebook,
)

A, B = guid_of("formation", 1), guid_of("formation", 2)

NVIVO = """<?xml version="1.0" encoding="UTF-8" standalone="no" ?>
<CodeBook origin="NVivo 12 For Mac" xmlns="urn:QDA-XML:codebook:1:0"
 xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"
 xsi:schemaLocation="urn:QDA-XML:codebook:1:0 Codebook.xsd"><Codes>
<Code color="#00FF00"
 guid="{0f8fad5b-d9cb-469f-a165-70867728950e}" isCodable="false" name="Besoins">
 <Code guid="7C9E6679-7425-40DE-944B-E07FC1F90AE7" isCodable="true" name="Suivi">
  <Description>Après
   la formation.</Description></Code></Code>
<Code guid="not-a-guid" isCodable="true" name="Repas"/>
</Codes><Sets><Set guid="0f8fad5b-d9cb-469f-a165-70867728950f" name="x"/></Sets></CodeBook>"""


def test_a_codebook_of_another_program_is_read_with_its_levels() -> None:
    """The namespace with a second colon is what NVivo writes; what only groups is no code."""
    assert read_codebook(NVIVO.encode()) == (
        Code(
            UUID("7c9e6679-7425-40de-944b-e07fc1f90ae7"), "Besoins / Suivi", "Après la formation."
        ),
        Code(None, "Repas"),
    )


def test_a_codebook_is_written_as_the_standard_says() -> None:
    """The order and names of elements and attributes are those of Codebook.xsd 1.0."""
    written = write_codebook(
        [Code(A, "Plus de temps", "12 personnes."), Code(B, "Repas")],
        [CodeSet(guid_of("formation", "dismissed"), "Écartés", (B,)), CodeSet(A, "Vide", ())],
        origin="Bilan",
    )

    book = fromstring(written)
    ns = "{urn:QDA-XML:codebook:1.0}"
    codes, sets = list(book)
    assert (book.tag, codes.tag, sets.tag) == (f"{ns}CodeBook", f"{ns}Codes", f"{ns}Sets")
    assert [each.attrib for each in codes] == [
        {"guid": str(A), "name": "Plus de temps", "isCodable": "true"},
        {"guid": str(B), "name": "Repas", "isCodable": "true"},
    ]
    assert [(each.tag, each.text) for each in codes[0]] == [(f"{ns}Description", "12 personnes.")]
    assert [each.attrib["name"] for each in sets] == ["Écartés"]
    assert [each.attrib for each in sets[0]] == [{"guid": str(B)}]


@given(
    st.lists(
        st.tuples(
            st.text(min_size=1, max_size=80).filter(str.strip), st.text(max_size=80), st.uuids()
        ),
        min_size=1,
        max_size=6,
    )
)
def test_whatever_names_are_they_come_back_as_they_left(
    given_codes: list[tuple[str, str, UUID]],
) -> None:
    """But for white space, and what XML cannot hold."""
    codes = [Code(guid, f"x{name}", description) for name, description, guid in given_codes]

    back = read_codebook(write_codebook(codes, [], origin="Bilan"))

    assert not isinstance(back, NotRead)
    assert [each.guid for each in back] == [each.guid for each in codes]
    for came, left in zip(back, codes, strict=True):
        assert came.name == " ".join(held(left.name).split())
        assert came.description == " ".join(held(left.description).split())


def held(text: str) -> str:
    return "".join(c for c in text if c in "\t\n" or (c >= " " and c not in "\ufffe\uffff"))


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "not_xml"),
        (b"\xff\xfe", "not_xml"),
        (b"PK\x03\x04 a project is a zip", "not_xml"),
        (b"<CodeBook><Codes>", "not_xml"),
        (b"<Project><CodeBook/></Project>", "not_codebook"),
        (b"<CodeBook><Codes/></CodeBook>", "nothing"),
        (b"<CodeBook>" + b"<Code name='x'>" * 40, "too_deep"),
        (b"<CodeBook>" + b"<Code name='x'/>" * 1_000 + b"</CodeBook>", "too_many"),
        (
            b'<!DOCTYPE x [<!ENTITY a "b">]><CodeBook><Codes><Code name="&a;"/></Codes></CodeBook>',
            "declares",
        ),
        (b'<!DOCTYPE x SYSTEM "file:///etc/hostname"><CodeBook/>', "declares"),
    ],
)
def test_what_is_no_codebook_is_refused_for_its_reason(content: bytes, reason: str) -> None:
    read = read_codebook(content)

    assert isinstance(read, NotRead)
    assert read.reason == reason


def test_a_code_means_the_theme_it_was_made_of_and_else_the_one_of_its_name() -> None:
    codes = [
        Code(None, "plus  de TEMPS"),  # its name is taken by the code below
        Code(A, "Rythme"),
        Code(None, "Lunch"),
        Code(B, "Other of that id"),
        Code(None, "Inconnu"),
    ]
    names = [frozenset({"Plus de temps", "More time"}), frozenset({"Repas", "Lunch"})]

    assert themes_meant(codes, [A, B], names) == (None, 0, None, 1, None)
    assert themes_meant(codes[:1] + codes[2:3], [A, B], names) == (0, 1)
    assert themes_meant(codes[2:3] * 2, [A, B], names) == (1, None)
