"""From numbers to drawings; one figure a file."""
