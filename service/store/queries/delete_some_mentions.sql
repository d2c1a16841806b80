-- Forget some ideas of one layer, before they are stored again.
-- $activity, $layer, $rows: JSON list of analysis.themes.results.Mention
delete from mentions
using (
    select unnest(from_json($rows, '[{
        "submission_id": "UUID", "question": "VARCHAR", "start": "INTEGER"
    }]')) as row
) as changed
where
    mentions.activity = $activity
    and mentions.layer = $layer
    and mentions.submission_id = changed.row.submission_id
    and mentions.question = changed.row.question
    and mentions.start = changed.row.start
