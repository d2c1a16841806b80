"""An entry is in somebody's words, and readers are told when those change."""

from datetime import timedelta
from uuid import UUID
from xml.sax.saxutils import escape

from defusedxml.ElementTree import fromstring
from hypothesis import given
from hypothesis import strategies as st

from surveys.announcing import LONGEST, Announcement, Wording, read_wording
from surveys.texts import Text
from tests.factories import NOON

TYPED = {"said_fr": "Trop vite.", "doing_fr": "Une pause de plus.", "doing_en": "One more break."}
LATER = NOON + timedelta(days=3)


def entry(**changes: str) -> Announcement:
    wording, faults = read_wording(TYPED | changes, ())
    assert faults == {}
    return Announcement(entry=UUID(int=1), cohort="a", wording=wording)


def test_a_language_left_out_takes_the_words_of_the_other() -> None:
    assert entry().wording == Wording(
        said=Text(fr="Trop vite.", en="Trop vite."),
        doing=Text(fr="Une pause de plus.", en="One more break."),
    )


def test_what_is_missing_too_long_or_gone_is_told_by_part() -> None:
    _, nothing = read_wording({"said_fr": " \r\n", "theme": "3"}, (1, 2))
    _, long = read_wording(TYPED | {"doing_en": "x" * (LONGEST + 1), "theme": "2"}, (1, 2))

    assert nothing == {"said": "missing", "doing": "missing", "theme": "gone"}
    assert long == {"doing": "long"}


def test_readers_are_told_of_a_correction_only_of_what_they_could_read() -> None:
    draft = entry()
    other = entry(said_fr="Trop lent.").wording
    public = draft.published(at=NOON)

    assert draft.corrected(other, at=NOON).state == "draft"
    assert (public.state, public.changed_at) == ("published", NOON)
    assert public.published(at=LATER) == public
    assert public.corrected(draft.wording, at=LATER) == public  # the same words
    changed = public.corrected(other, at=LATER)
    assert (changed.state, changed.published_at, changed.changed_at) == ("corrected", NOON, LATER)
    assert changed.withdrawn() == entry(said_fr="Trop lent.")


@given(st.text(max_size=60), st.text(max_size=60))
def test_no_text_keeps_what_xml_cannot_hold(said: str, doing: str) -> None:
    wording, _ = read_wording({"said_fr": said, "doing_en": doing}, ())

    for text in (wording.said.fr, wording.doing.en):
        assert (fromstring(f"<a>{escape(text)}</a>").text or "") == text
        assert text == text.strip()
