"""The image: built from what is pinned, run by a normal user, over a root that is read-only."""

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]


class Step(NamedTuple):
    stage: int
    """Which `FROM` it follows, from 1; 0 comes before all."""
    word: str
    rest: str


def steps() -> list[Step]:
    """Return the instructions of the Containerfile."""
    text = (ROOT / "Containerfile").read_text("utf-8")
    lines = re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).replace("\\\n", " ").splitlines()
    found, stage = [], 0
    for line in filter(str.strip, lines):
        word, _, rest = line.partition(" ")
        stage += word == "FROM"
        found.append(Step(stage, word, rest.strip()))
    return found


def of(word: str, stage: int | None = None) -> list[str]:
    return [each.rest for each in steps() if each.word == word and stage in {None, each.stage}]


LAST = max(each.stage for each in steps())


def test_it_runs_as_a_user_who_is_a_number_and_not_root() -> None:
    *_, user = of("USER", LAST)

    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", user)
    after = [each.word for each in steps()[[each.rest for each in steps()].index(user) :]]
    assert not {"RUN", "COPY"} & set(after)  # whatever is in it belongs to root


def test_all_that_is_installed_is_pinned_by_its_hash() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8")
    installs = re.findall(r"pip --python /app/bin/python install (.*)", text)

    assert len(installs) == 2
    assert "--require-hashes --requirement run.txt" in installs[0]
    assert "--no-deps --no-build-isolation ." in installs[1]
    assert not of("ADD")
    assert "://" not in text.replace("http://127.0.0.1", "")
    assert of("ARG") == ["BASE=python:3.11-slim-bookworm"]  # no registry is named
    assert set(of("FROM")) == {"${BASE} AS build", "${BASE}"}


def test_no_tool_that_builds_is_left_in_it() -> None:
    assert not [each for each in of("RUN", LAST) if re.search(r"\b(pip|apt|apt-get|gcc)\b", each)]
    assert of("COPY", LAST) == ["--from=build /app /app"]
    assert any("--without-pip /app" in each for each in of("RUN"))


def test_all_packages_are_copied_and_nothing_of_what_is_copied_is_ignored() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    packages = {
        each.rstrip("*") for each in project["tool"]["setuptools"]["packages"]["find"]["include"]
    }
    copied = {source for each in of("COPY") if "--from" not in each for source in each.split()[:-1]}
    ignored = (ROOT / ".containerignore").read_text("utf-8").splitlines()

    assert packages | {".requirements/run.txt", "pyproject.toml", "README.md"} == copied
    assert all((ROOT / each).exists() for each in copied)
    assert "*" in ignored
    assert {each[1:] for each in ignored if each.startswith("!")} == copied


def test_it_can_be_watched_and_stopped() -> None:
    (health,) = of("HEALTHCHECK")

    assert of("STOPSIGNAL") == ["SIGTERM"]
    assert "/health" in health
    assert of("CMD", LAST) == ['["serve"]']
    assert "umask 0077 && exec bilan" in of("ENTRYPOINT", LAST)[0]  # the shell is gone
