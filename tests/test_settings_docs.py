"""docs/settings.md says what the code does."""

import re
from pathlib import Path

import msgspec
import pytest

from service.settings import PREFIX, Settings, SettingsUnusable

ROOT = Path(__file__).parent.parent
ROWS = dict(
    re.findall(
        r"^\| `(BILAN_\w+)` \| (\S+) \|",
        (ROOT / "docs" / "settings.md").read_text("utf-8"),
        re.MULTILINE,
    )
)


def test_every_setting_is_documented_with_its_default() -> None:
    defaults = {
        f"{PREFIX}{name.upper()}": f"`{value}`" if value != "" else "empty"
        for name, value in msgspec.structs.asdict(Settings()).items()
    }

    assert defaults == ROWS


def test_settings_come_from_prefixed_variables() -> None:
    settings = Settings.from_environment(
        {"BILAN_PORT": "9000", "BILAN_DATABASE": "/data/b.duckdb", "HOME": "/root"}
    )

    assert settings == Settings(port=9000, database="/data/b.duckdb")


@pytest.mark.parametrize(
    ("variable", "value", "named"),
    [
        ("BILAN_PORT", "ninety", "BILAN_PORT"),
        ("BILAN_PORT", "99999", "BILAN_PORT"),
        ("BILAN_PROT", "9000", "BILAN_PROT"),
        ("BILAN_LARGEST_GROUP", "0", "BILAN_LARGEST_GROUP"),
        ("BILAN_LARGEST_SUBMISSION", "-4", "BILAN_LARGEST_SUBMISSION"),
        ("BILAN_SIGN_IN_HOURS", "99999999999", "BILAN_SIGN_IN_HOURS"),
        ("BILAN_HOST", "", "BILAN_HOST is empty"),
        ("BILAN_HOST", " ", "BILAN_HOST is empty"),
        ("BILAN_DATABASE", "", "BILAN_DATABASE"),
        ("BILAN_DATABASE", ":memory:", "BILAN_DATABASE"),
        ("BILAN_DATABASE", ":memory:bilan", "BILAN_DATABASE"),
        ("BILAN_EMBEDDER", " ", "BILAN_EMBEDDER is empty"),
        ("BILAN_COMPUTE", "10.0.0.5:8786", "BILAN_COMPUTE is no address like dask://"),
        ("BILAN_COMPUTE", "https://10.0.0.5:8786", "BILAN_COMPUTE"),
        ("BILAN_COMPUTE", "dask://", "BILAN_COMPUTE"),
        ("BILAN_COMPUTE", "dask://10.0.0.5:8786/a", "BILAN_COMPUTE"),
        ("BILAN_PUBLIC_URL", "bilan.example.org", "BILAN_PUBLIC_URL"),
        ("BILAN_PUBLIC_URL", "ftp://bilan.example.org", "BILAN_PUBLIC_URL"),
        ("BILAN_PUBLIC_URL", "https://", "BILAN_PUBLIC_URL"),
        ("BILAN_PUBLIC_URL", "https://bilan.example.org?a=b", "BILAN_PUBLIC_URL"),
        ("BILAN_PUBLIC_URL", "https://bilan.example.org/#a", "BILAN_PUBLIC_URL"),
        ("BILAN_PUBLIC_URL", "https://bilan.example.org:port", "BILAN_PUBLIC_URL"),
        ("BILAN_PUBLIC_URL", "https://me:secret@bilan.example.org", "BILAN_PUBLIC_URL"),
        ("BILAN_PUBLIC_URL", "https://bilan example.org", "BILAN_PUBLIC_URL"),
        ("BILAN_PUBLIC_URL", "https://[bilan", "BILAN_PUBLIC_URL"),
    ],
)
def test_what_cannot_be_used_is_named(variable: str, value: str, named: str) -> None:
    with pytest.raises(SettingsUnusable, match=named):
        Settings.from_environment({variable: value})


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost:8000",
        "https://bilan.example.org/",
        "https://bilan.example.org:8443/sondages",
        "http://[::1]:8000",
    ],
)
def test_an_address_that_can_be_opened_is_taken(address: str) -> None:
    settings = Settings.from_environment({"BILAN_PUBLIC_URL": address})

    assert settings.address == address.rstrip("/")


def test_the_address_is_the_public_one_where_there_is_one() -> None:
    assert Settings(port=8001).address == "http://127.0.0.1:8001"
    assert Settings(host="::1").address == "http://[::1]:8000"
    assert Settings(public_url="https://bilan.example.org/").address == "https://bilan.example.org"
