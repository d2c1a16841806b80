"""What a person is told of an import, in sentences."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from service.formats.collected import Collected
from service.formats.import_rows import UnreadableRow
from service.formats.mapping import MappingUnusable
from service.formats.readers import choices
from surveys.bundle import Bundle
from surveys.questionnaire import Questionnaire, items


def mapping_lines(unusable: MappingUnusable) -> Iterator[str]:
    """Say what is wrong with a mapping, under the place where it is wrong."""
    yield f"{unusable.name} cannot be used:"
    by_place: defaultdict[str, list[str]] = defaultdict(list)
    for problem in unusable.problems:
        by_place[problem.place].append(problem.reason)
    for place, reasons in by_place.items():
        yield f"  {place}:" if len(reasons) > 1 else f"  {place}: {reasons[0]}"
        yield from (f"    {reason}" for reason in reasons if len(reasons) > 1)


def unreadable_lines(rows: Sequence[UnreadableRow]) -> Iterator[str]:
    """Say which rows can't be read and why; rows with the same reason share a line."""
    by_reason: defaultdict[tuple[str, str | None, str], list[int]] = defaultdict(list)
    for row in sorted(rows):
        for fault in row.faults:
            by_reason[row.file, fault.column, fault.reason].append(row.line)
    for (file, column, reason), lines in by_reason.items():
        where = f"column “{column}”: " if column else ""
        yield f"  {file}, {_lines(lines)}: {where}{reason.rstrip('.')}."


def note_lines(collected: Collected, notes: Iterable[str]) -> Iterator[str]:
    """Say what was decided on the way, so that nothing is lost unseen."""
    yield from notes
    by_file: defaultdict[str, list[int]] = defaultdict(list)
    for row in collected.blank:
        by_file[row.file].append(row.line)
    for file, lines in by_file.items():
        yield f"{file}, {_lines(lines)}: no question is answered, so there is nothing to import."
    if collected.repeated:
        yield f"{collected.repeated} row(s) stand in two of the files; each is kept once."
    for rule, count in sorted(collected.settled.items()):
        yield f"{rule}, {count} time(s)."


def preview_lines(questionnaire: Questionnaire, bundle: Bundle) -> Iterator[str]:
    """Show the cohorts with their counts, and each question with its distribution."""
    surveys = {survey.cohort: survey.slug for survey in bundle.surveys}
    counts = Counter(submission.survey for submission in bundle.submissions)
    yield f"Programme “{bundle.programme.name.en}”, activity “{bundle.activities[0].name.en}”"
    yield ""
    yield f"Cohorts: {len(bundle.cohorts)}"
    for cohort in bundle.cohorts:
        count = counts[surveys[cohort.slug]]
        yield f"  {count:>6}  {cohort.name.en} ({cohort.starts_on} to {cohort.ends_on})"
    yield ""
    yield "Questions:"
    for question in questionnaire.questions:
        known = choices(questionnaire, question)
        for item in items(question):
            yield f"  {item}: {_distribution(item, list(known), bundle)}"


def _distribution(item: str, codes: Sequence[str], bundle: Bundle) -> str:
    comments = sum(item in submission.comments for submission in bundle.submissions)
    if comments:
        return f"{comments} comments"
    values = [
        submission.answers[item] for submission in bundle.submissions if item in submission.answers
    ]
    if not values:
        return "no answers"
    counts = Counter(
        code for value in values for code in (value if isinstance(value, list) else [value])
    )
    ordered: Sequence[str | float] = codes or sorted(counts, key=_by_size)
    parts = ", ".join(f"{code} {counts[code]}" for code in ordered)
    return f"{len(values)} answers: {parts}"


def _by_size(value: str | float) -> tuple[float, str]:
    return (0, value) if isinstance(value, str) else (value, "")


def _lines(lines: Iterable[int]) -> str:
    """Write line numbers, neighbours as a range: "lines 3, 7–9"."""
    ranges: list[list[int]] = []
    for line in sorted(set(lines)):
        if ranges and line == ranges[-1][1] + 1:
            ranges[-1][1] = line
        else:
            ranges.append([line, line])
    written = [str(first) if first == last else f"{first}–{last}" for first, last in ranges]
    return f"line {written[0]}" if written == [str(ranges[0][0])] else f"lines {', '.join(written)}"
