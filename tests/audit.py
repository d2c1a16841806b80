"""`make audit`: what Bilan stands on was chosen, pinned and installed so, and is not known to fail.

Without a network: every requirement of both locks is one version with hashes and no address, what
is installed is that version, and each direct dependency has its reason in writing. Then pip-audit
asks for known vulnerabilities. Where it is told of none because nothing could be looked up, that
is said: it is no clean bill.
"""

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Mapping
from importlib.metadata import distributions
from pathlib import Path
from typing import Any, NamedTuple

from packaging.requirements import InvalidRequirement, Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
LOCKS = (".requirements/run.txt", ".requirements/dev.txt")
REASONS = "docs/decisions/dependencies.md"

_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}")
_LONGEST_SECONDS = 300


class Answer(NamedTuple):
    """What is known of what was asked for."""

    vulnerable: tuple[str, ...]
    looked_up: int
    asked: int


def pins(lock: str) -> Iterator[tuple[Requirement, list[str]]]:
    """Yield each requirement of a lock, and what stands after it.

    Raises:
        InvalidRequirement: a line is none, such as an option or an address.
    """
    joined = re.sub(r"\\\n\s*", " ", lock)
    for line in joined.splitlines():
        said = line.partition("#")[0].strip()
        if said:
            requirement, *rest = re.split(r"\s+(?=--)", said)
            yield Requirement(requirement), rest


def faults_of_lock(lock: str) -> Iterator[str]:
    """Yield what makes a lock less than one version of each, known by its bytes."""
    try:
        pinned = list(pins(lock))
    except InvalidRequirement as error:
        yield f"a line is no pinned requirement: {str(error).partition(chr(10))[0]}"
        return
    for requirement, rest in pinned:
        name, versions = requirement.name, list(requirement.specifier)
        if requirement.url:
            yield f"{name} is taken from an address"
        elif len(versions) != 1 or versions[0].operator != "==" or "*" in versions[0].version:
            yield f"{name} is not pinned to one version"
        elif not rest or not all(map(_HASH.fullmatch, rest)):
            yield f"{name} has no hash, or something else besides"


def faults_of_installation(lock: str, installed: Mapping[str, str]) -> Iterator[str]:
    """Yield what is installed in another version than the lock says, or is not."""
    for requirement, _ in pins(lock):
        if requirement.marker is not None and not requirement.marker.evaluate():
            continue
        there = installed.get(canonicalize_name(requirement.name))
        if there is None:
            yield f"{requirement.name} is not installed"
        elif not requirement.specifier.contains(there, prereleases=True):
            yield f"{requirement.name} is installed as {there}, pinned {requirement.specifier}"


def without_reason(project: Mapping[str, Any], reasons: str) -> Iterator[str]:
    """Yield each direct dependency that the table of reasons does not name."""
    rows = [line.split("|")[1] for line in reasons.splitlines() if line.startswith("| ")]
    named = {canonicalize_name(each) for row in rows for each in re.findall(r"[\w.-]+", row)}
    extras = project.get("optional-dependencies", {})
    for line in [*project["dependencies"], *(each for extra in extras.values() for each in extra)]:
        if canonicalize_name(Requirement(line).name) not in named:
            yield f"{Requirement(line).name} has no reason in {REASONS}"


def faults(root: Path = ROOT) -> list[str]:
    """Return all that is wrong without asking anybody."""
    found: list[str] = []
    for name in LOCKS:
        found += [f"{name}: {fault}" for fault in faults_of_lock((root / name).read_text("utf-8"))]
    if not found:
        there = {str(canonicalize_name(each.name)): each.version for each in distributions()}
        found += faults_of_installation((root / LOCKS[1]).read_text("utf-8"), there)
    project = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]
    return [*found, *without_reason(project, (root / REASONS).read_text("utf-8"))]


def answer_of(report: str) -> Answer:
    """Read what pip-audit says as JSON; what it cannot say counts as not looked up."""
    try:
        told = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return Answer((), 0, 0)
    looked_up = [each for each in told if "vulns" in each]
    vulnerable = tuple(
        f"{each['name']} {each['version']}: {vuln['id']}"
        + (f" (mended in {', '.join(vuln['fix_versions'])})" if vuln["fix_versions"] else "")
        for each in looked_up
        for vuln in each["vulns"]
    )
    return Answer(vulnerable, len(looked_up), len(told))


def sentence(answer: Answer) -> str:
    """Say what is known, and what is not."""
    if answer.vulnerable:
        return "Known vulnerabilities:\n" + "\n".join(f"  {each}" for each in answer.vulnerable)
    if not answer.looked_up:
        return (
            "NOT AUDITED: no vulnerability data could be had from here, of any package. "
            "Run `make audit` where the network has it."
        )
    left = answer.asked - answer.looked_up
    rest = f"; {left} could NOT be looked up" if left else ""
    return f"No known vulnerability in {answer.looked_up} packages{rest}."


def _asked() -> Answer:
    said = subprocess.run(  # noqa: S603 -- our own interpreter, the lock that stands beside
        [
            *(sys.executable, "-m", "pip_audit", "--requirement", str(ROOT / LOCKS[1])),
            *("--disable-pip", "--require-hashes", "--format", "json", "--progress-spinner", "off"),
        ],
        capture_output=True,
        text=True,
        timeout=_LONGEST_SECONDS,
        check=False,
    )
    return answer_of(said.stdout)


def main() -> int:
    """Return 1 if anything is wrong."""
    found = faults()
    sys.stdout.writelines(f"{fault}\n" for fault in found)
    try:
        answer = _asked()
    except subprocess.TimeoutExpired:
        answer = Answer((), 0, 0)
    sys.stdout.write(f"{sentence(answer)}\n")
    return 1 if found or answer.vulnerable else 0


if __name__ == "__main__":
    raise SystemExit(main())
