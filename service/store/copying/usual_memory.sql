-- Let DuckDB have as much memory as it takes by itself.
reset memory_limit
