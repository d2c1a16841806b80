"""The modules of a training, as its questionnaires name and describe them.

A module is a usefulness theme: a row of a matrix. So what people wrote of it, what they asked
for, and how useful they found it stand side by side under one code.
"""

from collections.abc import Iterable, Mapping

import msgspec

from surveys.questionnaire import Questionnaire
from surveys.questions import Hint, LongTextQuestion, MatrixQuestion
from surveys.texts import Text


class Module(msgspec.Struct, frozen=True, kw_only=True):
    item: str
    """`question.row`, under which its usefulness is stored."""
    label: Text
    description: Text = Text()
    """Empty where nobody described it."""


class Course(msgspec.Struct, frozen=True, kw_only=True):
    """What the questionnaires of an activity say of it."""

    modules: tuple[Module, ...] = ()
    """Those that are rated, in the order asked."""
    expects: Mapping[str, Hint] = {}
    """By the code of an open question: what its comments do where their words do not tell."""


def course_of(questionnaires: Iterable[Questionnaire]) -> Course:
    """Return what `questionnaires` say of their modules and of what people are asked to write.

    Of what several say differently, the latest version counts.
    """
    modules: dict[str, Module] = {}
    expects: dict[str, Hint | None] = {}
    for questionnaire in sorted(questionnaires, key=lambda each: (each.code, each.version)):
        for question in questionnaire.questions:
            if isinstance(question, LongTextQuestion):
                expects[question.code] = question.expects
            if isinstance(question, MatrixQuestion):
                for row in question.rows:
                    item = f"{question.code}.{row.code}"
                    modules[item] = Module(item=item, label=row.text, description=row.description)
    return Course(
        modules=tuple(modules.values()),
        expects={code: hint for code, hint in expects.items() if hint},
    )
