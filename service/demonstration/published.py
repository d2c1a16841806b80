"""The values that the report prints, beside those computed from the demonstration."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Literal, NamedTuple, assert_never

import msgspec

from analysis.scores.account import Account, of_activity
from analysis.scores.indicator import Count, EnteredFact, IndicatorValue, Rate, Value
from analysis.scores.indicators import indicator_values
from analysis.scores.share import Share
from dashboards.figures.indicator_words import printed
from dashboards.figures.share_words import count_words
from dashboards.wording import Words
from surveys.facts import Benchmark
from surveys.indicators import Indicator
from surveys.texts import Text


class Published(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One value of the report."""

    figure: str
    """The id of ours."""
    of: Literal["value", "count", "benchmark"] = "value"
    printed: str
    """As the report prints it."""
    percent: int | None = None
    at_least: float | None = None
    equals: float | None = None


class Compared(NamedTuple):
    """A published value and ours."""

    scope: Text
    indicator: Text
    row: Text
    of: Literal["value", "count", "benchmark"]
    published: str
    ours: str
    """As pages print it; empty where nothing feeds it."""
    reproduced: bool


class _Of(NamedTuple):
    """What stands behind one id."""

    scope: Text
    indicator: Text
    value: IndicatorValue


def read_published() -> tuple[Published, ...]:
    text = (files("service.demonstration") / "published.toml").read_bytes()
    return msgspec.toml.decode(text, type=dict[str, tuple[Published, ...]])["published"]


def compare(
    published: Sequence[Published],
    account: Account,
    indicators: Sequence[Indicator],
    benchmarks: Sequence[Benchmark],
    words: Words,
) -> list[Compared]:
    """Set each published value beside what `account` gives by the ordinary path."""
    ours = _by_id(account, indicators)
    beside = {
        f"{each.activity or each.programme}/{each.indicator}": each.value for each in benchmarks
    }
    return [_compared(each, ours.get(each.figure), beside, words) for each in published]


def _by_id(account: Account, indicators: Sequence[Indicator]) -> dict[str, _Of]:
    names = {indicator.code: indicator.name for indicator in indicators}
    parts = [(account.programme.name, account)]
    parts += [(each.name, of_activity(account, each.slug)) for each in account.activities]
    return {
        value.id: _Of(name, names[value.indicator], value)
        for name, part in parts
        for value in indicator_values(indicators, part)
    }


def _compared(
    published: Published, ours: _Of | None, benchmarks: Mapping[str, float], words: Words
) -> Compared:
    if ours is None:
        missing = Text(published.figure, published.figure)
        return Compared(Text(), missing, Text(), published.of, published.printed, "", False)
    values, said = _values(published, ours.value.value, benchmarks, words)
    return Compared(
        ours.scope,
        ours.indicator,
        ours.value.row_name,
        published.of,
        published.printed,
        said,
        _reproduced(published, values),
    )


def _values(
    published: Published, value: Value, benchmarks: Mapping[str, float], words: Words
) -> tuple[Sequence[float], str]:
    """Return the number to compare, and what is printed.

    More than one number where the gate leaves a few answers untold, fewest first.
    """
    match published.of:
        case "benchmark":
            benchmark = benchmarks.get(published.figure)
            return ([], "") if benchmark is None else ([benchmark], words.percent(benchmark))
        case "count":
            if not isinstance(value, Rate):
                return [], ""
            return _counts(value.share), count_words(value.share, words)
        case "value":
            return _numbers(value), printed(value, words)
        case _:
            assert_never(published.of)


def _counts(share: Share) -> range:
    return range(share.count, share.most + 1)


def _numbers(value: Value) -> Sequence[float]:
    match value:
        case Rate(share=share):
            return [count / share.answers for count in _counts(share)]
        case Count(value=number) | EnteredFact(value=number):
            return [number]
        case _:
            return []


def _reproduced(published: Published, values: Sequence[float]) -> bool:
    """Whether what is told is the published value to the digit printed, whatever is untold of it.

    Of a figure: whether it is there.
    """
    if not values:
        return published.percent is published.at_least is published.equals is None
    if published.percent is not None:
        return all(round(100 * value) == published.percent for value in values)
    if published.at_least is not None:
        return values[0] >= published.at_least
    return published.equals is None or {*values} == {published.equals}
