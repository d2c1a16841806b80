"""An audit in words, for a terminal."""

from collections.abc import Iterator

from analysis.attacker.findings import ATTACKS
from service.anonymity.audit import Audit, SurveyAttacked


def printed(audit: Audit) -> str:
    """Return what was tried and found, what was found last."""
    return "\n".join(_lines(audit))


def _lines(audit: Audit) -> Iterator[str]:
    yield f"{audit.database}: {audit.answers:,} answers in {len(audit.surveys)} surveys."
    for attack in ATTACKS:
        tried = [f"{each.times:,} {each.what}" for each in audit.tried if each.attack == attack]
        if attack == "inference":
            groups = sum(each.tried for each in audit.surveys)
            tried.append(f"{groups:,} choices of groups and exact searches")
        found = sum(each.attack == attack for each in audit.found)
        yield f"{attack}: {found or 'nothing'} found. Tried: {', '.join(tried)}."
    yield ""
    yield from map(_survey, audit.surveys)
    for each in audit.found:
        yield ""
        yield f"{each.attack}: {each.sentence}"
        yield f"  {each.advice}"


def _survey(survey: SurveyAttacked) -> str:
    found = [f"{attack} {number}" for attack, number in survey.found.items() if number]
    return (
        f"{survey.survey}: {survey.answers:,} answers, {survey.tried:,} tried, "
        f"{', '.join(found) or 'nothing'} found"
    )
