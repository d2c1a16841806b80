"""Testimonials: told outside only where as many people answered as a public number needs."""

import pytest

from analysis.disclosure.testimonials import Testimonial as Written
from analysis.disclosure.testimonials import release_testimonials

ONE = Written("fin-1", "fr", "Cette formation a changé notre façon de travailler.")
OTHER = Written("fin-2", "en", "We finally have a plan that the whole team believes in.")


def test_a_testimonial_of_a_survey_that_nine_people_answered_is_not_told() -> None:
    assert release_testimonials([ONE, OTHER], {"fin-1": 10, "fin-2": 9}) == (ONE,)


def test_a_testimonial_of_a_survey_nobody_counted_is_not_told() -> None:
    assert release_testimonials([ONE], {}) == ()


def test_the_threshold_is_raised_never_lowered_below_that_inside() -> None:
    assert release_testimonials([ONE], {"fin-1": 10}, threshold=11) == ()
    with pytest.raises(ValueError, match="never lowered"):
        release_testimonials([ONE], {"fin-1": 10}, threshold=4)
