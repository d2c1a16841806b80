"""What may be claimed of numbers."""
