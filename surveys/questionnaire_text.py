"""A questionnaire as the text that a designer edits; its next version; a blank one."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final

import msgspec

from surveys.questionnaire import Questionnaire, read_questionnaire
from surveys.texts import Text

_VERSION: Final = re.compile(r"^(version\s*=\s*)\d+", re.MULTILINE)
_ESCAPES: Final = {
    "\\": "\\\\",
    '"': '\\"',
    "\n": "\\n",
    "\t": "\\t",
    "\r": "\\r",
    "\x7f": "\\u007f",
}

BLANK: Final = """\
# A questionnaire. Un questionnaire.
# French and English side by side; codes are never translated and never change.

code = "my_questionnaire"
version = 1
title.fr = ""
title.en = ""
introduction.fr = ""
introduction.en = ""
thanks.fr = "Merci !"
thanks.en = "Thank you!"

[[scales]]
code = "extent"
points = [
  { code = "fully", side = "favourable", text.fr = "Tout à fait", text.en = "Yes, fully" },
  { code = "mostly", side = "favourable", text.fr = "Plutôt oui", text.en = "Yes, mostly" },
  { code = "not_really", side = "unfavourable", text.fr = "Plutôt non", text.en = "Not really" },
  { code = "not_at_all", side = "unfavourable", text.fr = "Pas du tout", text.en = "Not at all" },
]

[[sections]]
title.fr = ""
title.en = ""

[[sections.questions]]
kind = "scale"
code = "equipped"
headline = true
scale = "extent"
text.fr = ""
text.en = ""

[[sections.questions]]
kind = "long_text"
code = "needs_next"
expects = "ask"
text.fr = ""
text.en = ""
"""
"""What a new draft begins with: a scale and two questions to be worded."""


def with_version(text: str, version: int) -> str:
    """Return `text` as another version: the first line that gives one says `version`."""
    return _VERSION.sub(rf"\g<1>{version}", text, count=1)


def written(questionnaire: Questionnaire) -> str:
    """Return a questionnaire as a text that reads as the same; what is usual is left out."""
    return "\n".join(_whole(questionnaire)) + "\n"


def next_version(questionnaire: Questionnaire, text: str | None) -> str:
    """Return the text of the version after `questionnaire`, to be edited.

    Args:
        questionnaire: What is published.
        text: As its author typed it, with comments. Taken only if it says the same.
    """
    if text is None or read_questionnaire(text.encode()) != questionnaire:
        text = written(questionnaire)
    return with_version(text, questionnaire.version + 1)


def _whole(questionnaire: Questionnaire) -> Iterator[str]:
    yield from _fields(questionnaire, without=("scales", "sections"))
    for scale in questionnaire.scales:
        yield from ("", "[[scales]]", *_fields(scale))
    for section in questionnaire.sections:
        yield from ("", "[[sections]]", *_fields(section, without=("questions",)))
        for question in section.questions:
            kind = question.__struct_config__.tag
            yield from ("", "[[sections.questions]]", f'kind = "{kind}"', *_fields(question))


def _fields(struct: msgspec.Struct, *, without: Sequence[str] = ()) -> Iterator[str]:
    for name, value in _given(struct):
        if name in without:
            continue
        if isinstance(value, Text) and value:
            yield from (f"{name}.{key} = {_value(said)}" for key, said in _given(value))
        elif isinstance(value, tuple) and value and isinstance(value[0], msgspec.Struct):
            yield f"{name} = ["
            yield from (f"  {_value(each)}," for each in value)
            yield "]"
        else:
            yield f"{name} = {_value(value)}"


def _given(struct: msgspec.Struct) -> Iterator[tuple[str, Any]]:
    """Yield what a struct says beyond what it would say anyway."""
    for field in msgspec.structs.fields(struct):
        value = getattr(struct, field.name)
        if field.required or value != field.default:
            yield field.name, value


def _value(value: object) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{"".join(map(_letter, value))}"'
        case date():
            return value.isoformat()
        case tuple():
            return f"[{', '.join(map(_value, value))}]"
        case msgspec.Struct():
            return f"{{ {', '.join(_pairs(value))} }}"
        case _:
            return str(value)


def _pairs(struct: msgspec.Struct) -> Iterator[str]:
    for name, value in _given(struct):
        if isinstance(value, Text) and value:
            yield from (f"{name}.{key} = {_value(said)}" for key, said in _given(value))
        else:
            yield f"{name} = {_value(value)}"


def _letter(letter: str) -> str:
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    return letter if letter >= " " else f"\\u{ord(letter):04x}"
