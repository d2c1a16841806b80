-- Store the modules that themes are near to.
-- $rows: JSON list of analysis.themes.results.ModuleSuggested
insert into suggested_modules by name
select $activity as activity, row.*
from (
    select unnest(from_json($rows, '[{
        "theme": "INTEGER", "item": "VARCHAR", "nearness": "DOUBLE"
    }]')) as row
)
