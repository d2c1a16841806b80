import random
from collections import Counter
from collections.abc import Sequence
from uuid import UUID

import msgspec
import numpy as np
import pytest

from analysis.inputs import Comment
from analysis.text.spelling import spelled_out
from analysis.themes.candidates import LONGEST
from analysis.themes.embedders import (
    Embedder,
    HashedWordsEmbedder,
    UniversalSentenceEncoder,
    Vectors,
)
from analysis.themes.find import find_themes
from analysis.themes.fit import ENOUGH
from analysis.themes.results import Detail, ThemesFound
from analysis.unit_vectors import unit
from tests.analysis.themes.comments import (
    EXAMPLES,
    EXAMPLES_IN_ENGLISH,
    PACE,
    PACE_IN_ENGLISH,
    comment,
    comments,
)

SUBJECTS = comments(
    *EXAMPLES,
    *PACE,
    *(
        f"{before} {subject} {after}"
        for subject in ("la salle", "le repas du midi", "le projecteur", "le stationnement")
        for before, after in [
            ("Revoir", "svp"),
            ("J’ai trouvé", "très bien pensé"),
            ("Pour", "il faudrait mieux"),
            ("", "était trop petit"),
            ("Améliorer", "la prochaine fois"),
            ("On oublie", "à chaque fois"),
            ("Merci pour", "c’était apprécié"),
        ]
    ),
)
BOTH_LANGUAGES = comments(*EXAMPLES, *EXAMPLES_IN_ENGLISH, *PACE, *PACE_IN_ENGLISH)


@pytest.fixture(scope="module")
def found(encoder: UniversalSentenceEncoder) -> ThemesFound:
    return find_themes(BOTH_LANGUAGES, embedder=encoder)


def theme_of(found: ThemesFound, number: int) -> int | None:
    (mention,) = (m for m in found.mentions if m.submission_id == UUID(int=number))
    return mention.theme


def said(found: ThemesFound, given: list[Comment]) -> list[str]:
    texts = {(c.submission_id, c.question): c.text for c in given}
    return [texts[m.submission_id, m.question][m.start : m.end] for m in found.mentions]


def test_two_planted_themes_are_found_and_kept_apart(found: ThemesFound) -> None:
    about_examples = len(EXAMPLES) + len(EXAMPLES_IN_ENGLISH)
    themes = [theme_of(found, number + 1) for number in range(len(BOTH_LANGUAGES))]

    examples, pace = Counter(themes[:about_examples]), Counter(themes[about_examples:])

    assert examples.most_common(1)[0][1] >= about_examples - 3
    assert pace.most_common(1)[0][1] >= len(PACE) + len(PACE_IN_ENGLISH) - 3
    assert examples.most_common(1)[0][0] != pace.most_common(1)[0][0]


def test_french_and_english_about_one_thing_land_together(found: ThemesFound) -> None:
    first_english = len(EXAMPLES) + 1
    french = Counter(theme_of(found, n) for n in range(1, first_english)).most_common(1)[0][0]
    english = [theme_of(found, first_english + n) for n in range(len(EXAMPLES_IN_ENGLISH))]

    assert english.count(french) >= len(english) - 1


def test_labels_are_what_people_wrote_in_each_language(found: ThemesFound) -> None:
    labels = {(theme.label.fr, theme.label.en) for theme in found.themes}

    assert labels == {("Exemples concrets", "Concrete examples"), ("Trop rapide", "Too fast")}


def test_a_theme_of_one_language_has_its_label_on_both_pages(
    encoder: UniversalSentenceEncoder,
) -> None:
    found = find_themes(comments(*EXAMPLES, *PACE), embedder=encoder)

    assert found.themes
    assert all(theme.label.fr == theme.label.en != "" for theme in found.themes)


