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
        return day

    def past_or_none(self, field: str, today: date) -> date | None:
        return self.past(field, today) if self.line(field) else None


def incident_from_fields(fields: Mapping[str, str], today: date) -> Incident | NotKept:
    """Return what was typed, or why it is not kept."""
    typed = _Typed(fields, {"known_on": _MISSING})
    incident = Incident(
        information=typed.long("information"),
        circumstances=typed.long("circumstances"),
        happened=typed.long("happened"),
        known_on=typed.past("known_on", today),
        people=typed.long("people"),
        risk=typed.one_of("risk", RISKS, "serious"),
        assessment=typed.long("assessment"),
        commission_on=typed.past_or_none("commission_on", today),
        people_on=typed.past_or_none("people_on", today),
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
