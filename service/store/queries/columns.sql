-- What tables that are not empty are made of; views hold nothing of their own.
-- One row per column.
select columns.table_name, columns.column_name, columns.data_type
from duckdb_columns() as columns
join duckdb_tables() as tables using (database_name, schema_name, table_name)
where database_name = current_database() and schema_name = 'main' and tables.estimated_size > 0
order by columns.table_name, columns.column_index
