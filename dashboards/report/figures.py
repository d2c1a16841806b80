"""The figures of a bilan, computed from the counts of its snapshot, every time anew."""

from collections.abc import Mapping
from dataclasses import dataclass

from analysis.disclosure.gate import ReleasedItem
from analysis.disclosure.untold import Untold
from analysis.scores.indicator import (
    Distribution,
    Group,
    IndicatorValue,
    Rate,
    Recommendation,
    Unsaid,
    Value,
)
from analysis.scores.net_promoter import net_promoter_score
from analysis.scores.share import Share, share
from dashboards.report.snapshot import (
    SealedFigure,
    SealedGroup,
    SealedRatings,
    SealedShare,
    SealedSpread,
    Snapshot,
    SnapshotUnreadable,
)
from dashboards.style import Role
from dashboards.wording import catalogue
from surveys.indicators import Indicator
from surveys.texts import Code, Slug, Text


@dataclass(frozen=True)
class Figures:
    """What the sections ask for."""

    snapshot: Snapshot
    values: Mapping[tuple[Code, Slug, Code | None], IndicatorValue]

    @property
    def scopes(self) -> tuple[tuple[Slug, Text], ...]:
        """The programme, then its activities."""
        whole = catalogue("report")["whole_programme"]
        activities = ((each.slug, each.name) for each in self.snapshot.activities)
        return ((self.snapshot.programme.slug, whole), *activities)

    def of(self, indicator: Indicator) -> tuple[tuple[Text, IndicatorValue], ...]:
        """Return the shown figures of an indicator without rows, with the name of each scope."""
        found = [
            (name, self.values[indicator.code, slug, None])
            for slug, name in self.scopes
            if (indicator.code, slug, None) in self.values
        ]
        return tuple((name, value) for name, value in found if _shown(value))

    def told(self, indicator: Indicator) -> tuple[tuple[Text, IndicatorValue], ...]:
        """Return those of `of`, but for a programme that is one activity over again."""
        programme = self.snapshot.programme.slug
        fed = {slug for code, slug, _ in self.values if code == indicator.code} - {programme}
        found = self.of(indicator)
        own = tuple(each for each in found if each[1].scope != programme)
        return own if len(fed) == len(own) == 1 else found

    def rows_of(self, indicator: Indicator, scope: Slug) -> tuple[tuple[Text, IndicatorValue], ...]:
        """Return the shown figures of a matrix in one scope, with the name of each row."""
        return tuple(
            (value.row_name, value)
            for (code, slug, row), value in self.values.items()
            if code == indicator.code and slug == scope and row is not None and _shown(value)
        )

    def roles(self, indicator: Indicator) -> Mapping[str, Role]:
        """Return the colours of the points of its scale; empty where there is none."""
        return self.snapshot.roles.get(indicator.code, {})

    @property
    def withheld(self) -> int:
        return sum(not _shown(value) for value in self.values.values())


def compute(snapshot: Snapshot) -> Figures:
    """Raises SnapshotUnreadable: counts contradict each other."""
    values = (
        IndicatorValue(
            indicator=sealed.indicator,
            scope=sealed.scope,
            row=sealed.row,
            row_name=sealed.row_name,
            value=_value(sealed),
        )
        for sealed in snapshot.figures
    )
    return Figures(snapshot, {(each.indicator, each.scope, each.row): each for each in values})


def _shown(value: IndicatorValue) -> bool:
    return not isinstance(value.value, Unsaid)


def _value(sealed: SealedFigure) -> Value:
    match sealed.value:
        case SealedShare(answers=answers, eligible=eligible) as each:
            return Rate(share=_share(sealed, each, answers, eligible))
        case SealedRatings(counts=counts, eligible=eligible) as ratings:
            untold = tuple(Untold(each.answers, frozenset(each.among)) for each in ratings.untold)
            item = ReleasedItem(
                sum(counts) + sum(each.answers for each in untold),
                {str(at): each for at, each in enumerate(counts)},
                untold,
            )
            score = net_promoter_score(sealed.indicator, item, eligible)
            return Recommendation(score=score) if score else Unsaid()
        case SealedSpread(answers=answers, eligible=eligible) as spread:
            return Distribution(
                groups=tuple(
                    Group(
                        code=each.code,
                        label=each.label,
                        share=_share(sealed, each, answers, eligible),
                    )
                    for each in spread.groups
                ),
                answers=answers,
                not_applicable=spread.not_applicable,
            )
        case value:
            return value


def _share(
    sealed: SealedFigure, part: SealedShare | SealedGroup, answers: int, eligible: int | None
) -> Share:
    count, untold = part.count, part.untold
    fits = count + untold <= answers
    made = share(count, answers, eligible, untold=untold) if fits else None
    if made is None:
        where = f"{sealed.scope}/{sealed.indicator}"
        raise SnapshotUnreadable(
            f"the snapshot contradicts itself at {where}: {count} of {answers} is no share"
        )
    return made
