"""What we ask: programmes, questionnaires, surveys, and the submissions they accept."""
