"""What may be claimed of numbers, as values: the words stand in `dashboards.sentences`."""
