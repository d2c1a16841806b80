"""What docs/operations.md promises: the image, the units, the proxies, the commands."""
