-- Ask for more than short memory in a way that no disk can help: before it refuses, DuckDB goes
-- through all that nobody uses.
select list(number) from range(1_000_000) numbers(number)
