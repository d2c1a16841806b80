-- How often each value of each item was given.
-- One row per survey, item and value; value null: how many submissions answered the item.
-- $surveys: list of survey slugs
with

coded as (

    select survey, unnest(map_entries(answers::json::map(varchar, json))) as entry
    from submissions
    where survey in (select unnest($surveys::varchar[]))

),

answers as (

    select
        survey,
        entry.key as item,
        unnest(if(json_type(entry.value) = 'ARRAY', from_json(entry.value, '["VARCHAR"]'),
                  [entry.value ->> '$'])) as value
    from coded

)

select survey, item, value, count(*) as answers
from answers
group by survey, item, value

union all

select survey, entry.key, null, count(*)
from coded
group by survey, entry.key

union all

select survey, question, null, count(*)
from comments
where survey in (select unnest($surveys::varchar[]))
group by survey, question
