"""What an attack found: a kind, a place, and how many people it is about; never what they said."""

from typing import Literal, TypeAlias, get_args

import msgspec

Attack: TypeAlias = Literal["individualisation", "correlation", "inference"]
"""The three of the Québec regulation on anonymisation: telling somebody apart from the others;
connecting data about one person; concluding what somebody said."""

ATTACKS: tuple[Attack, ...] = get_args(Attack)

Kind: TypeAlias = Literal[
    "time_beside_answers",
    "time_in_id",
    "id_kept_elsewhere",
    "id_in_file",
    "time_of_sending",
    "record_per_answer",
    "order_of_arrival",
    "answers_between_copies",
    "answers_beside_links",
    "answers_beside_people",
    "mark_on_links",
    "order_of_links",
    "link_in_file",
    "mark_between_copies",
    "recovered_by_sums",
    "recovered_by_search",
    "few_counted",
    "few_between_counts",
    "quote_with_demographics",
    "one_role_quoted",
]

ATTACK_OF: dict[Kind, Attack] = {
    "time_beside_answers": "individualisation",
    "time_in_id": "individualisation",
    "id_kept_elsewhere": "individualisation",
    "id_in_file": "individualisation",
    "time_of_sending": "individualisation",
    "record_per_answer": "individualisation",
    "order_of_arrival": "individualisation",
    "answers_between_copies": "individualisation",
    "answers_beside_links": "correlation",
    "answers_beside_people": "correlation",
    "mark_on_links": "correlation",
    "order_of_links": "correlation",
    "link_in_file": "correlation",
    "mark_between_copies": "correlation",
    "recovered_by_sums": "inference",
    "recovered_by_search": "inference",
    "few_counted": "inference",
    "few_between_counts": "inference",
    "quote_with_demographics": "inference",
    "one_role_quoted": "inference",
}


class Finding(msgspec.Struct, frozen=True, kw_only=True):
    """Something that tells of somebody what it should not."""

    kind: Kind
    place: str
    """Where it stands: a table and its column, a file and its line, a survey and its item."""
    survey: str = ""
    """Whose answers; empty where it is not about one survey."""
    number: int = 0
    """How many people, records or answers it is about."""

    @property
    def attack(self) -> Attack:
        """Return what somebody would do with it."""
        return ATTACK_OF[self.kind]


class Tried(msgspec.Struct, frozen=True, kw_only=True):
    """What was tried, whatever came of it."""

    attack: Attack
    survey: str
    """Empty: all at once."""
    what: str
    times: int
