-- How often each value of each item was given, by those of each slice.
-- One row per survey, slice, item and value; value null: how many submissions answered the item;
-- item null too: how many submissions there are. Slice null: who did not say.
-- $surveys: list of survey slugs; $dimension: a question's code, or "language"
with

parted as (

    select
        submission_id,
        survey,
        answers,
        if($dimension = 'language', language, answers::json ->> $dimension) as slice
    from submissions
    where survey in (select unnest($surveys::varchar[]))

),

coded as (

    select survey, slice, unnest(map_entries(answers::json::map(varchar, json))) as entry
    from parted

),

answers as (

    select
        survey,
        slice,
        entry.key as item,
        unnest(if(json_type(entry.value) = 'ARRAY', from_json(entry.value, '["VARCHAR"]'),
                  [entry.value ->> '$'])) as value
    from coded

)

select survey, slice, item, value, count(*) as answers
from answers
group by survey, slice, item, value

union all

select survey, slice, entry.key, null, count(*)
from coded
group by survey, slice, entry.key

union all

select parted.survey, parted.slice, comments.question, null, count(*)
from comments
join parted on parted.submission_id = comments.submission_id
group by parted.survey, parted.slice, comments.question

union all

select survey, slice, null, null, count(*)
from parted
group by survey, slice
