import json
import random
from collections import Counter
from pathlib import Path

import pytest

from tests.analysis.themes.comments import EXAMPLES, PACE
from tests.benchmarks.emergence import main, plant
from tests.benchmarks.labelled import Labelled

TEXTS = [Labelled(f"{label} {n}", label, "en") for label in "abcdefghij" for n in range(20)]


def chance(seed: int) -> random.Random:
    return random.Random(seed)  # noqa: S311


def test_what_is_planted_as_new_is_said_by_so_many_of_the_latest_cohort_and_nobody_before() -> None:
    spoken, planted = plant(TEXTS, "new_10", 50, 4, chance(1))

    assert Counter(said.cohort for said in spoken) == dict.fromkeys(range(4), 50)
    assert [said.cohort for said in spoken if said.text.label == planted] == [3] * 5


def test_growth_three_times_is_a_share_three_times_as_large_in_the_latest_cohort_alone() -> None:
    spoken, planted = plant(TEXTS, "growth_3", 4_000, 3, chance(2))
    shares = Counter(said.cohort for said in spoken if said.text.label == planted)

    assert [shares[cohort] / 4_000 for cohort in range(3)] == pytest.approx(
        [0.1, 0.1, 0.3], abs=0.02
    )


def test_a_text_comes_again_only_once_all_of_its_label_were_used() -> None:
    spoken, planted = plant(TEXTS, "stable", 100, 2, chance(3))
    times = Counter(said.text for said in spoken)
    by_label = {label: {times[t] for t in TEXTS if t.label == label} for label in "abcdefghij"}

    assert planted is None
    assert all(max(counts) - min(counts) <= 1 for counts in by_label.values())


def test_drift_moves_shares_and_a_stable_mix_does_not() -> None:
    def spread(scenario: str) -> float:
        spoken, _ = plant(TEXTS, scenario, 4_000, 6, chance(4))
        last = Counter(said.text.label for said in spoken if said.cohort == 5)
        return max(last.values()) / min(last.values())

    assert spread("stable") < 1.4 < spread("drift")


def test_the_benchmark_finds_what_everybody_asks_anew(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    labelled = [*((text, "examples") for text in EXAMPLES), *((text, "pace") for text in PACE)]
    file = tmp_path / "planted.jsonl"
    lines = [json.dumps({"text": text, "label": label, "lang": "fr"}) for text, label in labelled]
    file.write_text("\n".join(lines), encoding="utf-8")

    arguments = ["--size", "40", "--cohorts", "3", "--sims", "1", "--scenarios", "new_20"]
    main([str(file), *arguments])

    report = json.loads(capsys.readouterr().out)
    assert (report["file"], report["size"], report["scenario"]) == ("planted", 40, "new_20")
    assert (report["recall"], report["precision"]) == (1.0, 1.0)
    assert report["naive"].keys() == {"any_alarm", "alarms", "recall", "precision"}
