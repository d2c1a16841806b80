"""Files in and out: exports of other tools, and how their columns map to questions."""
