"""What pages claim, read back out of their sentences: no claim that chance explains."""

import re
from math import sqrt
from typing import NamedTuple

import pytest

from analysis.claims.refusal import TOO_FEW, Refusal
from analysis.comparisons.two_shares import newcombe
from analysis.intervals import wilson
from dashboards.sentences import (
    Groups,
    apart_sentence,
    change_sentence,
    changes_sentences,
    explored_sentence,
    refusal_sentence,
    trend_sentence,
)
from dashboards.wording import Words
from surveys.texts import LANGUAGES, Language
from tests.dashboards.reports import SHARE_ITEMS, Report, families, reports

WORDS = {language: Words("workspace", language) for language in LANGUAGES}
CLAIMS: dict[Language, str] = {
    "fr": r"hausse|baisse|\bPiste\b|se détache|\d changements? démontrés?|plus favorable",
    "en": r"\brise\b|\bfall\b|\blead\b|\bstands\b|\d demonstrated changes?|more favourable",
}
"""What claims that something differs, wherever it stands in a sentence."""
COUNTS: dict[Language, str] = {"fr": r"(\d+)\ssur\s(\d+)", "en": r"(\d+) of (\d+)"}
TOGETHER: dict[Language, str] = {
    "fr": r"en tenant compte de (\d+) comparaisons",
    "en": r"allowing for (\d+) comparisons",
}
NUMBERLESS = re.compile(r"\b(nan|none|null|inf|infinity|undefined)\b|[{}]", re.IGNORECASE)


class Read(NamedTuple):
    """One sentence as somebody reads it."""

    claims: bool
    shares: tuple[tuple[int, int], ...]
    together: int


def read(sentence: str, language: Language) -> Read:
    """Take a sentence apart; it must be one at all."""
    plain = " ".join(sentence.split())
    assert plain.endswith(".")
    assert not NUMBERLESS.search(plain), plain
    together = re.search(TOGETHER[language], plain)
    return Read(
        claims=bool(re.search(CLAIMS[language], plain)),
        shares=tuple((int(x), int(n)) for x, n in re.findall(COUNTS[language], plain)),
        together=int(together[1]) if together else 1,
    )


def holds_zero(said: Read) -> bool:
    """Whether the corrected interval, computed anew from the printed counts, contains 0."""
    (before, of_before), (after, of_after) = said.shares
    low, high = newcombe(after, of_after, before, of_before, 1 - 0.05 / said.together)
    return low <= 0 <= high


def at_most(rate: float, times: int) -> float:
    """Return how often chance alone lets something happen whose true rate is `rate`."""
    return rate + 3 * sqrt(rate * (1 - rate) / times)


@pytest.fixture(scope="module")
def told() -> list[tuple[bool, list[Read]]]:
    """Ten thousand families of comparisons, in both languages, read back."""
    return [
        (
            family.alike,
            [
                read(change_sentence(claim, WORDS[language]), language)
                for claim in family.claims
                for language in LANGUAGES
            ],
        )
        for family in families(10_000, seed=20_261_123)
    ]


def test_no_sentence_claims_a_difference_whose_corrected_interval_holds_0(
    told: list[tuple[bool, list[Read]]],
) -> None:
    claimed = [said for _, sentences in told for said in sentences if said.claims]

    assert len(told) == 10_000
    assert len(claimed) > 1_000  # there is something to find, and it is found
    assert not [said for said in claimed if holds_zero(said)]


def test_one_report_in_twenty_claims_something_false_at_most(
    told: list[tuple[bool, list[Read]]],
) -> None:
    nothing = [any(said.claims for said in sentences) for alike, sentences in told if alike]

    assert 0 < sum(nothing) / len(nothing) <= at_most(0.05, len(nothing))


def test_both_languages_claim_the_same(told: list[tuple[bool, list[Read]]]) -> None:
    for _, sentences in told:
        assert sentences[0::2] == sentences[1::2]


@pytest.fixture(scope="module")
def small_reports() -> list[Report]:
    return list(reports(300, seed=4))


