"""What is done again and again begins when it should, and ends when it is told to."""

import threading
import time

from service.repeated import Repeated

NEVER = 3_600.0
SOON = 0.01
AT_MOST = 10.0


def test_it_is_done_again_until_it_says_that_it_is_done() -> None:
    left, ended = iter((True, True, False)), threading.Event()

    def once() -> bool:
        again = next(left)  # a fourth time would raise
        if not again:
            ended.set()
        return again

    with Repeated("of a test", once, every_seconds=SOON):
        assert ended.wait(AT_MOST)
        time.sleep(5 * SOON)

    assert list(left) == []


def test_who_leaves_does_not_wait_for_the_next_time() -> None:
    done = threading.Event()
    began = time.monotonic()

    def once() -> bool:
        done.set()
        return True

    with Repeated("of a test", once, every_seconds=NEVER):
        pass

    assert not done.is_set()
    assert time.monotonic() - began < AT_MOST


def test_at_once_is_before_the_first_wait() -> None:
    begun = threading.Event()

    def once() -> bool:
        begun.set()
        return True

    with Repeated("of a test", once, every_seconds=NEVER, at_once=True):
        assert begun.wait(AT_MOST)


def test_who_leaves_waits_for_what_is_under_way() -> None:
    begun, ended = threading.Event(), threading.Event()
    calls = []

    def once() -> bool:
        calls.append(time.monotonic())
        begun.set()
        time.sleep(0.2)
        ended.set()
        return True

    with Repeated("of a test", once, every_seconds=SOON) as repeated:
        assert begun.wait(AT_MOST)
        repeated.stop()

    assert ended.is_set()
    assert len(calls) == 1  # nothing begins any more
