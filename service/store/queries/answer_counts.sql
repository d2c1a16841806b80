-- How often each value of each item was given, by everybody and by those who said one thing.
-- One row per survey, dimension, said, item and value. Dimension null: everybody. Value null: how
-- many submissions answered the item; item empty too: how many there are. Said empty: who did not.
-- Dimension "all": by all that people said at once, as a list; only who answered, and who with what
-- is not counted as an answer.
-- $surveys: list of survey slugs
with

sent as (

    select
        submission_id,
        survey,
        language,
        answers::json as answers,
        if(json_type(answers::json, '$.role') = 'VARCHAR', answers::json ->> '$.role', '') as role,
        if(json_type(answers::json, '$.region') = 'VARCHAR', answers::json ->> '$.region', '')
            as region
    from submissions
    where survey in (select unnest($surveys::varchar[]))

),

coded as (

    select
        survey, role, region, language,
        unnest(map_entries(answers::map(varchar, json))) as entry
    from sent

),

cells as (

    select
        survey, role, region, language,
        entry.key as item,
        unnest(if(json_type(entry.value) = 'ARRAY', from_json(entry.value, '["VARCHAR"]'),
                  [entry.value ->> '$'])) as value
    from coded

    union all

    select survey, role, region, language, entry.key, null
    from coded

    union all

    select sent.survey, sent.role, sent.region, sent.language, comments.question, null
    from comments
    join sent on sent.submission_id = comments.submission_id

    union all

    select survey, role, region, language, '', null
    from sent

),

counted as ( -- small: what follows reads it four times

    select survey, role, region, language, item, value, count(*) as answers
    from cells
    group by all

)

select survey, dimension, said, item, value, answers
from anonymous_counts
where survey in (select unnest($surveys::varchar[]))

union all

select
    survey,
    case grouping(role, region, language)
        when 3 then 'role'
        when 5 then 'region'
        when 6 then 'language'
    end as dimension,
    coalesce(role, region, language, '') as said,
    item,
    value,
    sum(answers)::bigint as answers
from counted
group by grouping sets (
    (survey, item, value),
    (survey, role, item, value),
    (survey, region, item, value),
    (survey, language, item, value)
)

union all

select
    survey,
    'all' as dimension,
    json_array(role, region, language)::varchar as said,
    item,
    value,
    answers
from counted
where value is null or value = 'not_applicable'
