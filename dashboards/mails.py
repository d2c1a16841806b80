"""The e-mails that Bilan sends, as plain text.

Who reads them: somebody between two other e-mails, on a phone. What they must be able to do:
within five seconds, know whom it is from and what the one link in it is for; and be sure that
nothing happens if they leave it.
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple, TypeAlias

from dashboards.wording import Words
from surveys.texts import LANGUAGES, Language, Text

MailFault: TypeAlias = Literal[
    "unreachable", "slow", "clear", "certificate", "password", "sender", "recipient", "refused"
]
"""Why an e-mail did not leave: nobody listens; too long; no encryption; a certificate that nobody
trusts; user or password; the sender, or the recipient, is not wanted; anything else."""

_BETWEEN_LANGUAGES = "\n\n* * *\n\n"


class Mail(NamedTuple):
    to: str
    subject: str
    text: str


class LinkSent(NamedTuple):
    """A one-time link."""

    address: str
    """In full."""
    kind: Literal["invited", "reset"]
    hours: int


def mail_words(language: Language) -> Words:
    return Words("mails", language)


def link_mail(to: str, link: LinkSent, languages: Sequence[Language] = LANGUAGES) -> Mail:
    """Return what brings a one-time link, in the language of whom it is for, or in both."""
    return _mail(
        to,
        languages,
        link.kind,
        {language: {"address": link.address, "hours": link.hours} for language in languages},
    )


class Reminder(NamedTuple):
    """What a reminder is about."""

    title: Text
    """Of the questionnaire."""
    cohort: Text
    closes: Text
    """The day, in words."""
    personal: bool = True
    """Whether each has a link of their own."""


def reminder_mail(to: str, reminder: Reminder, link: str) -> Mail:
    """Return what reminds somebody of a survey, in both languages."""
    return _mail(
        to,
        LANGUAGES,
        "reminder" if reminder.personal else "everybody",
        {
            language: {
                "title": reminder.title[language],
                "cohort": reminder.cohort[language],
                "closes": reminder.closes[language],
                "address": link,
            }
            for language in LANGUAGES
        },
    )


def trial_mail(to: str) -> Mail:
    """Return what shows that e-mails arrive."""
    return _mail(to, LANGUAGES, "trial", {language: {} for language in LANGUAGES})


def fault_said(fault: MailFault, language: Language) -> str:
    """Return why an e-mail did not leave, and what to look at."""
    return mail_words(language)(f"fault_{fault}")


def _mail(
    to: str,
    languages: Sequence[Language],
    kind: str,
    values: dict[Language, dict[str, object]],
) -> Mail:
    """Return a text of each language, with the values it wants in that language."""
    subjects, texts = [], []
    for language in languages:
        said = mail_words(language)
        subjects.append(said(f"{kind}_subject", **values[language]))
        texts.append(said(f"{kind}_text", **values[language]).strip())
    return Mail(to, " / ".join(subjects), _BETWEEN_LANGUAGES.join(texts) + "\n")
