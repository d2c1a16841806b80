"""Agreement of people who read the same."""
