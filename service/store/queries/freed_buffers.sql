-- How many buffers DuckDB remembers, most of them freed long ago. One row.
select cast(sum(approximate_size) as bigint) as remembered
from duckdb_eviction_queues()
