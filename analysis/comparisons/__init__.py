"""Whether two groups, or a row of cohorts, differ by more than chance would make them."""
