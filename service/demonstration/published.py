"""The values that the report prints, beside those computed from the demonstration."""

from collections.abc import Mapping, Sequence
from importlib.resources import files
from typing import Literal, NamedTuple, assert_never

import msgspec

from analysis.scores.account import Account, of_activity
from analysis.scores.indicator import Count, EnteredFact, IndicatorValue, Rate, Value
from analysis.scores.indicators import indicator_values
from dashboards.figures.indicator_words import printed
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
    value, said = _value(published, ours.value.value, benchmarks, words)
    return Compared(
        ours.scope,
        ours.indicator,
        ours.value.row_name,
        published.of,
        published.printed,
        said,
        _reproduced(published, value),
    )


def _value(
    published: Published, value: Value, benchmarks: Mapping[str, float], words: Words
) -> tuple[float | None, str]:
    """Return the number to compare, and what is printed."""
    match published.of:
        case "benchmark":
            benchmark = benchmarks.get(published.figure)
            return benchmark, "" if benchmark is None else words.percent(benchmark)
        case "count":
            count = value.share.count if isinstance(value, Rate) else None
            return count, "" if count is None else words.number(count)
        case "value":
            return _number(value), printed(value, words)
        case _:
            assert_never(published.of)


def _number(value: Value) -> float | None:
    match value:
        case Rate(share=share):
            return share.value
        case Count(value=number) | EnteredFact(value=number):
            return number
        case _:
            return None


def _reproduced(published: Published, value: float | None) -> bool:
    """Whether `value` is the published one to the digit printed; a figure, whether it is there."""
    if value is None:
        return published.percent is published.at_least is published.equals is None
    if published.percent is not None:
        return round(100 * value) == published.percent
    if published.at_least is not None:
        return value >= published.at_least
    return published.equals is None or value == published.equals
