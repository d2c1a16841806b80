"""Forget the words of themes that nobody else said, when somebody's comments go."""

from collections.abc import Sequence
from uuid import UUID

import duckdb

from analysis.themes.unsaid import ToldBy, without_unsaid
from service.store.sql import query
from surveys.texts import Text


def forget_words(cursor: duckdb.DuckDBPyConnection, submissions: Sequence[UUID]) -> None:
    """Take out of labels and words what only these submissions say, before their mentions go."""
    rows = cursor.execute(query("themes_said_by"), {"submissions": submissions}).fetchall()
    for activity, layer, number, label, words, hers, theirs in rows:
        told = ToldBy(Text(**label), tuple(words))
        left = without_unsaid(told, hers or (), theirs or ())
        if left != told:
            of_theme = {"activity": activity, "layer": layer, "number": number}
            wording = {"fr": left.label.fr, "en": left.label.en, "words": list(left.words)}
            cursor.execute(query("update_theme_words"), of_theme | wording)
