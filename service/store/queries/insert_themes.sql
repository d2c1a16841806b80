-- Store the themes of one run.
-- $rows: JSON list of analysis.themes.results.Theme with its rank
insert into themes by name
select
    $activity as activity,
    row.rank,
    row.label,
    row.words,
    row.ideas,
    row.stability
from (
    select unnest(from_json($rows, '[{
        "rank": "INTEGER", "label": {"fr": "VARCHAR", "en": "VARCHAR"}, "words": ["VARCHAR"],
        "ideas": "INTEGER", "stability": "DOUBLE"
    }]')) as row
)
