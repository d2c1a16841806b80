"""Layers of themes that travel are the layers that were packed."""

from uuid import UUID

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from analysis.inputs import Comment
from analysis.themes.packed import PackedComments, packed, packed_mentions
from tests.analysis.themes.layers import layer


@given(st.dictionaries(st.integers(1, 40), st.sampled_from((None, 1, 2, 3))))
def test_a_layer_is_opened_as_it_was_packed(themes: dict[int, int | None]) -> None:
    found = layer(themes, says={person: (0, 2) for person in themes if person % 3})

    assert packed(found).opened() == found


def test_more_ideas_than_a_piece_holds_stay_in_their_order() -> None:
    one = layer({1: 1})
    many = tuple(replace(one.mentions[0], start=place) for place in range(45_000))
    found = replace(one, mentions=many)

    travels = packed(found)

    assert len(travels.mentions) == 3
    assert travels.opened().mentions == many


def test_a_quote_tells_its_place_among_those_of_its_theme() -> None:
    found = layer({1: 1, 2: 1, 3: 1, 4: None})
    (time,) = found.themes
    found = replace(found, themes=(replace(time, quotes=(2, 0)),))

    (rows,) = packed_mentions(found, [0, 1, 2])

    assert [row.get("quote") for row in msgspec.json.decode(rows)] == [2, None, 1]


def test_comments_are_opened_as_they_were_written() -> None:
    text = 'Une « idée » : "oui"\\ \u2028 🙂'
    comment = Comment(UUID(int=7), "printemps", "needs", "fr", text)

    assert PackedComments((msgspec.json.encode([comment]).decode(),)).opened() == [comment]
