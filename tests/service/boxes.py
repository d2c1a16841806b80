"""What commands say, read as people read it."""


def unboxed(output: str) -> str:
    """Return it on one line and without its box: where lines break depends on paths."""
    return " ".join(output.replace("│", " ").split())
