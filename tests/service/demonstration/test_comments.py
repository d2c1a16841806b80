"""What the made-up participants wrote."""

import re
from collections import Counter
from datetime import date

from surveys.bundle import Bundle
from tests.service.demonstration.counting import WEBINAR, at_the_end, written

SPEAKS_OF_AI = re.compile(
    r"\b(?:IA|AI|ChatGPT|Copilot)\b|(?i:intelligence artificielle|artificial intelligence)"
)


def test_there_are_hundreds_of_comments_and_no_two_alike(bundle: Bundle) -> None:
    said = [re.sub(r"\W+", " ", text).strip().casefold() for _, text in written(bundle)]

    assert len(said) >= 450
    assert len(set(said)) == len(said)


def test_about_one_comment_in_eight_is_in_english(bundle: Bundle) -> None:
    languages = Counter(submission.language for submission, _ in written(bundle))

    assert 0.08 < languages["en"] / languages.total() < 0.16


def test_comments_are_of_every_length(bundle: Bundle) -> None:
    words = sorted(len(text.split()) for _, text in written(bundle))

    assert words[len(words) // 10] <= 4
    assert words[-len(words) // 20] >= 17
    assert words[-1] >= 45


def test_artificial_intelligence_is_a_need_that_grows(bundle: Bundle) -> None:
    """In percent of the submissions with a comment, webinar by webinar."""
    speaks, writes = Counter[str](), Counter[str]()
    for submission in at_the_end(bundle, WEBINAR):
        writes[submission.survey] += bool(submission.comments)
        speaks[submission.survey] += any(map(SPEAKS_OF_AI.search, submission.comments.values()))

    def percent(*webinars: int) -> float:
        names = [f"{WEBINAR}-{number:02}" for number in webinars]
        return 100 * sum(speaks[name] for name in names) / sum(writes[name] for name in names)

    assert percent(1, 2, 3, 4, 5, 6, 7) < 2
    assert 2 < percent(8, 9) < 15
    assert percent(10) < percent(11) < percent(12)
    assert percent(11, 12) > 20


def test_nobody_speaks_of_a_tool_before_it_exists(bundle: Bundle) -> None:
    early = [text for each, text in written(bundle) if each.received_on < date(2022, 11, 30)]

    assert not [text for text in early if "chatgpt" in text.casefold()]


def test_no_comment_holds_an_address_or_a_number_to_call(bundle: Bundle) -> None:
    reachable = re.compile(r"@|https?:|www\.|\d{3}[ .-]\d{3,4}\b|\b[A-Z]\d[A-Z] ?\d[A-Z]\d\b")

    assert not [text for _, text in written(bundle) if reachable.search(text)]
