"""A hypothesis is fixed: whoever edits the register is found out."""

from hashlib import sha256
from math import pi

import msgspec
import pytest

from analysis.loop.changes import Registered, canonical, stamp
from analysis.loop.register import (
    Kept,
    NotRegistered,
    read_register,
    registered,
    withdrawn,
)
from analysis.loop.spending import FALSE_VERDICTS, spent
from tests.analysis.loop.changes import WHEN, edited, kept, make_change, register_of

THREE = register_of(*(make_change(what=f"Changement {number}") for number in range(3)))
EVENTS = [entry.registered for entry in THREE.entries]


def test_the_stamp_is_the_sha_256_of_the_text_with_its_keys_in_order() -> None:
    text = canonical(EVENTS[0])

    assert text.startswith('{"at":"2026-01-05T12:00:00Z","by":"somebody","change":{"activity":')
    assert THREE.entries[0].stamp == sha256(text.encode()).hexdigest() == stamp(text)
    assert msgspec.json.decode(text, type=Registered) == EVENTS[0]


def test_each_event_names_the_stamp_before_it() -> None:
    assert EVENTS[0].previous == ""
    assert [event.previous for event in EVENTS[1:]] == [e.stamp for e in THREE.entries[:2]]
    assert THREE.last == THREE.entries[2].stamp
    assert THREE.intact
    assert [event.number for event in EVENTS] == [1, 2, 3]


def test_a_hypothesis_edited_after_the_fact_is_seen_and_so_is_all_that_follows() -> None:
    rows = kept(*EVENTS)
    rows[1] = Kept(canonical(edited(EVENTS[1], smallest=0.01)), rows[1].stamp)

    found = read_register(rows)

    assert found.broken_at == 2
    assert [entry.intact for entry in found.entries] == [True, False, False]


def test_a_hypothesis_edited_and_stamped_anew_breaks_the_next_event() -> None:
    rows = kept(*EVENTS)
    rows[1] = kept(edited(EVENTS[1], expects="lower"))[0]

    assert read_register(rows).broken_at == 3


@pytest.mark.parametrize("order", [(0, 2), (1, 2), (1, 0, 2), (0, 1, 1, 2)])
def test_an_event_taken_out_moved_or_doubled_is_seen(order: tuple[int, ...]) -> None:
    assert read_register(kept(*(EVENTS[at] for at in order))).broken_at is not None


def test_what_can_no_longer_be_read_breaks_the_register_and_nothing_is_added_to_it() -> None:
    rows = kept(*EVENTS)
    rows[0] = Kept(rows[0].text[:-1], rows[0].stamp)

    found = read_register(rows)

    assert (found.broken_at, len(found.entries)) == (1, 2)
    with pytest.raises(NotRegistered, match="Event 1"):
        registered(found, "essai", make_change(), WHEN, rivals=1)
    with pytest.raises(NotRegistered, match="Event 1"):
        withdrawn(found, 2, "Reporté", WHEN, answered=False)


def test_each_change_gets_its_part_in_the_order_of_registration() -> None:
    assert [event.rule.place for event in EVENTS] == [1, 2, 3]
    assert EVENTS[0].rule.alpha == pytest.approx(0.05 * 6 / pi**2)  # 3.04 %
    assert EVENTS[1].rule.alpha == pytest.approx(EVENTS[0].rule.alpha / 4)
    assert 0.0499 < sum(spent(place) for place in range(1, 10_000)) < FALSE_VERDICTS


def test_a_later_change_leaves_the_rule_of_an_earlier_one_as_it_was() -> None:
    first = register_of(make_change(what="Changement 0"))

    assert first.entries[0] == THREE.entries[0]


def test_a_change_chosen_for_its_low_rating_shares_its_part_with_its_rivals() -> None:
    (entry,) = register_of(make_change(chosen_for="rating"), rivals=8).entries

    assert entry.registered.rule.among == 8
    assert entry.registered.rule.alpha == pytest.approx(spent(1) / 8)


def test_a_change_registered_too_late_spends_nothing() -> None:
    late = register_of(make_change(), rivals=None)
    rule = late.entries[0].registered.rule
    after = registered(late, "essai", make_change(), WHEN, rivals=1)

    assert (rule.place, rule.alpha) == (None, 0.0)
    assert (after.number, after.rule.place) == (2, 1)


def test_a_withdrawn_change_stays_and_keeps_what_it_spent() -> None:
    gone = withdrawn(THREE, 2, "La personne formatrice est partie", WHEN, answered=False)
    after = read_register(kept(*EVENTS, gone))
    entry = after.entry(2)

    assert entry is not None
    assert entry.withdrawn == gone
    assert len(after.entries) == 3
    assert registered(after, "essai", make_change(), WHEN, rivals=1).rule.place == 4
    with pytest.raises(NotRegistered, match="withdrawn already"):
        withdrawn(after, 2, "Encore", WHEN, answered=False)
    with pytest.raises(NotRegistered, match="not in the register"):
        withdrawn(after, 9, "Jamais", WHEN, answered=False)


def test_a_reason_edited_afterwards_is_seen_on_its_change_too() -> None:
    gone = withdrawn(THREE, 1, "Peu de temps", WHEN, answered=True)
    rows = kept(*EVENTS, gone)
    rows[3] = Kept(canonical(msgspec.structs.replace(gone, answered=False)), rows[3].stamp)
    found = read_register(rows)

    assert [entry.intact for entry in found.entries] == [False, True, True]
