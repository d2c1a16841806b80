"""What files beside the database tell: logs, exports, reports, whatever somebody was handed.

A file is read as records: the lines of a log, the objects of a stream of JSON, the rows of a
table. Nothing is known of its layout. It is looked at for what belongs to answers: ids, marks
of links, addresses that answers are sent to, texts that somebody wrote, counts.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from analysis.attacker.chance import Ranked, goes_with
from analysis.attacker.findings import Finding

_UUID = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_HASH = re.compile(r"\b[0-9a-f]{64}\b", re.IGNORECASE)
_LINK = re.compile(r"/i/([0-9A-Za-z]{8,12})\b")
_TIME = re.compile(r"(?<!\d)(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d))?")
_LOG_TIME = re.compile(r"(?<!\d)(\d\d)/([A-Z][a-z]{2})/(\d{4}):(\d\d):(\d\d):(\d\d)")
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
_SENDING = re.compile(r"\bPOST\b.{0,12}/(?:s|api/surveys)/([a-z0-9-]+)")
_LONG_TEXT = 20
"""Characters of a text that nobody else is likely to have written."""

_FEW_RECORDS = 5
"""Records that agree with the answers day by day, below which it may be chance."""

_PEOPLE = {"respondents", "people", "at_least", "répondants", "personnes", "répondantes"}
"""What columns are called that count people who have something in common."""

_TOTALS = _PEOPLE | {"answers", "answered", "rated", "réponses (n)", "answers (n)"}
"""What columns are called that say of how many people something is told."""

_ALONE = {"count", "n", "nombre"}
"""What a count is called where no total stands beside it; else it may be any part of that."""

_CHANGING = re.compile(r"[-+]?[\d\s.,%]+|\d{4}-\d\d-\d\d.*")
"""Numbers and dates: what is counted keeps its name while they change."""


class Record(NamedTuple):
    """One line, object or row."""

    place: str
    """Of which file, and where in it."""
    cells: tuple[tuple[str, str], ...]
    """Names and what stands under them; a line of text has one, without a name."""

    @property
    def text(self) -> str:
        """Return all of it."""
        return " ".join(text for _, text in self.cells)


class Sent(NamedTuple):
    """What is known of one submission, so that it can be recognised."""

    survey: str
    arrival: int
    """Its place among the rows of the file."""
    day: date
    said: Mapping[str, frozenset[str]] = {}
    """By dimension: what its value may be called, in lower case."""


@dataclass(frozen=True)
class Known:
    """What the database holds that files may give away."""

    sent: Mapping[str, Sent]
    """By id, as text in lower case."""
    links: frozenset[str]
    """What is kept of the secrets of personal links."""
    hashed: Callable[[str], str]
    """What is kept of a secret."""
    texts: Mapping[str, str] = field(default_factory=dict)
    """By what somebody wrote, in lower case, if they alone did: the id of the answers."""


def by_file(name: str, records: Sequence[Record], known: Known) -> Iterator[Finding]:
    """Yield what the records of one file give away."""
    ids = [(record, each) for record in records for each in _ids(record, known)]
    if ids:
        number = len({each for _, each in ids})
        yield Finding(kind="id_in_file", place=ids[0][0].place, number=number)
    links = [record for record in records if _leads_to_link(record, known)]
    if links:
        yield Finding(kind="link_in_file", place=links[0].place, number=len(links))
    yield from _times(records, known)
    owners = [(record, _owner(record, known)) for record in records]
    belonging = [(record, known.sent[owner], owner) for record, owner in owners if owner]
    yield from _ordered(name, belonging)
    quoted = [record for record, sent, _ in belonging if _shows_who(record, sent)]
    if quoted:
        number = len(quoted)
        yield Finding(kind="quote_with_demographics", place=quoted[0].place, number=number)


def _ids(record: Record, known: Known) -> list[str]:
    return [each for each in map(str.lower, _UUID.findall(record.text)) if each in known.sent]


def _leads_to_link(record: Record, known: Known) -> bool:
    text = record.text
    kept = {each.lower() for each in _HASH.findall(text)}
    kept |= {known.hashed(token.lower()) for token in _LINK.findall(text)}
    return not known.links.isdisjoint(kept)


def _times(records: Sequence[Record], known: Known) -> Iterator[Finding]:
    """Yield when answers were sent: by requests that say so, or by a record for each answer."""
    surveys = {sent.survey for sent in known.sent.values()}
    sendings: dict[str, list[Record]] = defaultdict(list)
    days: dict[str, Counter[date]] = defaultdict(Counter)
    first: dict[str, Record] = {}
    for record in records:
        if moment := moment_in(record.text):
            if (sending := _SENDING.search(record.text)) and sending[1] in surveys:
                sendings[sending[1]].append(record)
            for survey in surveys & set(re.findall(r"[a-z0-9-]+", record.text)):
                days[survey][moment.date()] += 1
                first.setdefault(survey, record)
    for survey, some in sendings.items():
        place, number = some[0].place, len(some)
        yield Finding(kind="time_of_sending", place=place, survey=survey, number=number)
    for survey, found in days.items():
        answered = Counter(sent.day for sent in known.sent.values() if sent.survey == survey)
        if found == answered and found.total() >= _FEW_RECORDS and survey not in sendings:
            place, number = first[survey].place, found.total()
            yield Finding(kind="record_per_answer", place=place, survey=survey, number=number)


def moment_in(text: str) -> datetime | None:
    """Return the first time finer than a day that stands in a text, as it is written."""
    if (found := _TIME.search(text)) is not None:
        parts = [int(each or 0) for each in found.groups()]
    elif (found := _LOG_TIME.search(text)) is not None and found[2] in _MONTHS:
        month = _MONTHS.index(found[2]) + 1
        parts = [int(found[3]), month, int(found[1]), *map(int, found.group(4, 5, 6))]
    else:
        return None
    try:
        return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001 -- as it is written
    except ValueError:
        return None


def _owner(record: Record, known: Known) -> str | None:
    """Return whose answers a record holds, by an id or by words that they alone wrote."""
    ids = _ids(record, known)
    if len(set(ids)) == 1:
        return ids[0]
    texts = {known.texts.get(_plain(text)) for _, text in record.cells} - {None}
    return texts.pop() if len(texts) == 1 else None


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def lone_texts(written: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return of `(id, text)` those long enough that only one person wrote, by what they wrote."""
    owners: dict[str, set[str]] = defaultdict(set)
    for owner, text in written:
        if len(text) >= _LONG_TEXT:
            owners[_plain(text)].add(owner)
    return {text: min(some) for text, some in owners.items() if len(some) == 1}


