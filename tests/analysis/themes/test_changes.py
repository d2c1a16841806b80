from analysis.themes.changes import Change, changes
from tests.analysis.themes.layers import flows, layer


def changed(before: dict[int, int | None], after: dict[int, int | None]) -> list[Change]:
    return list(changes(flows(layer(before), layer(after))))


def change(kind: str, theme: int, ideas: int, *others: int) -> dict[str, object]:
    return {"kind": kind, "theme": theme, "others": others, "ideas": ideas, "people": ideas}


def as_dicts(found: list[Change]) -> list[dict[str, object]]:
    return [{name: getattr(each, name) for name in each.__struct_fields__} for each in found]


def test_nothing_differs_where_every_idea_is_where_it_was() -> None:
    assert changed({1: 1, 2: 1, 3: None}, {1: 1, 2: 1, 3: None}) == []


def test_a_theme_of_what_was_unsure_is_new() -> None:
    found = changed({1: 1, 2: None, 3: None}, {1: 1, 2: 2, 3: 2})

    assert as_dicts(found) == [change("new", 2, 2)]


def test_a_theme_that_gains_people_has_grown() -> None:
    found = changed({1: 1, 2: 1, 3: None}, {1: 1, 2: 1, 3: 1})

    assert as_dicts(found) == [change("grown", 1, 1)]


def test_a_theme_of_which_a_part_is_new_is_split() -> None:
    found = changed({1: 1, 2: 1, 3: 1, 4: 1, 5: 1}, {1: 1, 2: 1, 3: 1, 4: 2, 5: 2})

    assert as_dicts(found) == [
        change("new", 2, 2, 1),
        change("split", 1, 2, 2),
        change("shrunk", 1, 2),
    ]


def test_a_theme_that_lends_hardly_anything_to_a_new_one_is_not_split() -> None:
    before: dict[int, int | None] = dict.fromkeys(range(1, 11), 1) | {11: None}
    after: dict[int, int | None] = before | {10: 2, 11: 2}

    assert as_dicts(changed(before, after)) == [change("new", 2, 2, 1), change("shrunk", 1, 1)]


def test_a_theme_whose_ideas_are_in_another_is_merged_into_it() -> None:
    found = changed({1: 1, 2: 1, 3: 2, 4: 2}, {1: 1, 2: 1, 3: 1, 4: 1})

    assert as_dicts(found) == [change("merged", 2, 2, 1), change("grown", 1, 2)]


def test_a_theme_whose_ideas_are_in_none_is_gone() -> None:
    found = changed({1: 1, 2: 1, 3: 2, 4: 2}, {1: 1, 2: 1, 3: None, 4: None})

    assert as_dicts(found) == [change("gone", 2, 2)]
