"""Who wrote which of the hand-written comments."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random

from service.demonstration.apportion import chance
from service.demonstration.participants import Participant
from service.demonstration.plan import CommentBatch
from surveys.texts import LANGUAGES, Language


def deal_comments(
    about: str,
    everybody: Sequence[Participant],
    asked: Sequence[set[str]],
    batches: Mapping[str, Sequence[CommentBatch]],
) -> list[dict[str, str]]:
    """Return what each participant wrote, by question; each comment goes to one of them.

    Args:
        about: The round of questions.
        everybody: Those who answer.
        asked: The questions each of them sees.
        batches: Comments by question; those to a question nobody sees are left out.
    """
    written: list[dict[str, str]] = [{} for _ in everybody]
    for question, of_question in batches.items():
        free = {who for who, questions in enumerate(asked) if question in questions}
        draw = chance(about, question, "comments")
        for batch, language, text in _lines(of_question) if free else ():
            who = _writer(batch, language, {each: everybody[each] for each in sorted(free)}, draw)
            free.remove(who)
            written[who][question] = text
    return written


def _lines(batches: Sequence[CommentBatch]) -> Iterator[tuple[CommentBatch, Language, str]]:
    """Yield every comment, those that only some cohorts may receive first."""
    for batch in sorted(batches, key=lambda batch: batch.cohorts is None):
        for language in LANGUAGES:
            for line in (batch.fr if language == "fr" else batch.en).strip().splitlines():
                yield batch, language, line


def _writer(
    batch: CommentBatch, language: Language, free: Mapping[int, Participant], draw: Random
) -> int:
    """Choose who wrote a comment: someone of that language, where there is one."""
    first, last = batch.cohorts or (1, max(each.cohort for each in free.values()))
    fitting = [who for who, each in free.items() if first <= each.cohort <= last]
    fitting = [who for who in fitting if free[who].language == language] or fitting
    fitting.sort(key=lambda who: free[who].mood)
    if batch.mood == "low":
        return fitting[0]
    return draw.choice(fitting[len(fitting) // 2 :] if batch.mood == "high" else fitting)
