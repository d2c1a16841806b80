"""What is said of goals, and that a benchmark that fails keeps no other from running."""

import pytest

from tests.benchmarks.__main__ import main
from tests.benchmarks.goals import Goal, as_json


@pytest.mark.parametrize(
    ("goal", "said"),
    [
        (
            Goal("rate over a peer", 2.46, least=2.5),
            "MISSED  rate over a peer: 2.46 (at least 2.5)",
        ),
        (Goal("rate over a peer", 2.5, least=2.5), "met     rate over a peer: 2.5 (at least 2.5)"),
        (Goal("seconds", 0.41, most=0.4), "MISSED  seconds: 0.41 (at most 0.4)"),
        (Goal("seconds", 0.4, most=0.4), "met     seconds: 0.4 (at most 0.4)"),
    ],
)
def test_a_goal_says_whether_it_is_met(goal: Goal, said: str) -> None:
    assert str(goal) == said
    assert as_json([goal])[0]["met"] is said.startswith("met")


def test_one_that_fails_is_named_and_the_next_runs(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["none_such", "neither"]) == 2
    assert capfd.readouterr().out.splitlines() == [
        "none_such: it failed (exit code 1)",
        "neither: it failed (exit code 1)",
    ]
