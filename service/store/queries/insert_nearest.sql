-- Store which themes ideas are nearest to.
-- $rows: JSON list of analysis.themes.results.IdeaNearest
insert into nearest_themes by name
select $activity as activity, row.*
from (
    select unnest(from_json($rows, '[{
        "submission_id": "UUID", "question": "VARCHAR", "start": "INTEGER", "themes": ["INTEGER"]
    }]')) as row
)
