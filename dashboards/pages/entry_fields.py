"""The fields of a form of the workspace: filled in with what was typed, each problem beside it."""

from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from dashboards.wording import Words
from surveys.entering import EntryProblem
from surveys.texts import LANGUAGES, Language


class Asked(NamedTuple):
    field: str
    """Of the struct."""
    shape: Literal["line", "number", "date", "time", "choice", "pair", "sentences", "texts", "long"]
    """Pair, sentences, texts: one input a language. Long: one, of many lines."""
    label: str
    hint: str = ""
    optional: bool = False


class Option(NamedTuple):
    value: str
    label: str
    chosen: bool


class Input(NamedTuple):
    name: str
    label: str
    value: str
    language: Language | None


class Field(NamedTuple):
    id: str
    shape: str
    label: str
    hint: str
    problem: str
    inputs: tuple[Input, ...]
    options: tuple[Option, ...]


class Typed(NamedTuple):
    """What was typed into a form, and why it was not kept."""

    fields: Mapping[str, str] = {}
    problems: tuple[EntryProblem, ...] = ()

    def reasons(self, field: str, language: Language) -> str:
        """Return why a field was not kept; empty: nothing is wrong with it."""
        return " ".join(
            problem.message[language] for problem in self.problems if problem.field == field
        )


def entry_field(
    asked: Asked, typed: Typed, said: Words, options: Sequence[tuple[str, str]] = ()
) -> Field:
    """Return one field; `options` are the values and labels of a choice."""
    label = said(asked.label)
    if asked.shape in {"pair", "sentences", "texts"}:
        inputs = tuple(
            Input(
                name,
                said("in_french" if language == "fr" else "in_english"),
                typed.fields.get(name, ""),
                language,
            )
            for language in LANGUAGES
            for name in [f"{asked.field}_{language}"]
        )
    else:
        inputs = (Input(asked.field, label, typed.fields.get(asked.field, ""), None),)
    chosen = typed.fields.get(asked.field, "")
    return Field(
        id=asked.field,
        shape=asked.shape,
        label=said("optional", label=label) if asked.optional else label,
        hint=said(asked.hint) if asked.hint else "",
        problem=typed.reasons(asked.field, said.language),
        inputs=inputs,
        options=tuple(Option(value, text, value == chosen) for value, text in options),
    )
