"""Somebody who wants to know who said what, with everything that can be reached in hand."""
