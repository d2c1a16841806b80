"""What the register of confidentiality incidents holds of one, and how somebody types it.

The fields are those of section 7 of the Québec regulation on confidentiality incidents
(c. P-39.1, r. 2); the register is kept for five years (section 8), so nothing here is deleted.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal, TypeAlias

import msgspec

from surveys.texts import Text
from surveys.typed_fields import NotKept, TypedFields

Risk: TypeAlias = Literal["serious", "not_serious"]
"""Whether there is a risk of serious injury, as was concluded."""

RISKS: Final[tuple[Risk, ...]] = ("not_serious", "serious")
LONGEST: Final = 4_000
"""Characters of a field."""

_MISSING: Final = Text(
    fr="Écrivez ceci : la loi le demande.", en="Write this: the law asks for it."
)
_TOO_LONG: Final = Text(
    fr="Écrivez 4 000 caractères au plus.", en="Write 4,000 characters at most."
)
_LONG_AGO: Final = Text(
    fr="Écrivez l’année avec ses quatre chiffres, à partir de 2000.",
    en="Write the year with its four digits, from 2000 on.",
)
_TOLD_BEFORE: Final = Text(
    fr="Ce jour est avant celui où vous avez eu connaissance de l’incident.",
    en="This day is before the one on which you became aware of the incident.",
)
_FIRST_YEAR: Final = 2000
_TO_COME: Final = Text(fr="Ce jour est à venir.", en="This day is to come.")


class Incident(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of an incident; names nobody."""

    information: str
    """What personal information is concerned, or why that is not known."""
    circumstances: str
    happened: str
    """A day, a period, or about when."""
    known_on: date
    """When the organisation became aware of it."""
    people: str
    """How many are concerned, or about how many."""
    risk: Risk
    assessment: str
    """What led to conclude whether there is a risk of serious injury."""
    commission_on: date | None = None
    """When the Commission d'accès à l'information was told."""
    people_on: date | None = None
    """When those concerned were told."""
    public: str = ""
    """Public notices: which, when, why."""
    measures: str
    """What was done to reduce the risk, and so that it does not happen again."""


class _Typed(TypedFields):
    def long(self, field: str, *, required: bool = True) -> str:
        written = self.line(field).replace("\r\n", "\n")
        if required and not written:
            self.refuse(field, _MISSING)
        if len(written) > LONGEST:
            self.refuse(field, _TOO_LONG)
        return written

    def past(self, field: str, today: date) -> date:
        day = self.day(field, today)
        if day > today:
            self.refuse(field, _TO_COME)
        if day.year < _FIRST_YEAR:
            self.refuse(field, _LONG_AGO)
        return day

    def told(self, field: str, known_on: date, today: date) -> date | None:
        """Return when somebody was told of it; None: nobody was."""
        if not self.line(field):
            return None
        day = self.past(field, today)
        if day.year >= _FIRST_YEAR and day < known_on:
            self.refuse(field, _TOLD_BEFORE)
        return day


def incident_from_fields(fields: Mapping[str, str], today: date) -> Incident | NotKept:
    """Return what was typed, or why it is not kept."""
    typed = _Typed(fields, {"known_on": _MISSING})
    known_on = typed.past("known_on", today)
    incident = Incident(
        information=typed.long("information"),
        circumstances=typed.long("circumstances"),
        happened=typed.long("happened"),
        known_on=known_on,
        people=typed.long("people"),
        risk=typed.one_of("risk", RISKS, "serious"),
        assessment=typed.long("assessment"),
        commission_on=typed.told("commission_on", known_on, today),
        people_on=typed.told("people_on", known_on, today),
        public=typed.long("public", required=False),
        measures=typed.long("measures"),
    )
    return NotKept(tuple(typed.problems)) if typed.problems else incident


def fields_from_incident(incident: Incident) -> dict[str, str]:
    """Return the fields as they would be typed."""
    return {
        name: "" if value is None else str(value)
        for name, value in msgspec.structs.asdict(incident).items()
    }
