"""Whether two groups, or a row of cohorts, differ by more than chance would make them.

What may be said of it, given how much is compared, is decided in `analysis.claims`.
"""