def test_quotes_are_ideas_of_the_theme_from_different_people(found: ThemesFound) -> None:
    for theme in found.themes:
        quoted = [found.mentions[quote] for quote in theme.quotes]
        assert len(quoted) == 3
        assert {mention.theme for mention in quoted} == {theme.number}
        assert len({mention.submission_id for mention in quoted}) == len(quoted)


def test_each_survey_can_be_quoted_even_where_another_said_the_same_first(
    encoder: UniversalSentenceEncoder,
) -> None:
    given = [
        comment(number, text, survey=survey)
        for number, (text, survey) in enumerate(
            [(text, survey) for survey in ("a", "b") for text in EXAMPLES[:6]]
        )
    ]
    surveys = {each.submission_id: each.survey for each in given}

    found = find_themes(given, embedder=encoder)

    for theme in found.themes:
        people = {m.submission_id for m in found.mentions if m.theme == theme.number}
        quoted = Counter(surveys[found.mentions[quote].submission_id] for quote in theme.quotes)
        said_in = Counter(surveys[person] for person in people)
        assert quoted == {survey: min(3, count) for survey, count in said_in.items()}
    assert len(found.themes[0].quotes) > 3


def test_a_mention_knows_its_language_and_which_words_of_its_theme_it_says(
    found: ThemesFound,
) -> None:
    texts = said(found, BOTH_LANGUAGES)
    for mention, text in zip(found.mentions, texts, strict=True):
        if mention.theme is not None:
            label = found.themes[mention.theme - 1].label.fr.casefold()
            assert (0 in mention.says) == (label in text.casefold())

    (english,) = (
        m for m, text in zip(found.mentions, texts, strict=True) if "case studies" in text
    )
    assert english.language == "en"
    assert found.mentions[0].language == "fr"
    assert any(0 in mention.says for mention in found.mentions)


def test_a_word_within_a_longer_one_is_not_said() -> None:
    given = comments(*["Un plan"] * 3, *["La planification"] * 3)

    found = find_themes(given, embedder=HashedWordsEmbedder())

    for mention, text in zip(found.mentions, said(found, given), strict=True):
        if mention.theme is not None:
            phrases = [found.themes[mention.theme - 1].phrases[place] for place in mention.says]
            assert ("plan" in [p.casefold() for p in phrases]) == ("Un plan" in text)


def test_what_became_of_each_comment_is_counted() -> None:
    remark = "Un suivi par courriel. Le rythme était trop rapide."

    found = find_themes(comments(remark, "rien à signaler"), embedder=HashedWordsEmbedder())

    assert [(each.ideas, each.unsure) for each in found.read] == [(2, 2), (0, 0)]


def test_themes_come_with_most_respondents_first(found: ThemesFound) -> None:
    respondents = [theme.respondents for theme in found.themes]

    assert respondents == sorted(respondents, reverse=True)


def test_enough_ideas_come_with_their_stability(found: ThemesFound) -> None:
    assert not found.suggestion_only
    assert all(0 <= (theme.stability or -1) <= 1 for theme in found.themes)


def test_themes_that_are_apart_say_so(found: ThemesFound) -> None:
    assert all(0.1 < (theme.coherence or 0) <= 1 for theme in found.themes)


def test_the_same_comments_give_the_same_bytes_in_any_order(
    found: ThemesFound, encoder: UniversalSentenceEncoder
) -> None:
    shuffled = random.Random(1).sample(BOTH_LANGUAGES, len(BOTH_LANGUAGES))  # noqa: S311

    again = find_themes(shuffled, embedder=encoder)

    assert msgspec.json.encode(again) == msgspec.json.encode(found)


def test_a_mention_slices_the_text_as_it_was_written(encoder: UniversalSentenceEncoder) -> None:
    given = comments("  Un suivi 🎉 après coup, mais le rythme e\u0301tait\u200b rapide!  ")

    found = find_themes(given, embedder=encoder)

    assert said(found, given) == ["Un suivi 🎉 après coup", "le rythme e\u0301tait\u200b rapide!"]