def _ordered(name: str, belonging: Iterable[tuple[Record, Sent, str]]) -> Iterator[Finding]:
    """Yield a file whose records stand in the order in which answers came, and not of ids."""
    days: dict[tuple[str, date], list[tuple[float, float]]] = defaultdict(list)
    seen: set[str] = set()
    by_id: dict[tuple[str, date], list[str]] = defaultdict(list)
    for place, (_, sent, owner) in enumerate(belonging):
        if owner not in seen:
            seen.add(owner)
            days[sent.survey, sent.day].append((place, sent.arrival))
            by_id[sent.survey, sent.day].append(owner)
    told: list[Ranked] = [
        day for key, day in days.items() if by_id[key] not in (sorted(by_id[key]), [])
    ]
    if goes_with(told):
        yield Finding(kind="order_of_arrival", place=name, number=sum(map(len, told)))


def _shows_who(record: Record, sent: Sent) -> bool:
    """Whether words that one person wrote stand beside two things they said of themselves."""
    cells = {_plain(text) for _, text in record.cells}
    return sum(not cells.isdisjoint(names) for names in sent.said.values()) > 1


def by_counts(records: Sequence[Record], *, threshold: int) -> Iterator[Finding]:
    """Yield counts of a few people, and those between two records that are of the same."""
    few = [
        record
        for record in records
        for name, text in record.cells
        if _last(name) in _PEOPLE and (number := _number(text)) and number < threshold
    ]
    if few:
        yield Finding(kind="few_counted", place=few[0].place, number=len(few))
    before: dict[tuple[str, ...], int] = {}
    growing = []
    for record in records:
        for what, number in _counted(record):
            if 0 < abs(number - before.get(what, number)) < threshold:
                growing.append(record)
            before[what] = number
    if growing:
        yield Finding(kind="few_between_counts", place=growing[0].place, number=len(growing))


def _counted(record: Record) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each count of a record, with all that says what it is of."""
    names = {_last(name) for name, _ in record.cells}
    wanted = _TOTALS if names & _TOTALS else _ALONE
    words = tuple(
        f"{name}={text}"
        for name, text in record.cells
        if not (_CHANGING.fullmatch(text.strip()) or moment_in(text) or _UUID.search(text))
    )
    for name, text in record.cells:
        if _last(name) in wanted and (number := _number(text)) is not None:
            yield (*words, name), number


def _last(name: str) -> str:
    return name.rpartition(".")[2].strip().casefold()


def _number(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() else None


def between_copies(
    survey: str,
    answers: tuple[Collection[str], Collection[str]],
    used: tuple[Collection[str], Collection[str]],
    *,
    place: str,
    threshold: int,
) -> Iterator[Finding]:
    """Yield what two copies of the database tell by what came between them.

    Args:
        survey: Whose answers.
        answers: The ids in the earlier and in the later copy.
        used: The marks of used links, in both.
        place: The two copies.
        threshold: Fewest people behind anything that may be known.
    """
    came, turned = (len({*later} - {*earlier}) for earlier, later in (answers, used))
    if 0 < came < threshold:
        yield Finding(kind="answers_between_copies", place=place, survey=survey, number=came)
        if 0 < turned < threshold:
            yield Finding(kind="mark_between_copies", place=place, survey=survey, number=turned)
