"""Which colour plays which part; the colours themselves stand in `static/style.css`.

A figure names a role and never a colour, so light, dark and print need no other
figure. Each role is a custom property `--<role>` there, and `--on-<role>` is the
colour of a number written on it. Favourable is blue-green and unfavourable
orange: the pair that stays apart for every common colour blindness.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Literal, TypeAlias, get_args

from surveys.questions import Scale, Side

Role: TypeAlias = Literal[
    "accent",
    "favourable-1",
    "favourable-2",
    "favourable-3",
    "neutral",
    "unfavourable-3",
    "unfavourable-2",
    "unfavourable-1",
]

ROLES: tuple[Role, ...] = get_args(Role)

_STRONGEST_FIRST: dict[Side, tuple[Role, ...]] = {
    "favourable": ("favourable-1", "favourable-2", "favourable-3"),
    "neutral": ("neutral",),
    "unfavourable": ("unfavourable-1", "unfavourable-2", "unfavourable-3"),
}


def scale_roles(scale: Scale) -> tuple[Role, ...]:
    """Return a role for each point of `scale`, in its order.

    The best point is the strongest favourable one, and the point farthest from it
    the strongest unfavourable one: both ends, where the best is in the middle.
    """
    codes = [point.code for point in scale.points]
    best = codes.index(scale.best) if scale.best else 0
    away = [abs(place - best) for place in range(len(codes))]
    roles = []
    for distance, point in zip(away, scale.points, strict=True):
        others = {d for d, p in zip(away, scale.points, strict=True) if p.side == point.side}
        strongest_first = sorted(others, reverse=point.side == "unfavourable")
        choice = _STRONGEST_FIRST[point.side]
        roles.append(choice[min(strongest_first.index(distance), len(choice) - 1)])
    return tuple(roles)


@cache
def light_colours() -> dict[str, str]:
    """Return each colour of the light style by the name of its custom property."""
    sheet = (files("dashboards") / "static" / "style.css").read_text("utf-8")
    light, _, _ = sheet.partition("prefers-color-scheme: dark")
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", light))
