-- On which day each of these surveys reached its last whole step of answers.
-- One row per survey that reached one.
-- $surveys: list of survey slugs; $step: answers in a step
with

placed as (

    select
        survey,
        received_on,
        row_number() over (partition by survey order by received_on) as place
    from submissions
    where survey in (select unnest($surveys::varchar[]))

)

select survey, max(received_on) as reached_on
from placed
where place % $step = 0
group by survey
