"""The DuckDB file: one writer, many readers, every statement a file."""
