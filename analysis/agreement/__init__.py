"""How far two people who read the same ideas put them in the same places."""
