"""Numbers from answers, each with its uncertainty; one score a file."""
