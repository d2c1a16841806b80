"""What docs/operations.md has an administrator write and type."""

import re
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "operations.md").read_text("utf-8")


class Block(NamedTuple):
    kind: str
    """What it is written in: `sh`, `ini`, `nginx`, …"""
    path: str
    """The file that it is; empty: it is typed."""
    text: str


def blocks() -> list[Block]:
    found = []
    for kind, text in re.findall(r"^```(\w*)\n(.*?)^```", TEXT, re.MULTILINE | re.DOTALL):
        named = re.match(r"# (/\S+)\n", text)
        found.append(Block(kind, named[1] if named else "", text[named.end() :] if named else text))
    return found


def file(path: str) -> str:
    """Return what stands in a file that is to be written."""
    (text,) = (each.text for each in blocks() if each.path == path)
    return text


def typed() -> list[str]:
    """Return every command, one a line, without those who run it for somebody else."""
    lines = "".join(each.text for each in blocks() if each.kind == "sh" and not each.path)
    return [
        command.strip()
        for line in lines.splitlines()
        for command in re.split(r"&&|\|", line)
        if not re.match(r"[A-Z_]+=", command.strip())
    ]
