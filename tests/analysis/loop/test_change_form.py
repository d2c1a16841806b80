"""A change as its form is filled in: read whole, or refused field by field."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from analysis.loop.change_form import draft_from_fields, reason_problem
from analysis.loop.changes import ContentChange
from tests.analysis.loop.changes import make_change

FIELDS: list[tuple[str, str]] = [
    ("what", "  Une heure\r\nde pratique "),
    ("module", "usefulness.security"),
    ("need", "3"),
    ("item", "short:usefulness.security"),
    ("measure", "best"),
    ("expects", "lower"),
    ("smallest", "7,5 %"),
    ("chosen_for", "rating"),
    ("before", "before"),
    ("before", "before"),
    ("after", "after"),
]
NAMES = sorted({name for name, _ in FIELDS} | {"go", "activity"})
VALUES = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [value for _, value in FIELDS] + ["", "0", "100", "101", "x" * 1_001, "²", "٣"]
    ),
)


def test_what_is_typed_is_the_change_that_is_registered() -> None:
    draft = draft_from_fields("formation", FIELDS)

    assert draft.problems == ()
    assert draft.change == make_change(
        what="Une heure\nde pratique",
        need=3,
        measure="best",
        expects="lower",
        smallest=0.075,
        chosen_for="rating",
    )


def test_an_empty_form_says_what_is_missing() -> None:
    draft = draft_from_fields("formation", [])

    fields = [each.field for each in draft.problems]
    assert fields == ["item", "measure", "expects", "smallest", "chosen_for"]


@given(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=20))
def test_whatever_is_sent_is_refused_or_can_be_kept_and_read_again(
    fields: list[tuple[str, str]],
) -> None:
    """A stamped event that cannot be read again would break the register for ever."""
    draft = draft_from_fields("formation", [*FIELDS, *fields])
    change = draft.change
    # What the checks of the register refuse: they know cohorts, modules and what is missing.
    known = set(change.hypothesis.before) <= {"before"} and set(change.hypothesis.after) <= {
        "after"
    }
    if draft.problems or not known or change.module not in {None, "usefulness.security"}:
        return
    if change.what and change.hypothesis.before and change.hypothesis.after:
        assert msgspec.json.decode(msgspec.json.encode(change), type=ContentChange) == change


def test_a_reason_is_needed_and_no_novel() -> None:
    assert reason_problem("")
    assert reason_problem("x" * 1_001)
    assert reason_problem("Le budget") is None
