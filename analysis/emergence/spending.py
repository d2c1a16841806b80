"""How much of the chance of a false alarm each look at a cohort may spend.

The successive looks share `ALARMS` between them: the j-th may spend a part of it that falls with
the cube of j. The parts add up to 1 over all j, however dependent the looks are (Bonferroni); most
is left to the first, because most cohorts are looked at once or twice.
"""

ALARMS = 0.05
"""Chance of any false alarm on a cohort in which nothing changed, over all looks at it."""

GROWN = 1.5
"""Growth of a cohort after which another look is worth what it spends."""

FEWEST_LOOKED_AT = 10
"""People of a cohort before it is looked at: of fewer, only what about half ask for would show."""

_ALL_PARTS = 1.2020569031595942
"""1 + 1/2³ + 1/3³ + …: Apéry's constant."""


def spent(look: int) -> float:
    """Return the chance of a false alarm that the `look`-th look may spend; the first is 1."""
    return ALARMS / (_ALL_PARTS * look**3)


def worth_a_look(people: int, looked_at: int) -> bool:
    """Return whether a cohort of which `looked_at` people were looked at has grown enough since.

    Each look makes the next one less sharp, so neither the first few answers nor a handful of
    late ones must spend one.
    """
    return people >= max(FEWEST_LOOKED_AT, GROWN * looked_at)
