"""The bilan itself: one sealed snapshot of released numbers, drawn as HTML and as PDF."""
