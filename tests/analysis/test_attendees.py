"""Who is meant by a name in a report: exactly one person, or nobody is named."""

from uuid import NAMESPACE_URL, UUID, uuid5

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.attendance import Presence
from analysis.attendees import MOST_CANDIDATES, Attendees, recognise, shown_in
from surveys.roster import Person


def person(name: str, email: str = "") -> Person:
    return Person(person=uuid5(NAMESPACE_URL, name + email), name=name, email=email)


ROSTER = [
    person("Marie Tremblay", "marie@a.org"),
    person("Luc Roy", "luc@a.org"),
    person("Paul Roy", "info@a.org"),
    person("Jean-Claude Côté"),
    person("Anne-Marie Gagnon"),
    person("Zoé D’Amours", "Zoe@A.org"),
    person("Dr Éric Lévesque", "eric@a.org"),
    person("Kim Nguyen"),
    person("Kim Nguyen", "kim@b.org"),
    person("Mme Josée de la Tour"),
    person("Ève Lê"),
]
NAMES = {each.person: f"{each.name} <{each.email}>" for each in ROSTER}


def found(name: str, email: str = "", **also: str) -> Attendees:
    return recognise(shown_in([Presence(name, email, tuple(also.values()))]), ROSTER)


def outcome(name: str, email: str = "", **also: str) -> tuple[str, ...]:
    """Return how somebody was recognised and their name, or the doubt and the candidates'."""
    attendees = found(name, email, **also)
    for each in attendees.recognised:
        return (each.way, NAMES[each.person].partition(" <")[0])
    (left,) = attendees.unrecognised
    return (left.doubt, *(NAMES[each].partition(" <")[0] for each in left.candidates))


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("Marie Tremblay", "Marie Tremblay"),
        ("TREMBLAY, Marie", "Marie Tremblay"),
        ("marie  tremblay", "Marie Tremblay"),
        ("cote jean claude", "Jean-Claude Côté"),
        ("Éric Lévesque", "Dr Éric Lévesque"),
        ("M. Eric Levesque (Externe)", "Dr Éric Lévesque"),
        ("zoe d'amours (elle/she)", "Zoé D’Amours"),
        ("015_Loki (Luc Roy)", "Luc Roy"),
        ("Bureau 3 (Tremblay, Marie)", "Marie Tremblay"),
        ("iPhone de Josée de la Tour", "Mme Josée de la Tour"),
        ("Luc Roy’s iPad", "Luc Roy"),
        ("eve le", "Ève Lê"),
        ("Zoe DAmours", "Zoé D’Amours"),
        ("Zoé D Amours", "Zoé D’Amours"),
    ],
)
def test_a_whole_name_is_known_however_it_is_written(shown: str, name: str) -> None:
    assert outcome(shown) == ("name", name)


@pytest.mark.parametrize(
    ("shown", "name"),
    [
        ("iPhone de Luc", "Luc Roy"),
        ("Luc’s iPad (2)", "Luc Roy"),
        ("Marie T.", "Marie Tremblay"),
        ("Mme Tremblay", "Marie Tremblay"),
        ("Marie Tremblay - CDC Rosemont", "Marie Tremblay"),
    ],
)
def test_a_part_of_a_name_is_enough_where_it_fits_one_person(shown: str, name: str) -> None:
    assert outcome(shown) == ("part", name)


def test_an_address_is_enough_whatever_the_name() -> None:
    assert outcome("PC-12", "ZOE@a.org") == ("email", "Zoé D’Amours")
    assert outcome("luc@a.org") == ("email", "Luc Roy")
    assert outcome("Kim Nguyen", "kim@b.org") == ("email", "Kim Nguyen")


def test_a_name_somebody_registered_with_counts_too() -> None:
    assert outcome("bureau", registered="Luc Roy") == ("name", "Luc Roy")


@pytest.mark.parametrize(
    ("shown", "email", "doubt"),
    [
        ("Kim Nguyen", "", ("several", "Kim Nguyen", "Kim Nguyen")),
        ("iPad de Kim", "", ("several", "Kim Nguyen", "Kim Nguyen")),
        ("Roy", "", ("several", "Luc Roy", "Paul Roy")),
        ("Marie", "", ("several", "Anne-Marie Gagnon", "Marie Tremblay")),
        ("Claude", "", ("nobody", "Jean-Claude Côté")),  # may be somebody else
        ("Marie Trembley", "", ("nobody", "Marie Tremblay", "Anne-Marie Gagnon")),
        ("Luc Roy", "info@a.org", ("contradiction", "Luc Roy", "Paul Roy")),
        (
            "Luc (Marie Tremblay) (Paul Roy)",
            "",
            ("several", "Marie Tremblay", "Paul Roy", "Luc Roy", "Anne-Marie Gagnon"),
        ),
        ("Luc", "luc@other.org", ("nobody", "Luc Roy")),  # a part of a name, and another address
        ("Zzz", "lroy@other.org", ("nobody", "Luc Roy", "Paul Roy")),
        ("iPhone", "", ("nobody",)),
        ("🙂", "", ("nobody",)),
        ("L. R.", "", ("nobody",)),
        ("elle", "", ("nobody",)),
    ],
)
def test_nobody_is_guessed(shown: str, email: str, doubt: tuple[str, ...]) -> None:
    assert outcome(shown, email) == doubt


def test_a_human_decides_first_and_may_say_nobody() -> None:
    shown = shown_in([Presence("Marie Tremblay"), Presence("iPad de Kim"), Presence("Roy")])
    luc = ROSTER[1].person

    decided = recognise(shown, ROSTER, {("Marie Tremblay", ""): None, ("Roy", ""): luc})

    assert [each.name for each in decided.nobody] == ["Marie Tremblay"]
    assert [(each.person, each.way) for each in decided.recognised] == [(luc, "hand")]
    assert [each.shown.name for each in decided.unrecognised] == ["iPad de Kim"]


def test_two_names_of_one_person_merge() -> None:
    presences = [Presence("Luc Roy"), Presence("iPhone de Luc"), Presence("Luc Roy")]

    attendees = recognise(shown_in(presences), ROSTER)

    assert {each: len(rows) for each, rows in attendees.presences.items()} == {ROSTER[1].person: 3}


def test_nobody_on_the_roster_leaves_everybody_to_a_human() -> None:
    attendees = recognise(shown_in([Presence("Luc Roy")]), [])

    assert [each.candidates for each in attendees.unrecognised] == [()]


SOME_NAMES = st.lists(
    st.sampled_from(["Marie", "Luc", "Roy", "Kim", "Tremblay", "Anne-Marie", "iPhone", "de", "T."]),
    max_size=4,
).map(" ".join)


@given(name=SOME_NAMES, shuffled=st.permutations(ROSTER))
def test_the_order_of_the_roster_changes_nothing(name: str, shuffled: list[Person]) -> None:
    shown = shown_in([Presence(name)])

    assert recognise(shown, shuffled).recognised == recognise(shown, ROSTER).recognised


@given(name=SOME_NAMES, twin=st.sampled_from(ROSTER))
def test_somebody_with_a_twin_on_the_roster_is_never_recognised_by_name(
    name: str, twin: Person
) -> None:
    other = Person(person=UUID(int=1), name=twin.name)

    attendees = recognise(shown_in([Presence(name)]), [*ROSTER, other])

    assert not {twin.person, other.person} & {each.person for each in attendees.recognised}
    assert all(len(each.candidates) <= MOST_CANDIDATES for each in attendees.unrecognised)
