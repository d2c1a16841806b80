import json
import random
from pathlib import Path

import msgspec
import pytest

from tests.analysis.themes.comments import EXAMPLES, PACE
from tests.analysis.themes.layers import layer
from tests.benchmarks.decisions_at_random import Decided
from tests.benchmarks.identity import main


def test_the_benchmark_tells_what_changes_and_that_decisions_are_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled = [*((text, "examples") for text in EXAMPLES), *((text, "pace") for text in PACE)]
    file = tmp_path / "planted.jsonl"
    file.write_text(
        "\n".join(
            json.dumps({"text": text, "label": label, "lang": "fr"}) for text, label in labelled
        ),
        encoding="utf-8",
    )

    main([str(file), "--n", "26", "--arrivals", "2", "--seeds", "1"])

    report = json.loads(capsys.readouterr().out)
    assert (report["file"], report["n"], report["arrivals"]) == ("planted", 26, 2)
    assert report["decided"]["decisions"] > 0
    assert report["decided"]["decisions_kept"] == 1
    for course in ("placing", "proposals", "refits", "cold"):
        assert 0 <= report[course]["left"] <= report[course]["changed"] <= 1


def test_a_decision_that_no_longer_holds_is_noticed() -> None:
    found = layer({1: 1, 2: 1, 3: 2, 4: 2, 5: 2})
    decided = Decided(random.Random(4))  # noqa: S311
    after = found
    while decided.made < 5:
        after = decided.decide(after)
    decided.look_at(after)
    assert decided.kept == 1

    numbers = [msgspec.structs.replace(theme, name=None, locked=True) for theme in after.themes]
    decided.look_at(msgspec.structs.replace(after, themes=tuple(numbers)))

    assert decided.kept < 1
