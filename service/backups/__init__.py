"""Backups: copied from the open file, packed, sealed, and read back."""