def _sentences(report: Report, language: Language) -> dict[str, list[str]]:
    words = WORDS[language]
    groups = Groups("A", "B")
    changed = report.changes
    cohorts = {tally.cohort: tally.cohort for tally in report.tallies}
    return {
        "summary": list(changes_sentences(changed, cohorts, words)) if changed else [],
        "changes": [change_sentence(each.claim, words) for each in changed.changes]
        if changed
        else [],
        "leads": [explored_sentence(claim, groups, words) for claim in report.leads],
        "trends": [trend_sentence(claim, words) for claim in report.trends],
        "apart": [apart_sentence(report.apart, {item: item for item in SHARE_ITEMS}, words)],
    }


def _claimed(found: list[Report], kind: str, *, alike: bool) -> float:
    """Return how many of the reports claim something of one kind."""
    told = [
        any(read(sentence, "fr").claims for sentence in _sentences(report, "fr")[kind])
        for report in found
        if report.alike == alike
    ]
    return sum(told) / len(told)


def check_false_claims(found: list[Report]) -> None:
    times = len(found) // 2
    for kind, rate in (("changes", 0.05), ("trends", 0.05), ("apart", 0.05), ("leads", 0.1)):
        assert _claimed(found, kind, alike=True) <= at_most(rate, times), kind
        assert _claimed(found, kind, alike=False) > 0.02, kind


def test_whatever_a_report_says_is_seldom_false(small_reports: list[Report]) -> None:
    check_false_claims(small_reports)


@pytest.mark.long
def test_ten_thousand_whole_reports_seldom_say_anything_false() -> None:
    check_false_claims(list(reports(10_000, seed=5)))


def test_a_claim_of_any_kind_leaves_0_out_of_its_corrected_interval(
    small_reports: list[Report],
) -> None:
    claims = [
        (claim, read(said, language).claims)
        for report in small_reports
        for language in LANGUAGES
        for kind, values in (
            ("changes", [each.claim for each in report.changes.changes] if report.changes else []),
            ("leads", report.leads),
            ("trends", report.trends),
        )
        for claim, said in zip(values, _sentences(report, language)[kind], strict=True)
    ]
    found = [claim for claim, told in claims if told]

    assert found
    for claim in found:
        assert not isinstance(claim, Refusal)
        assert claim.interval.low > 0 or claim.interval.high < 0
        assert claim.confidence >= 0.95


def test_items_whose_intervals_overlap_are_never_ranked(small_reports: list[Report]) -> None:
    for report in small_reports:
        newest = report.tallies[-1]
        shares = {
            item: (tally.counts["satisfied"], tally.answered)
            for item, tally in newest.items.items()
            if item != "score" and tally.answered >= 5
        }
        limits = {item: wilson(x, n, 1 - 0.05 / len(shares)) for item, (x, n) in shares.items()}
        for language in LANGUAGES:
            (said,) = _sentences(report, language)["apart"]
            named = re.findall(r"[«“]\s?([\w.]+)\s?[»”]", said)
            assert read(said, language).claims == bool(named)
            for item in named:
                others = [limits[other] for other in limits if other != item]
                assert all(
                    limits[item].low > other.high or limits[item].high < other.low
                    for other in others
                )


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_said_of_withheld_cohorts_but_the_refusal(
    small_reports: list[Report], language: Language
) -> None:
    refusal = refusal_sentence(TOO_FEW, WORDS[language])
    skipped = 0
    for report in small_reports:
        shown = {tally.cohort for tally in report.tallies if tally.submissions >= 5}
        if report.changes is None:
            assert report.tallies[-1].cohort not in shown
            continue
        said = _sentences(report, language)
        assert report.changes.before in {None, *shown}
        assert not shown & {*report.changes.skipped}
        skipped += bool(report.changes.skipped)
        if report.changes.before is None:
            assert said["changes"] == []
            assert len(said["summary"]) == 1
            assert not re.search(r"\d", said["summary"][0])
        for change, sentence in zip(report.changes.changes, said["changes"], strict=True):
            assert (sentence == refusal) == isinstance(change.claim, Refusal)
    assert skipped > 10


def test_what_is_said_in_french_and_in_english_claims_the_same(
    small_reports: list[Report],
) -> None:
    for report in small_reports:
        french, english = _sentences(report, "fr"), _sentences(report, "en")
        for kind in french:
            assert [read(said, "fr").claims for said in french[kind]] == [
                read(said, "en").claims for said in english[kind]
            ]
