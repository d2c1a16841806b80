"""Emergence: what is new or growing."""
