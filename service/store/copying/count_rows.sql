-- How many rows a table has; `{table}` is its name. One row.
select count(*) from "{table}"
