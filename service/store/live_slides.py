"""What is projected of a survey: whose results, and the counts that a room saw last."""

from typing import NamedTuple

import duckdb
import msgspec

from analysis.disclosure.live_results import NOTHING_YET, Projected
from service.store.sql import query
from surveys.texts import Slug


class LiveSlide(NamedTuple):
    question: str = ""
    """Whose results are shown; empty: answers are collected."""
    shown: Projected = NOTHING_YET


def get(cursor: duckdb.DuckDBPyConnection, survey: Slug) -> LiveSlide:
    """Return what is projected of a survey; where nothing was, that answers are collected."""
    row = cursor.execute(query("live_slide"), {"survey": survey}).fetchone()
    if row is None:
        return LiveSlide()
    return LiveSlide(row[0], msgspec.json.decode(row[1], type=Projected))


def put(cursor: duckdb.DuckDBPyConnection, survey: Slug, slide: LiveSlide) -> None:
    cursor.execute(
        query("put_live_slide"),
        {
            "survey": survey,
            "question": slide.question,
            "shown": msgspec.json.encode(slide.shown).decode(),
        },
    )
