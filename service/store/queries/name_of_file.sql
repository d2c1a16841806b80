-- What DuckDB calls the open file: one row.
select current_database()
