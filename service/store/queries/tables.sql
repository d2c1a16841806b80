-- What stands in the file. One row per table or view.
select table_name from information_schema.tables
