"""What could be asked better in a questionnaire: rules, and the line each one points at."""
