"""Who was in an online meeting, and when, as the tool that held it tells it."""
