-- Keep what is about to be told.
-- $rows: JSON list of tables
insert into told_tables by name
select unnest(from_json($rows, '[{
    "survey": "VARCHAR", "dimension": "VARCHAR", "item": "VARCHAR", "step": "INTEGER",
    "parts": "JSON"
}]'), max_depth := 2)
