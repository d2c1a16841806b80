"""A made-up programme that says so."""
