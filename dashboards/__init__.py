"""How it looks: pure functions from results to figures and pages, in French and English."""
