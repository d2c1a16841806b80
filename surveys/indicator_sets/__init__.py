"""The indicators that Bilan ships, one set a file."""
