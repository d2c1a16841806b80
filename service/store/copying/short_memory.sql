-- Let DuckDB have next to no memory: it lets go some of what nobody uses.
set memory_limit = '4MB'
