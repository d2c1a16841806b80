"""docs/operations.md can be followed: its commands, settings, units and messages are there."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from configparser import RawConfigParser
from pathlib import Path

import pytest
import rich_click as click

from service.__main__ import main
from service.settings import Settings
from tests.operations.written import ROOT, TEXT, blocks, file, typed

_IN_FULL = "/srv/bilan/.venv/bin/bilan"

UNITS = ("bilan.service", "bilan-backup.service", "bilan-backup.timer")


def commands() -> Iterator[list[str]]:
    """Yield the words after `bilan`, of what is typed, started by a unit, and named in the text."""
    inline = re.findall(r"`(bilan [a-z][^`]*)`", TEXT.replace("\n", " "))
    started = re.findall(r"^ExecStart=(.*)", TEXT, re.MULTILINE)
    for line in (*typed(), *inline, *started):
        words = shlex.split(line.replace("…", "").removeprefix("podman exec bilan "))
        if _IN_FULL in words:
            yield words[words.index(_IN_FULL) + 1 :]
        elif words[:1] == ["bilan"]:
            yield words[1:]


def test_every_command_is_one_of_ours_with_its_options() -> None:
    seen = set()
    for words in commands():
        command: click.Command = main
        for name in words:
            if isinstance(command, click.Group):
                one = command.get_command(click.Context(command), name)
                assert one is not None, words
                command = one
                seen.add(name)
        options = {each for one in command.params for each in (*one.opts, *one.secondary_opts)}
        assert {word for word in words if word.startswith("--")} <= options, words
    assert {"serve", "backup", "restore", "account", "audit", "mail", "report"} <= seen


def test_every_setting_in_a_file_is_one_of_ours() -> None:
    given = dict(
        re.findall(
            r"^(BILAN_\w+)='?([^'\n]*)'?$",
            "".join(each.text for each in blocks() if each.kind == "sh"),
            re.MULTILINE,
        )
    )
    settings = Settings.from_environment(given)

    assert settings.address == "https://bilan.example.org"
    assert settings.sends_mail
    assert settings.oidc_issuer


def analysed(*how: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 -- our own files
        ["systemd-analyze", *how],  # noqa: S607 -- wherever it is
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="without systemd nothing can tell")
def test_systemd_takes_the_units_and_finds_the_service_shut_in(tmp_path: Path) -> None:
    for unit in UNITS:
        text = file(f"/etc/systemd/system/{unit}").replace(
            "/srv/bilan/.venv/bin/bilan", "/bin/true"
        )
        (tmp_path / unit).write_text(text, "utf-8")
    paths = [str(tmp_path / unit) for unit in UNITS]
    verified = analysed("verify", *paths)
    exposed = analysed("security", "--offline=true", "--threshold=18", paths[0])

    assert (verified.returncode, verified.stderr) == (0, "")
    assert exposed.returncode == 0, exposed.stdout[-300:]  # 1.8 of 10 at most


@pytest.mark.parametrize("unit", UNITS)
def test_units_agree_on_user_settings_and_what_can_be_written(unit: str) -> None:
    parsed = RawConfigParser(strict=False)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(file(f"/etc/systemd/system/{unit}"))

    assert parsed["Unit"]["Description"].startswith(("Bilan", "Backup of Bilan"))
    if unit.endswith(".service"):
        service = parsed["Service"]
        assert (service["User"], service["UMask"]) == ("bilan", "0077")
        assert service["EnvironmentFile"] == "/etc/bilan/bilan.env"
        assert service["ProtectSystem"] == "strict"


def test_the_container_unit_is_as_shut_in_as_the_command() -> None:
    parsed = RawConfigParser(strict=False)
    parsed.optionxform = str  # type: ignore[assignment,method-assign]
    parsed.read_string(
        file("/etc/containers/systemd/bilan.container").replace("Environment=", "E=")
    )
    container = parsed["Container"]
    (command,) = (each for each in typed() if each.startswith("podman run --detach"))

    assert container["ReadOnly"] == "true"
    assert container["NoNewPrivileges"] == "true"
    assert container["DropCapability"] == "all"
    for flag in ("--read-only", "--cap-drop=all", "--security-opt=no-new-privileges"):
        assert flag in command.split()
    assert container["PublishPort"] in command
    assert container["Volume"] in command


def test_every_message_of_the_table_is_one_that_is_said() -> None:
    said = "".join(
        re.sub(r'"\s*f?"', "", path.read_text("utf-8")) for path in (ROOT / "service").rglob("*.py")
    )
    table = TEXT.partition("## Something is wrong")[2].partition("\n## ")[0]
    quoted = [
        part.strip()
        for row in re.findall(r"^\| ([^|]+) \|", table, re.MULTILINE)
        for message in re.findall(r"`([^`]+)`|\"([^\"]+)\"", row)
        for part in "".join(message).split("…")
    ]
    parts = [each for each in quoted if " " in each and "127.0.0.1" not in each]

    assert len(parts) > 5
    assert [each for each in parts if each not in said] == []


def test_every_part_that_is_pointed_to_is_there() -> None:
    headings = re.findall(
        r"^#+ (.*)$", re.sub(r"```.*?```", "", TEXT, flags=re.DOTALL), re.MULTILINE
    )
    anchors = {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}
    pointed = re.findall(r"\]\(#([^)]*)\)", TEXT)
    elsewhere = [
        anchor
        for path in (ROOT / "docs").rglob("*.md")
        for anchor in re.findall(r"operations\.md#([\w-]+)", path.read_text("utf-8"))
    ]

    assert pointed
    assert set(pointed) | set(elsewhere) <= anchors
