"""Attacks on what people are promised: each must fail, and succeed once a leak is planted."""
