-- What one column holds: ids of answers, marks of personal links, people of a roster, times finer
-- than a day. One row. `{table}` and `{column}` are names in quotation marks; $uuid, $hash and $time
-- are regular expressions.
with

texts as (

    select lower({column}::varchar) as text
    from {table}
    where {column} is not null

),

ids as (

    select distinct unnest(regexp_extract_all(text, $uuid)) as id
    from texts

),

marks as (

    select distinct unnest(regexp_extract_all(text, $hash)) as mark
    from texts

)

select
    (
        select count(*)
        from ids
        where id in (
            select submission_id::varchar from submissions
            union all
            select submission_id::varchar from erased
        )
    ) as answers,
    (select count(*) from marks where mark in (select token_hash from invitations)) as links,
    (select count(*) from ids where id in (select person::varchar from enrolments)) as people,
    (select count(*) from texts where regexp_full_match(text, $time)) as times
