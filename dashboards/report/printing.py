"""Write a figure out, part by part, so that each printed number knows which figure it is of."""

from dataclasses import dataclass
from string import Formatter

from analysis.scores.indicator import EnteredFact, IndicatorValue, Rate, Recommendation
from analysis.scores.net_promoter import NetPromoterScore, precision
from analysis.scores.share import Share, wording
from dashboards.figures import share_words
from dashboards.figures.indicator_words import printed, value_words
from dashboards.figures.share_words import group_words
from dashboards.report.blocks import Card, Mark, Part, Run, Runs
from dashboards.wording import Words, catalogue
from surveys.facts import Fact
from surveys.indicators import Indicator, ResponseIndicator, RosterIndicator, ShareIndicator
from surveys.texts import Language, Text


@dataclass(frozen=True)
class Printer:
    """The words of the report in one language, and its numbers."""

    words: Words
    numbers: Words

    @property
    def language(self) -> Language:
        return self.words.language

    def __call__(self, key: str, **values: object) -> str:
        return self.words(key, **values)

    def say(self, key: str, **values: Run | str) -> Runs:
        """Return a text whose `{placeholders}` are filled in with runs, kept apart."""
        text = catalogue(self.words.catalogue)[key][self.language]
        runs: list[Run] = []
        for literal, name, _, _ in Formatter().parse(text):
            if literal:
                runs.append(Run(literal))
            if name is not None:
                value = values[name]
                runs.append(value if isinstance(value, Run) else Run(value))
        return tuple(runs)

    def number(self, value: float, figure: str, part: Part = "value") -> Run:
        return Run(self.numbers.number(value, digits=1), figure, part)


def printer(language: Language) -> Printer:
    return Printer(Words("report", language), Words("workspace", language))


def plain(text: str) -> Runs:
    return (Run(text),)


def card(title: Text, indicator: Indicator, value: IndicatorValue, p: Printer) -> Card:
    """Return the large number of a figure with its counts, its interval and its bounds."""
    return Card(title=title[p.language], large=large(value, p), lines=lines(indicator, value, p))


def large(value: IndicatorValue, p: Printer) -> Run:
    if isinstance(value.value, EnteredFact):  # with its unit
        return Run(printed(value.value, p.numbers), value.id)
    return Run(value_words(value.value, p.numbers).large, value.id)


def lines(indicator: Indicator, value: IndicatorValue, p: Printer) -> tuple[Runs, ...]:
    """Return what stands under the large number: counts, interval, bounds, or a source."""
    match value.value:
        case Rate(share=share):
            return _share_lines(_unit(indicator), value, share, p)
        case Recommendation(score=score):
            return _recommendation_lines(value, score, p)
        case EnteredFact(source=source, on=on):
            day = Run(p.numbers.day(on), value.id)
            return (p.say("source", source=source[p.language], day=day),)
        case _:
            return ()


def entered(figure: str, fact: Fact, p: Printer) -> Run:
    """Return « 3 900 000 dollars canadiens »."""
    value = EnteredFact(value=fact.value, unit=fact.unit, source=fact.source, on=fact.on)
    return Run(printed(value, p.numbers), figure)


def percentage(figure: str, share: Share, p: Printer) -> Run:
    return Run(share_words.percentage(share, p.numbers), figure)


def interval(value: IndicatorValue, p: Printer) -> Run:
    return Run(value_words(value.value, p.numbers).interval, value.id, "interval")


def bounds(value: IndicatorValue, p: Printer) -> Run:
    return Run(value_words(value.value, p.numbers).bounds, value.id, "bounds")


def mark(share: Share) -> Mark:
    return Mark(value=share.value, low=share.interval.low, high=share.interval.high)


def counted(figure: str, share: Share, p: Printer) -> Runs:
    """Return « 34 sur 36 »."""
    return p.say(
        "of",
        count=_count(figure, share, p),
        answers=p.number(share.answers, figure, "denominator"),
    )


def _count(figure: str, share: Share, p: Printer) -> Run:
    return Run(share_words.count_words(share, p.numbers), figure, "numerator")


def _unit(indicator: Indicator) -> str:
    """Return what a denominator counts, as a part of a key of the texts."""
    match indicator:
        case ResponseIndicator():
            return "submissions"
        case RosterIndicator():
            return "enrolled"
        case ShareIndicator(counts="organisations"):
            return "organisations"
        case _:
            return "answers"


def _share_lines(unit: str, value: IndicatorValue, share: Share, p: Printer) -> tuple[Runs, ...]:
    figure = value.id
    first = p.say(
        f"counted_{unit}",
        count=_count(figure, share, p),
        answers=p.number(share.answers, figure, "denominator"),
    )
    if wording(share) == "counts_first":
        first += p.say("or_percentage", percentage=percentage(figure, share, p))
    said = [first, *_eligible_line(figure, share.eligible, unit, p)]
    said.append(p.say("interval_line", interval=interval(value, p)))
    if share.bounds is not None:
        key = "bounds_line_enrolled" if unit == "enrolled" else "bounds_line"
        said.append(p.say(key, bounds=bounds(value, p)))
    return tuple(said)


def _recommendation_lines(
    value: IndicatorValue, score: NetPromoterScore, p: Printer
) -> tuple[Runs, ...]:
    figure = value.id
    first = p.say(
        "nps_counts",
        promoters=Run(group_words(score, "promoters", p.numbers), figure, "numerator"),
        detractors=Run(group_words(score, "detractors", p.numbers), figure, "numerator"),
        answers=p.number(score.answers, figure, "denominator"),
    )
    said = [first, *_eligible_line(figure, score.eligible, "answers", p)]
    said.append(p.say(f"nps_interval_{precision(score)}", interval=interval(value, p)))
    if score.bounds is not None:
        said.append(p.say("bounds_line", bounds=bounds(value, p)))
    return tuple(said)


def _eligible_line(figure: str, eligible: int | None, unit: str, p: Printer) -> tuple[Runs, ...]:
    if eligible is None:
        return ()
    key = f"of_eligible_{unit}" if unit in {"organisations", "enrolled"} else "of_eligible"
    return (p.say(key, eligible=p.number(eligible, figure, "eligible")),)