def test_a_person_who_says_it_twice_counts_once(encoder: UniversalSentenceEncoder) -> None:
    given = [
        comment(1, "Plus d’exemples concrets. Des exemples concrets svp."),
        comment(1, "Il manque des exemples concrets", question="other"),
        comment(2, "Des exemples concrets"),
    ]

    (theme,) = find_themes(given, embedder=encoder).themes

    assert (theme.respondents, theme.ideas) == (2, 4)
    assert len(theme.quotes) == 2


def test_what_one_person_says_is_not_a_theme(encoder: UniversalSentenceEncoder) -> None:
    given = [comment(1, "Plus d’exemples concrets. Des exemples concrets svp.")]

    found = find_themes(given, embedder=encoder)

    assert found.themes == ()
    assert [mention.theme for mention in found.mentions] == [None, None]
    assert [mention.unsure for mention in found.mentions] == ["few", "few"]


def test_non_answers_and_praise_are_set_aside(encoder: UniversalSentenceEncoder) -> None:
    given = comments("rien à signaler", "n/a", "tout était parfait", "🎉", "Un suivi par courriel")

    found = find_themes(given, embedder=encoder)

    assert [comment.ideas for comment in found.read] == [0, 0, 0, 0, 1]
    assert said(found, given) == ["Un suivi par courriel"]


def test_few_ideas_are_grouped_as_a_suggestion_only(encoder: UniversalSentenceEncoder) -> None:
    given = comments(*EXAMPLES[:5], *PACE[:5])

    found = find_themes(given, embedder=encoder)

    assert found.suggestion_only
    assert len(given) < ENOUGH
    assert {theme.label.fr for theme in found.themes} >= {"Exemples concrets"}
    assert all(theme.stability is None for theme in found.themes)


class Planted:
    """Vectors of three subjects, apart from one another."""

    name = "planted"

    def encode(self, texts: Sequence[str]) -> Vectors:
        examples, pace = ({spelled_out(text, "fr") for text in each} for each in (EXAMPLES, PACE))
        subjects = [0 if text in examples else 1 if text in pace else 2 for text in texts]
        own = HashedWordsEmbedder().encode(texts)
        return unit(np.hstack([4 * np.eye(3)[subjects], own]))


def test_remarks_that_share_no_word_are_unsure_however_near_they_are() -> None:
    remarks = [f"{chr(first) * 2}{chr(second) * 2}" for first in b"abcde" for second in b"fghij"]
    given = comments(*EXAMPLES, *PACE, *remarks)

    found = find_themes(given, embedder=Planted())

    first_remark = len(EXAMPLES) + len(PACE) + 1
    themes = [theme_of(found, number) for number in range(1, len(given) + 1)]
    assert None not in themes[: first_remark - 1]
    assert set(themes[first_remark - 1 :]) == {None}
    assert {mention.unsure for mention in found.mentions[first_remark - 1 :]} == {"vague"}
    assert {mention.unsure for mention in found.mentions[: first_remark - 1]} == {None}


def test_an_idea_near_none_of_the_others_is_unsure_because_it_is_far(
    encoder: UniversalSentenceEncoder,
) -> None:
    given = comments(*EXAMPLES, *PACE, "zqx wvk jjyr")

    found = find_themes(given, embedder=encoder)

    assert (found.mentions[-1].theme, found.mentions[-1].unsure) == (None, "far")


@pytest.mark.parametrize("detail", ["fewer", "more"])
def test_fewer_or_more_themes_can_be_asked_for_and_come_out_the_same_again(
    detail: Detail, encoder: UniversalSentenceEncoder
) -> None:
    usual = find_themes(SUBJECTS, embedder=encoder)

    found = find_themes(SUBJECTS, embedder=encoder, detail=detail)
    shuffled = random.Random(2).sample(SUBJECTS, len(SUBJECTS))  # noqa: S311
    again = find_themes(shuffled, embedder=encoder, detail=detail)

    assert (len(found.themes) - len(usual.themes)) * (1 if detail == "more" else -1) > 0
    assert msgspec.json.encode(again) == msgspec.json.encode(found)


