"""Whether two groups, or a row of cohorts, differ by more than chance would make them.

Computed and checked against published results; no page says a comparison yet.
"""
