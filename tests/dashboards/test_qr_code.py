"""A QR code is read back, as a phone would, from the picture that is drawn."""

import re
import struct
import zlib
from xml.etree import ElementTree as ET

import pytest
import segno
import zxingcpp

from dashboards.figures.qr_code import QUIET_MODULES, qr_png, qr_svg

ADDRESSES = [
    "https://bilan.example.org/s/printemps-2026",
    "http://127.0.0.1:8000/s/a",
    f"https://{'sous-domaine.' * 6}example.org/s/{'x' * 64}",
]
UP = 2
"""The filter of a line that is written as its difference to the line above."""

address = pytest.mark.parametrize("address", ADDRESSES, ids=len)


def dark_pixels(png: bytes) -> list[list[bool]]:
    """Read a PNG of one bit a pixel, 0 being dark, whose lines are whole or repeat (ISO 15948)."""
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(png):
        (length,) = struct.unpack_from(">I", png, at)
        kind = png[at + 4 : at + 8]
        chunks[kind] = chunks.get(kind, b"") + png[at + 8 : at + 8 + length]
        at += 12 + length
    width, height, depth, colour = struct.unpack_from(">IIBB", chunks[b"IHDR"])
    assert (depth, colour) == (1, 0)
    raw = zlib.decompress(chunks[b"IDAT"])
    bytes_a_line = (width + 7) // 8
    above, pixels = bytes(bytes_a_line), []
    for row in range(height):
        start = row * (bytes_a_line + 1)
        line = raw[start + 1 : start + 1 + bytes_a_line]
        if raw[start] == UP:
            line = bytes((one + other) % 256 for one, other in zip(line, above, strict=True))
        else:
            assert raw[start] == 0
        pixels.append([not line[x // 8] >> (7 - x % 8) & 1 for x in range(width)])
        above = line
    return pixels


@address
def test_the_picture_is_read_back_as_the_address(address: str) -> None:
    pixels = dark_pixels(qr_png(address))
    grey = bytes(0 if dark else 255 for row in pixels for dark in row)

    (read,) = zxingcpp.read_barcodes(memoryview(grey).cast("B", (len(pixels), len(pixels[0]))))

    assert read.text == address
    assert read.format == zxingcpp.BarcodeFormat.QRCode
    assert read.ec_level == "M"


@address
def test_the_drawing_has_the_modules_of_the_picture(address: str) -> None:
    """Expand the strokes of the SVG, one a run of dark modules, and compare module by module."""
    svg = ET.fromstring(qr_svg(address))  # noqa: S314 -- our own
    size = int(svg.attrib["viewBox"].split()[2])
    ground, strokes = svg
    assert (ground.attrib["fill"], ground.attrib["d"]) == ("#fff", f"M0 0h{size}v{size}h-{size}z")
    dark, x, y = set(), 0.0, 0.0
    for command, first, second in re.findall(
        r"([Mmh])(-?[\d.]+)(?:[ ,]?(-?[\d.]+))?", strokes.attrib["d"]
    ):
        if command == "h":
            dark |= {(int(y), int(x) + step) for step in range(int(first))}
            x += int(first)
        else:
            base = (0.0, 0.0) if command == "M" else (x, y)
            x, y = base[0] + float(first), base[1] + float(second)

    pixels = dark_pixels(qr_png(address))
    scale = len(pixels) // size
    assert dark == {
        (row, column)
        for row in range(size)
        for column in range(size)
        if pixels[row * scale][column * scale]
    }


@address
def test_a_light_margin_of_four_modules_stands_around_the_code(address: str) -> None:
    pixels = dark_pixels(qr_png(address))
    modules = segno.make_qr(address, error="m", boost_error=False).symbol_size(border=0)[0]
    scale = len(pixels) // (modules + 2 * QUIET_MODULES)
    dark_rows = [row for row, line in enumerate(pixels) if any(line)]
    dark_columns = [column for column in range(len(pixels)) if any(r[column] for r in pixels)]

    assert dark_rows[0] == dark_columns[0] == 4 * scale
    assert dark_rows[-1] == dark_columns[-1] == len(pixels) - 4 * scale - 1


def test_the_picture_is_sharp_on_paper_and_light_to_send() -> None:
    assert len(dark_pixels(qr_png(ADDRESSES[0]))) >= 1_000
    assert len(qr_png(ADDRESSES[0])) < 10_000
    assert len(qr_svg(ADDRESSES[0])) < 6_000
