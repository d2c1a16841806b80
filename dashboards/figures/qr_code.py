"""A QR code of an address: dark on light, with its quiet zone.

Error correction is M (15 % of the code may be hidden): a projector is a clean
surface, and a higher level would make smaller modules, which a phone at the back
of a room finds harder to read than a speck of dust.
"""

from io import BytesIO

import segno

QUIET_MODULES = 4
"""The margin that ISO/IEC 18004 asks for on every side, in modules."""

_PIXELS_A_MODULE = 32
"""A code of 29 modules is then 1,184 pixels wide: sharp at 10 cm and 300 dots an inch."""


def qr_svg(address: str) -> bytes:
    """Return an SVG as large as what it stands in, as a file or inside a page."""
    drawn = BytesIO()
    _code(address).save(
        drawn,
        kind="svg",
        border=QUIET_MODULES,
        dark="#000",
        light="#fff",
        xmldecl=False,
        svgclass=None,
        lineclass=None,
        omitsize=True,
        nl=False,
    )
    return drawn.getvalue()


def qr_png(address: str) -> bytes:
    """Return a PNG in black and white, for slides and paper."""
    drawn = BytesIO()
    _code(address).save(drawn, kind="png", border=QUIET_MODULES, scale=_PIXELS_A_MODULE)
    return drawn.getvalue()


def _code(address: str) -> segno.QRCode:
    return segno.make_qr(address, error="m", boost_error=False)
