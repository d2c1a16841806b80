-- Store the ideas that were drawn for a second look.
-- $rows: JSON list of rows of second_look_ideas
insert into second_look_ideas by name
select unnest(
    from_json(
        $rows,
        '[{"look_id": "UUID", "position": "INTEGER", "submission_id": "UUID",
           "question": "VARCHAR", "start": "INTEGER", "finish": "INTEGER"}]'
    ),
    recursive := true
)
