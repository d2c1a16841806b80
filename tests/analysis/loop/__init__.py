"""Content changes and their verdicts."""
