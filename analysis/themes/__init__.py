"""From ideas to themes: vectors, groups, labels, quotes."""