def test_no_comments_are_no_themes() -> None:
    found = find_themes([], embedder=HashedWordsEmbedder())

    assert (found.themes, found.mentions, found.read) == ((), (), ())
    assert found.suggestion_only


def test_progress_climbs_to_one(encoder: UniversalSentenceEncoder) -> None:
    shares: list[float] = []

    find_themes(BOTH_LANGUAGES, embedder=encoder, progress=shares.append)

    assert shares == sorted(shares)
    assert shares[-1] == 1


def test_more_ideas_than_are_learned_from_still_all_find_their_place(
    monkeypatch: pytest.MonkeyPatch, encoder: UniversalSentenceEncoder
) -> None:
    monkeypatch.setattr("analysis.themes.fit.FITTED", 24)

    found = find_themes(BOTH_LANGUAGES, embedder=encoder)

    placed = sum(mention.theme is not None for mention in found.mentions)
    assert len(found.mentions) == len(BOTH_LANGUAGES)
    assert placed >= len(BOTH_LANGUAGES) * 0.7
    assert sum(theme.ideas for theme in found.themes) == placed


HOSTILE: dict[str, list[str]] = {
    "one long word": ["a" * 100_000, "b" * 100_000],
    "one long word of many": [f"{'a' * 5_000} exemples concrets"] * 6,
    "long text": ["mot " * 25_000, "idée neuve. " * 8_000],
    "punctuation": ["!" * 100_000, "- " * 50_000],
    "emoji only": ["😀🎉"] * 30,
    "one comment ten thousand times": ["Plus d’exemples concrets"] * 10_000,
    "right to left": ["أحتاج إلى مزيد من الوقت", "צריך יותר דוגמאות"] * 12,
    "right to left, all different": [f"צריך עוד זמן {'א' * n}" for n in range(30)],
    "zero width": ["plus\u200bde\u200btemps", "\u200b\u200b", "\ufeff"] * 8,
    "zero width, all different": ["plus\u200b de temps " + n * "\u200bx" for n in range(30)],
    "turned around": [f"\u202e{'sulp' * n} \u202dtemps\u2066 libre" for n in range(1, 30)],
    "an emoji and a word": [f"{chr(0x1F600 + n)} temps" for n in range(30)],
    "one idea of a hundred thousand characters": ["plus de temps " * 7_200] * 2 + ["temps"] * 20,
    "only small words": [f"{'que ' * n}je le" for n in range(30)],
    "broken characters": ["\ud800 suivi", "suivi \udfff", "a\x00b"] * 8,
    "digits": [str(n) for n in range(30)],
    "nothing in common": [f"{chr(97 + n) * 5}{n}" for n in range(26)],
    "stacked accents": ["Z̷̢͝a̷l̵g̸o̶ " * 50] * 3,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("vectors", ["meaning", "words"])
def test_hostile_text_breaks_nothing(
    name: str, vectors: str, encoder: UniversalSentenceEncoder
) -> None:
    embedder: Embedder = encoder if vectors == "meaning" else HashedWordsEmbedder()
    given = comments(*HOSTILE[name])

    found = find_themes(given, embedder=embedder)

    assert len(found.read) == len(given)
    assert all(said(found, given))
    assert all(theme.label.fr and theme.label.en and theme.quotes for theme in found.themes)
    assert all(len(phrase) <= LONGEST for theme in found.themes for phrase in theme.phrases)
    assert msgspec.json.decode(msgspec.json.encode(found), type=ThemesFound) == found


def test_one_comment_ten_thousand_times_is_one_theme(encoder: UniversalSentenceEncoder) -> None:
    given = comments(*["Plus d’exemples concrets"] * 10_000)

    (theme,) = find_themes(given, embedder=encoder).themes

    assert (theme.label.fr, theme.respondents) == ("Plus d’exemples concrets", 10_000)
