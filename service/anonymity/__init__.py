"""Attack the anonymity of those who answered, as somebody who holds everything would."""
