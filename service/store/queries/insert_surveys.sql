-- Create surveys that are not there yet.
-- $rows: JSON list of surveys.survey.Survey, times in UTC without a zone
insert into surveys by name
select unnest(from_json($rows, '[{
    "slug": "VARCHAR", "cohort": "VARCHAR", "questionnaire": "VARCHAR", "version": "INTEGER",
    "opens_at": "TIMESTAMP", "closes_at": "TIMESTAMP", "promise": "VARCHAR",
    "eligible": "INTEGER", "kept_days": "INTEGER"
}]'), max_depth := 2)
on conflict do nothing
