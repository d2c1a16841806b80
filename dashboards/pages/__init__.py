"""From results to what a page shows; one page a file."""
