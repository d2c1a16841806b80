"""What it means: pure functions from tallies and comments to results that may be shown."""
