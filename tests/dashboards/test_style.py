import re
from importlib.resources import files

import pytest

from dashboards.style import ROLES, scale_roles
from surveys.questions import Point, Scale, Side
from surveys.texts import Text
from tests.dashboards.examples import PACE, SATISFACTION


def sheet(name: str) -> str:
    return (files("dashboards") / "static" / name).read_text("utf-8")


def custom_properties(rules: str) -> dict[str, str]:
    """Return the colours that `rules` name."""
    return dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", rules))


_SHEET = sheet("style.css")
LIGHT, DARK_ONLY = map(custom_properties, _SHEET.split("prefers-color-scheme: dark"))
DARK = LIGHT | DARK_ONLY

READ = 4.5
"""Least contrast of a text (WCAG 2.2, success criterion 1.4.3, level AA)."""

SEEN = 3.0
"""Least contrast of a mark that carries meaning (1.4.11)."""


def contrast(one: str, other: str) -> float:
    """WCAG 2.2: (lighter + 0.05) / (darker + 0.05), of relative luminances."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def shaded(shade: str, ground: str) -> str:
    """Return the colour of a shade, whose last two digits say how much of it, over a ground."""
    part = int(shade[7:], 16) / 255
    mixed = (
        round(int(shade[at : at + 2], 16) * part + int(ground[at : at + 2], 16) * (1 - part))
        for at in (1, 3, 5)
    )
    return "#" + "".join(f"{each:02x}" for each in mixed)


SHADES = re.findall(r"--shade: (#[0-9a-f]{8})", _SHEET)


@pytest.mark.parametrize(
    ("colours", "shade"), [(LIGHT, SHADES[0]), (DARK, SHADES[1])], ids=["light", "dark"]
)
@pytest.mark.parametrize("ground", ["ground", "paper"])
@pytest.mark.parametrize("text", ["ink", "muted", "accent"])
def test_words_can_be_read_where_the_shadow_of_a_wide_table_is_deepest(
    text: str, ground: str, colours: dict[str, str], shade: str
) -> None:
    assert contrast(colours[text], shaded(shade, colours[ground])) >= READ


def test_contrast_is_computed_as_the_guideline_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("text", "ground"),
    [
        *((text, ground) for text in ("ink", "muted", "accent") for ground in ("ground", "paper")),
        *((f"on-{role}", role) for role in ROLES),
        ("on-notice", "notice"),
        ("on-alarm", "alarm"),
        ("ink", "favourable-2"),  # counts on the cells of the chart of themes
        ("ink", "soft"),
        ("paper", "ink"),  # what a chart says when one points at it
    ],
)
def test_every_text_can_be_read(colours: dict[str, str], text: str, ground: str) -> None:
    assert contrast(colours[text], colours[ground]) >= READ


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("mark", ["accent", "reach", "favourable-1", "unfavourable-1"])
def test_every_mark_can_be_seen(colours: dict[str, str], mark: str) -> None:
    assert contrast(colours[mark], colours["paper"]) >= SEEN


@pytest.mark.parametrize("role", ROLES)
def test_every_role_has_a_colour_in_the_light_and_in_the_dark(role: str) -> None:
    assert f"    --{role}:" in _SHEET.split("prefers-color-scheme: dark")[1]
    assert f"  --{role}:" in _SHEET.split("prefers-color-scheme: dark")[0]
    assert f".fill-{role} " in _SHEET


def test_four_points_run_from_the_strongest_favourable_to_the_strongest_unfavourable() -> None:
    assert scale_roles(SATISFACTION) == (
        "favourable-1",
        "favourable-2",
        "unfavourable-2",
        "unfavourable-1",
    )


def test_a_scale_that_is_best_in_the_middle_is_strong_at_both_ends() -> None:
    assert scale_roles(PACE) == ("unfavourable-1", "favourable-1", "unfavourable-1")


def _scale(*sides: Side) -> Scale:
    return Scale(
        code="scale",
        points=tuple(
            Point(code=f"point_{place}", text=Text("x", "x"), side=side)
            for place, side in enumerate(sides)
        ),
    )


def test_a_scale_read_from_the_bad_end_has_the_same_colours_the_other_way_round() -> None:
    sides: tuple[Side, ...] = (
        "favourable",
        "favourable",
        "neutral",
        "unfavourable",
        "unfavourable",
    )

    forwards = scale_roles(_scale(*sides))

    assert forwards[2] == "neutral"
    assert scale_roles(_scale(*reversed(sides))) == tuple(reversed(forwards))


def test_a_long_scale_runs_out_of_shades_but_not_of_colours() -> None:
    good: tuple[Side, ...] = ("favourable",) * 5
    bad: tuple[Side, ...] = ("unfavourable",) * 2

    assert scale_roles(_scale(*good, *bad)) == (
        "favourable-1",
        "favourable-2",
        "favourable-3",
        "favourable-3",
        "favourable-3",
        "unfavourable-2",
        "unfavourable-1",
    )
