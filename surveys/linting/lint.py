"""All rules, over one questionnaire."""

from collections.abc import Iterator

from surveys.linting.duration import length
from surveys.linting.hard_words import hard_words
from surveys.linting.joined import joined
from surveys.linting.languages import languages
from surveys.linting.leading import leading
from surveys.linting.remarks import Remark, phrases
from surveys.linting.scales import scales
from surveys.questionnaire import Questionnaire


def lint(questionnaire: Questionnaire) -> Iterator[Remark]:
    """Yield what could be asked better, family by family."""
    for phrase in phrases(questionnaire):
        yield from joined(phrase)
        yield from leading(phrase)
        yield from hard_words(phrase)
    yield from scales(questionnaire)
    yield from languages(questionnaire)
    yield from length(questionnaire)
