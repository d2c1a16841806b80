"""The image is built and run as docs/operations.md says, where podman can be.

No registry of images is asked: the base is made from the packages of this machine's own Debian.
"""

import shutil
import subprocess
import time
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import uuid4

import httpx
import msgspec
import pytest

from service.store.database import Database
from service.store.load import load
from tests.factories import make_bundle, make_submission, make_survey
from tests.live import free_port
from tests.load.files import stored

pytestmark = pytest.mark.long

ROOT = Path(__file__).parents[2]
BASE, IMAGE = "localhost/bilan-test-base", "localhost/bilan-test"
_OFFLINE = "[global]\nno-index = true\nfind-links = /wheels\n"
_INSIDE = (
    "--ulimit=nofile=8192:8192", "--ulimit=nproc=4096:4096", "--network=host", "--no-healthcheck",
)  # fmt: skip
"""What a container needs that runs inside of another, where there is no systemd."""


def run(*command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
    ran = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    assert not check or ran.returncode == 0, (command, ran.stdout[-2_000:], ran.stderr[-4_000:])
    return ran


@pytest.fixture(scope="module")
def podman(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, ...]]:
    """How to call a podman that has the image; what was made for it is removed."""
    missing = [each for each in ("podman", "mmdebstrap") if not shutil.which(each)]
    if missing:
        pytest.skip(f"without {' and '.join(missing)} no image can be built here")
    folder = tmp_path_factory.mktemp("image")
    places = ("sources.list", "sources.list.d/debian.sources")
    sources = [str(each) for name in places if (each := Path("/etc/apt") / name).exists()]
    packages = "--include=python3,python3-venv"
    run("mmdebstrap", "--variant=minbase", packages, "bookworm", f"{folder}/base.tar", *sources)
    run("podman", "import", f"{folder}/base.tar", BASE)
    wheels = folder / "wheels"
    requirements = str(ROOT / ".requirements" / "run.txt")
    run("pip", "download", "--require-hashes", "-r", requirements, "-d", str(wheels))
    (folder / "pip.conf").write_text(_OFFLINE, "ascii")
    run(
        "podman", "build", "--isolation=chroot", "--network=host", "--pull=never",
        "--build-arg", f"BASE={BASE}", "--volume", f"{wheels}:/wheels:ro",
        "--volume", f"{folder}/pip.conf:/etc/pip.conf:ro", "--format=docker", "--tag", IMAGE,
        str(ROOT),
    )  # fmt: skip
    try:
        yield _running()
    finally:  # also where nothing can be run
        run("podman", "rmi", "--force", IMAGE, BASE, check=False)


def _running() -> tuple[str, ...]:
    """Return how to call podman so that it runs the image."""
    said = ""
    for runtime in ((), ("--runtime=runc",)):
        podman = ("podman", *runtime)
        tried = run(*podman, "run", "--rm", *_INSIDE, "--entrypoint=true", IMAGE, check=False)
        if tried.returncode == 0:
            return podman
        said = tried.stderr.strip()[-300:]
    pytest.skip(f"podman runs nothing here: {said}")


class Contained(NamedTuple):
    podman: Sequence[str]
    name: str
    address: str
    data: Path

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return run(*self.podman, "exec", self.name, *command, check=check)


@pytest.fixture
def contained(podman: tuple[str, ...], tmp_path: Path) -> Iterator[Contained]:
    """The service in a container, with a file in which a survey is open."""
    data = tmp_path / "data"
    data.mkdir(mode=0o700)
    with Database(data / "bilan.duckdb") as database:
        load(database, make_bundle(surveys=(make_survey(closes_at=None),)), at=datetime.now(UTC))
    for each in (data, *data.iterdir()):
        shutil.chown(each, 10001, 10001)
    name, port = f"bilan-test-{uuid4()}", free_port()
    run(
        *podman, "run", "--detach", "--name", name, "--read-only", "--cap-drop=all",
        "--security-opt=no-new-privileges", *_INSIDE,
        "--volume", f"{data}:/data", "--env", f"BILAN_PORT={port}", "--env", "BILAN_HOST=127.0.0.1",
        IMAGE,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        _wait(address)
        yield Contained(podman, name, address, data)
    finally:
        run(*podman, "rm", "--force", name)


def _wait(address: str) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            if httpx.get(f"{address}/health").is_success:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise AssertionError("the service did not answer")


def test_a_normal_user_runs_it_and_can_write_to_data_alone(contained: Contained) -> None:
    for place in ("/", "/app", "/etc", "/usr", "/home"):
        assert contained.run("touch", f"{place}/written", check=False).returncode != 0, place
    status = contained.run("cat", "/proc/1/status").stdout
    lines = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)

    assert contained.run("id", "-u").stdout.strip() == "10001"
    assert set(lines["Uid"].split()) == {"10001"}
    assert lines["Umask"] == "0077"
    assert int(lines["CapEff"], 16) == 0
    assert lines["NoNewPrivs"] == "1"
    assert "bilan" in contained.run("cat", "/proc/1/cmdline").stdout  # it hears SIGTERM itself
    for tool in ("gcc", "make", "/app/bin/pip"):
        assert contained.run("sh", "-c", f"command -v {tool}", check=False).returncode != 0


def test_it_takes_answers_makes_backups_and_stops_in_order(contained: Contained) -> None:
    submission = make_submission(id=uuid4())
    sent = httpx.post(
        f"{contained.address}/api/surveys/printemps-2026/submissions",
        json=msgspec.to_builtins(submission),
    )
    backup = contained.run("bilan", "backup", "/data/all.backup")
    changed = run(*contained.podman, "diff", contained.name).stdout.split()
    run(*contained.podman, "stop", "--time", "20", contained.name)
    state = run(*contained.podman, "inspect", "--format", "{{.State.ExitCode}}", contained.name)
    left = {each.name for each in contained.data.iterdir()}

    assert sent.status_code == 201
    assert "all that were acknowledged" in backup.stdout
    assert changed in ([], ["C", "/etc"])  # where podman puts its own hosts and resolv.conf
    assert state.stdout.strip() == "0"
    assert left == {"bilan.duckdb", "all.backup"}
    assert submission.id in stored(contained.data / "bilan.duckdb")


def test_what_says_whether_it_is_well_says_so(contained: Contained) -> None:
    (step,) = (
        line
        for line in (ROOT / "Containerfile").read_text("utf-8").splitlines()
        if "/health" in line
    )
    command = msgspec.json.decode(step.strip().removeprefix("CMD "), type=list[str])

    assert contained.run(*command).returncode == 0
    gone = contained.run("env", "BILAN_PORT=9", *command, check=False)
    assert gone.returncode != 0
