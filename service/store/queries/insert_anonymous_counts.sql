-- Keep what is left of a survey.
-- $rows: JSON list of cells
insert into anonymous_counts by name
select unnest(from_json($rows, '[{
    "survey": "VARCHAR", "dimension": "VARCHAR", "said": "VARCHAR", "item": "VARCHAR",
    "value": "VARCHAR", "answers": "BIGINT"
}]'), max_depth := 2)
