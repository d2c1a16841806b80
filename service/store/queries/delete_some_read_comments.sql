-- Forget some of what was read for one layer, before it is stored again.
-- $activity, $layer, $rows: JSON list of analysis.themes.results.ReadComment
delete from read_comments
using (
    select unnest(from_json($rows, '[{
        "submission_id": "UUID", "question": "VARCHAR"
    }]')) as row
) as changed
where
    read_comments.activity = $activity
    and read_comments.layer = $layer
    and read_comments.submission_id = changed.row.submission_id
    and read_comments.question = changed.row.question
