-- Store themes of one layer.
-- $rows: JSON list of analysis.themes.results.Theme
insert into themes by name
select $activity as activity, $layer as layer, row.*
from (
    select unnest(from_json($rows, '[{
        "number": "INTEGER", "label": {"fr": "VARCHAR", "en": "VARCHAR"},
        "words": ["VARCHAR"], "stability": "DOUBLE", "coherence": "DOUBLE",
        "name": {"fr": "VARCHAR", "en": "VARCHAR"}, "dismissed": "BOOLEAN", "confirmed": "BOOLEAN",
        "locked": "BOOLEAN", "origin": "VARCHAR"
    }]')) as row
)
