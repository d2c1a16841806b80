-- Ask DuckDB to do with next to nothing: it lets go all that nobody uses, and then refuses.
set memory_limit = '1B'
