"""Each import contract breaks when it is violated, and holds as things are."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("surveys", "analysis", "dashboards", "service")
NAMES = [
    contract["name"]
    for contract in tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"][
        "importlinter"
    ]["contracts"]
]
LINT = "from importlinter.cli import lint_imports_command; lint_imports_command()"

VIOLATIONS = {
    "Data flows one way": [("surveys/texts.py", "import analysis.inputs")],
    "Only service does I/O": [("analysis/intervals.py", "import socket")],
    "Pages hold only what the gate released": [("dashboards/style.py", "import analysis.inputs")],
    "Entry points stand on jobs and pages": [("service/store/sql.py", "import service.web.home")],
    "Scores and themes stand on": [("analysis/themes/results.py", "import analysis.scores.share")],
    "Pages are made of figures": [("dashboards/style.py", "import dashboards.pages.problem")],
    "Rules stand on questionnaires": [("surveys/texts.py", "import surveys.form")],
    "No import cycles": [
        ("service/web/home.py", "import service.web.jobs"),
        ("service/web/jobs.py", "import service.web.home"),
    ],
}


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    for package in PACKAGES:
        shutil.copytree(
            ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__")
        )
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    return tmp_path


def lint(folder: Path) -> str:
    """Return what import-linter reports of the packages in `folder`."""
    return subprocess.run(  # noqa: S603 -- our own interpreter
        [sys.executable, "-c", LINT, "--no-cache"],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PATH": "", "COLUMNS": "200"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout


def test_every_contract_holds(copy: Path) -> None:
    report = lint(copy)

    assert "BROKEN" not in report
    assert report.count("KEPT") == len(NAMES)


def test_every_contract_has_a_violation_here() -> None:
    assert all(any(name.startswith(start) for start in VIOLATIONS) for name in NAMES)


@pytest.mark.parametrize("contract", VIOLATIONS)
def test_a_violation_breaks_its_contract(copy: Path, contract: str) -> None:
    for file, statement in VIOLATIONS[contract]:
        with (copy / file).open("a", encoding="utf-8") as source:
            source.write(f"\n{statement}\n")

    broken = [line for line in lint(copy).splitlines() if line.endswith("BROKEN")]

    assert [line for line in broken if line.startswith(contract)]


@pytest.mark.parametrize(("package", "contract"), [("surveys", "Rules"), ("service", "Entry")])
def test_a_module_without_a_place_breaks_its_contract(
    copy: Path, package: str, contract: str
) -> None:
    (copy / package / "misc.py").write_text('"""Without a place."""\n', "utf-8")

    report = lint(copy)

    assert [line for line in report.splitlines() if line.startswith(contract) and "BROKEN" in line]
    assert "misc" in report
