"""The service as busy as the end of a webinar, and for long."""
