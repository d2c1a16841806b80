from analysis.text.spelling import spelled_out
from analysis.themes.embedders import UniversalSentenceEncoder
from surveys.texts import Language
from tests.analysis.text.oral_pairs import ENGLISH, FRENCH

PAIRS: dict[Language, tuple[tuple[str, str], ...]] = {"fr": FRENCH, "en": ENGLISH}


def nearness(encoder: UniversalSentenceEncoder, *, spelled: bool) -> tuple[float, float]:
    """The mean cosine of remarks with their careful forms, and how many are nearest to theirs."""
    cosines, nearest = 0.0, 0
    for language, pairs in PAIRS.items():
        careful = encoder.encode([each for each, _ in pairs])
        typed = encoder.encode(
            [spelled_out(each, language) if spelled else each for _, each in pairs]
        )
        all_cosines = typed @ careful.T
        cosines += float(all_cosines.diagonal().sum())
        nearest += int((all_cosines.argmax(axis=1) == range(len(pairs))).sum())
    return cosines / len(FRENCH + ENGLISH), nearest / len(FRENCH + ENGLISH)


def test_spelling_out_brings_a_typed_remark_near_to_its_careful_form(
    encoder: UniversalSentenceEncoder,
) -> None:
    before, _ = nearness(encoder, spelled=False)
    after, own = nearness(encoder, spelled=True)

    assert after >= before + 0.15
    assert after >= 0.9
    assert own >= 0.98
