"""Write a figure out, part by part, so that each printed number knows which figure it is of."""

from dataclasses import dataclass
from string import Formatter

from analysis.scores.indicator import (
    Count,
    Distribution,
    EnteredFact,
    IndicatorValue,
    Rate,
    Recommendation,
)
from analysis.scores.net_promoter import precision
from analysis.scores.share import Share
from dashboards.figures import share_words
from dashboards.report.blocks import Card, Mark, Part, Run, Runs
from dashboards.wording import Words, catalogue
from surveys.facts import Fact
from surveys.indicators import DistributionIndicator, Indicator, RosterIndicator, ShareIndicator
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
    match value.value:
        case Count(value=number):
            return p.number(number, value.id)
        case Rate(share=share):
            return Run(share_words.large(share, p.numbers), value.id)
        case Recommendation(score=score):
            return Run(p.numbers.signed(score.score), value.id)
        case Distribution(answers=answers):
            return p.number(answers, value.id, "denominator")
        case EnteredFact() as fact:
            return Run(amount(fact, p), value.id)
        case _:
            raise ValueError(f"{value.id} is withheld: nothing may be printed of it")


def lines(indicator: Indicator, value: IndicatorValue, p: Printer) -> tuple[Runs, ...]:
    match value.value:
        case Rate(share=share):
            return _share_lines(_unit(indicator), value.id, share, p)
        case Recommendation():
            return _recommendation_lines(value, p)
        case EnteredFact(source=source, on=on):
            return (plain(p("source", source=source[p.language], day=p.numbers.day(on))),)
        case _:
            return ()


def amount(fact: Fact | EnteredFact, p: Printer) -> str:
    """Return « 3 900 000 $ » or "$3,900,000": a currency stands before the number in English."""
    number, unit = p.numbers.number(fact.value, digits=2), fact.unit[p.language]
    if unit == "$":
        return p("dollars", number=number)
    return f"{number}\u00a0{unit}" if unit else number


def interval(figure: str, share: Share, p: Printer) -> Run:
    return Run(share_words.reach(share, p.numbers), figure, "interval")


def bounds(figure: str, share: Share, p: Printer) -> Run:
    return Run(share_words.bounds(share, p.numbers), figure, "bounds")


def percentage(figure: str, share: Share, p: Printer) -> Run:
    return Run(share_words.percentage(share, p.numbers), figure)


def mark(share: Share) -> Mark:
    return Mark(value=share.value, low=share.interval.low, high=share.interval.high)


def counted(figure: str, share: Share, p: Printer) -> Runs:
    """Return « 34 sur 36 »."""
    return p.say(
        "of",
        count=p.number(share.count, figure, "numerator"),
        answers=p.number(share.answers, figure, "denominator"),
    )


def _unit(indicator: Indicator) -> str:
    """Return what the denominator of an indicator counts: a part of a key in the texts."""
    match indicator:
        case RosterIndicator(measure="response"):
            return "submissions"
        case RosterIndicator():
            return "enrolled"
        case ShareIndicator(counts="organisations"):
            return "organisations"
        case ShareIndicator() | DistributionIndicator():
            return "answers"
        case _:
            return "answers"


def _share_lines(unit: str, figure: str, share: Share, p: Printer) -> tuple[Runs, ...]:
    said = [
        p.say(
            f"counted_{unit}",
            count=p.number(share.count, figure, "numerator"),
            answers=p.number(share.answers, figure, "denominator"),
        )
    ]
    if share_words.large(share, p.numbers) != share_words.percentage(share, p.numbers):
        said[0] += p.say("or_percentage", percentage=percentage(figure, share, p))
    if share.eligible is not None:
        said.append(p.say("of_eligible", eligible=p.number(share.eligible, figure, "eligible")))
    said.append(p.say("interval_line", interval=interval(figure, share, p)))
    if share.bounds is not None:
        said.append(p.say("bounds_line", bounds=bounds(figure, share, p)))
    return tuple(said)


def _recommendation_lines(value: IndicatorValue, p: Printer) -> tuple[Runs, ...]:
    if not isinstance(value.value, Recommendation):
        raise TypeError(value.id)
    score, figure = value.value.score, value.id

    def limits(low: float, high: float) -> str:
        return p.numbers("from_to", low=p.numbers.signed(low), high=p.numbers.signed(high))

    said = [
        p.say(
            "nps_counts",
            promoters=p.number(score.promoters, figure, "numerator"),
            detractors=p.number(score.detractors, figure, "numerator"),
            answers=p.number(score.answers, figure, "denominator"),
        )
    ]
    if score.eligible is not None:
        said.append(p.say("of_eligible", eligible=p.number(score.eligible, figure, "eligible")))
    written = Run(limits(*score.interval), figure, "interval")
    said.append(p.say(f"nps_interval_{precision(score)}", interval=written))
    if score.bounds is not None:
        said.append(p.say("bounds_line", bounds=Run(limits(*score.bounds), figure, "bounds")))
    return tuple(said)

