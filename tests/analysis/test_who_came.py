"""What a report means: who was there, how long, and whether it counts."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

import pytest

from analysis.attendance import Presence, Window
from analysis.who_came import HeldSession, WhoCame, attends, who_came
from surveys.programme import Session
from surveys.roster import AttendanceRule, Person
from surveys.texts import Text

DAY = date(2026, 3, 24)
SESSION = Session(
    cohort="cohorte-1", position=2, title=Text(fr="Deux", en="Two"), held_on=DAY, minutes=120
)
ZOE = Person(person=UUID(int=1), name="Zoé Tremblay")
LUC = Person(person=UUID(int=2), name="Luc Roy")
EVE = Person(person=UUID(int=3), name="Ève Lê")
ONE = datetime.combine(DAY, time(13))


def there(name: str, start: float, end: float, *, days: int = 0) -> Presence:
    began = ONE + timedelta(days=days)
    return Presence(
        name, start=began + timedelta(minutes=start), end=began + timedelta(minutes=end)
    )


def meant(*presences: Presence, rule: AttendanceRule | None = None, **held: object) -> WhoCame:
    session = HeldSession(session=SESSION, rule=rule or AttendanceRule(), **held)  # type: ignore[arg-type]
    return who_came(presences, session, [ZOE, LUC, EVE])


def minutes(found: WhoCame) -> dict[str, float | None]:
    return {each.person.name: each.minutes for each in found.came}


@pytest.mark.parametrize(
    ("minutes", "rule", "counts"),
    [
        (None, AttendanceRule(minutes=60, percent=100), True),
        (60, AttendanceRule(minutes=60), True),
        (59.99, AttendanceRule(minutes=60), False),
        (60, AttendanceRule(percent=50), True),
        (59.99, AttendanceRule(percent=50), False),
        (80, AttendanceRule(minutes=30, percent=70), False),
        (0.5, AttendanceRule(), True),
    ],
)
def test_the_rule_decides_what_counts(
    minutes: float | None, rule: AttendanceRule, *, counts: bool
) -> None:
    assert attends(minutes, rule, SESSION) == counts


def test_everybody_in_a_report_is_somewhere() -> None:
    found = who_came(
        [
            there("Luc Roy", 0, 70),
            there("iPhone de Luc", 60, 80),
            there("Zoé Tremblay", -30, -5),
            there("Ève Lê", 0, 60, days=7),
            there("Inconnu", 0, 60),
            there("Animation", 0, 60),
        ],
        HeldSession(
            session=SESSION,
            rule=AttendanceRule(percent=60),
            meeting=Window(ONE, ONE + timedelta(hours=2)),
        ),
        [ZOE, LUC, EVE],
        {("Animation", ""): None},
    )

    assert minutes(found) == {"Luc Roy": 80}
    assert [each.attended for each in found.came] == [True]
    assert [each.way for each in found.came[0].names] == ["name", "part"]
    assert [each.person for each in found.outside] == [ZOE]
    assert [each.name for each in found.other_days] == ["Ève Lê"]
    assert [each.shown.name for each in found.unrecognised] == ["Inconnu"]
    assert [each.name for each in found.nobody] == ["Animation"]


def test_the_start_that_a_human_says_comes_before_that_of_the_report() -> None:
    wide = Window(ONE - timedelta(hours=1), ONE + timedelta(hours=3))

    assert minutes(meant(there("Luc Roy", -60, 180), meeting=wide)) == {"Luc Roy": 240}
    assert minutes(meant(there("Luc Roy", -60, 180), starts=time(13))) == {"Luc Roy": 120}


def test_a_session_that_was_moved_is_read_on_the_day_of_the_report() -> None:
    found = meant(there("Luc Roy", -60, 180, days=7), starts=time(13))

    assert found.day == DAY + timedelta(days=7)
    assert minutes(found) == {"Luc Roy": 120}


def test_a_session_over_midnight_is_of_its_day() -> None:
    found = meant(there("Luc Roy", 600, 700), there("Zoé Tremblay", 665, 720))

    assert found.day == DAY
    assert minutes(found) == {"Zoé Tremblay": 55, "Luc Roy": 100}


def test_lengths_without_times_are_of_any_day_and_no_longer_than_the_session() -> None:
    found = meant(Presence("Luc Roy", minutes=90), Presence("Luc Roy (2)", minutes=90))

    assert found.day is None
    assert minutes(found) == {"Luc Roy": 120}
