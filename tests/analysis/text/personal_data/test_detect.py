"""What is found in a text, whatever characters it is written with, and in what time."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.text.personal_data import family_names, given_names, not_names, organisation_words
from analysis.text.personal_data.detect import personal_data
from analysis.text.personal_data.marks import Kind, Mark, apart, blanked, masked, within
from analysis.text.personal_data.numbers import is_sin


def seen(text: str) -> str:
    return masked(text, personal_data(text), "fr")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Écrivez à luc.roy@exemple.ca.", "Écrivez à [courriel]."),
        ("luc.roy＠exemple．ca", "[courriel]"),  # noqa: RUF001 — full-width signs are the point
        ("lu\u200bc@exem\u00adple.ca", "[courriel]"),
        ("luc arobase exemple point ca", "[courriel]"),
        ("luc (at) exemple (dot) ca", "[courriel]"),
        ("luc at gmail dot com", "[courriel]"),
        ("À 5 @ 7, voyez canva.com", "À 5 @ 7, voyez canva.com"),
        ("look at canva.com at this point", "look at canva.com at this point"),
        ("au 514\u00a0555‑0142 poste 3", "au [téléphone]"),  # noqa: RUF001 — no-break hyphen
        ("\uff15\uff11\uff14 \uff15\uff15\uff15 \uff10\uff11\uff14\uff12", "[téléphone]"),
        ("5 1 4 5 5 5 0 1 4 2", "[téléphone]"),
        ("en 2019-2023, 250 000 $, 100-200", "en 2019-2023, 250 000 $, 100-200"),
        ("0.514 5550142 1234", "0.514 5550142 1234"),
        ("Code H2X\u00a01Y4 ou g1r-2b5", "Code [code postal] ou [code postal]"),
        ("D2X 1Y4, H2X 1O4", "D2X 1Y4, H2X 1O4"),  # letters no postal code has
        ("130 692 544 et 130 692 545", "[NAS] et 130 692 545"),
        ("NAS : 046-454-287", "NAS : [NAS]"),
        (
            "https://exemple.ca/aide et www.exemple.ca/d/83920475",
            "https://exemple.ca/aide et [lien]",
        ),
        ("Merci à Noémie Lavoie-Roy !", "Merci à [nom] !"),
        ("Merci a\u0300 Noe\u0301mie", "Merci a\u0300 [nom]"),
        ("Mme Xyz et M. T. viendront", "Mme [nom] et M. [nom] viendront"),
        (
            "Claire et nette, la fin. Pierre angulaire.",
            "Claire et nette, la fin. Pierre angulaire.",
        ),
        ("avec Claire, puis Pierre Roy", "avec [nom], puis [nom]"),
        ("FORMATION TRÈS BONNE EN MAI", "FORMATION TRÈS BONNE EN MAI"),
        ("Chez nous et chez Brindille", "Chez nous et chez [organisme]"),
        ("la maison des jeunes de Grand-Pré", "la [organisme]"),
        ("la maison des jeunes", "la maison des jeunes"),
    ],
)
def test_what_people_write_is_read_without_what_says_who_they_are(written: str, read: str) -> None:
    assert seen(written) == read


def test_a_mask_is_in_the_language_of_the_text() -> None:
    text = "Ask Kathleen Gallagher, 514 555-0142"
    assert masked(text, personal_data(text), "en") == "Ask [name], [phone]"


def test_a_social_insurance_number_has_its_check() -> None:
    # 1 3 0 6 9 2 5 4 4, every second digit doubled: 1 6 0 12 9 4 5 8 4, with 3 for 12: 40.
    assert is_sin([1, 3, 0, 6, 9, 2, 5, 4, 4])
    assert not is_sin([1, 3, 0, 6, 9, 2, 5, 4, 5])
    assert not is_sin([0] * 9)
    assert not is_sin([8, 0, 0, 0, 0, 0, 0, 0, 2])


def test_of_what_overlaps_all_is_covered_and_the_longer_says_what_it_is() -> None:
    marks = [Mark(4, 9, Kind.PERSON), Mark(0, 6, Kind.ORGANISATION), Mark(12, 13, Kind.PHONE)]
    assert apart(marks) == (Mark(0, 9, Kind.ORGANISATION), Mark(12, 13, Kind.PHONE))


def test_a_name_that_is_cut_in_two_stays_marked_in_both_parts() -> None:
    marks = (Mark(3, 8, Kind.PERSON),)
    assert within(marks, 0, 5) == (Mark(3, 5, Kind.PERSON),)
    assert within(marks, 5, 20) == (Mark(0, 3, Kind.PERSON),)
    assert within(marks, 8, 20) == ()


PIECES = st.sampled_from(
    [
        "Martine ",
        "Roy",
        "@",
        "exemple.ca",
        " arobase ",
        "514",
        "-",
        " 555 0142",
        "é",
        "e\u0301",
        "\u200b",
        "\U0001d40c",
        "ﬁ",
        "ß",
        "İ",
        "l’",
        "Mme ",
        "M. ",
        "\n",
        "Maison ",
        "de ",
        "www.",
        "/",
        "\u0661",
    ]
)


@given(st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=20).map("".join)))
def test_marks_stand_apart_and_in_order_within_any_text(text: str) -> None:
    marks = personal_data(text)
    edges = [edge for mark in marks for edge in (mark.start, mark.end)]
    assert edges == sorted(edges)
    assert all(0 <= mark.start < mark.end <= len(text) for mark in marks)
    assert len(blanked(text, marks)) == len(text)
    assert within(marks, 0, len(text)) == marks
    assert personal_data(text) == marks


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_address_is_found_whatever_stands_around_it(before: str, after: str) -> None:
    text = f"{before}\nzoe.k@exemple.ca\n{after}"
    assert "zoe.k@exemple.ca" not in masked(text, personal_data(text), "fr")


ENDLESS = ["a@a.", "x@5", " arobase ", "a point ", "1 ", "514 555 ", "J. ", "M. ", "l'", "a-", "/a"]
ENDLESS += [
    "www.",
    "Maison de ",
    "Of Club And ",
    "merci à A et ",
    "de la ",
    "Jean ",
    "\u200b",
    "A1A ",
]


@pytest.mark.parametrize("part", ENDLESS)
def test_time_grows_with_the_length_of_the_text_alone(part: str) -> None:
    begun = time.process_time()
    personal_data(part * (15_000 // len(part)) + "et de la suite " * 1_000)
    assert time.process_time() - begun < 2  # what grows with the square takes ten times as long


def test_lists_hold_words_as_they_are_compared() -> None:
    for module in (family_names, given_names, not_names, organisation_words):
        for name, words in vars(module).items():
            if name.isupper() and isinstance(words, frozenset) and name != "BOTH":
                strange = {w for w in words if not w.isascii() or w != w.lower()}
                assert not strange, (module.__name__, name)
    assert given_names.GIVEN.isdisjoint(given_names.ALSO_WORDS | given_names.PLACES_TOO)
    assert family_names.FAMILY.isdisjoint(family_names.FAMILY_ALSO_WORDS | not_names.NOT_NAMES)
