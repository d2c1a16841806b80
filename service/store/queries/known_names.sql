-- The names that are known where an activity is given: of those on the rosters of its programme, of
-- their organisations, and of those who sign in. One row per name and what it names. $activity
with

programme as (select programme as slug from activities where slug = $activity),

enrolled as (

    select distinct people.name
    from people
    inner join enrolments using (person)
    inner join cohorts on cohorts.slug = enrolments.cohort
    inner join activities on activities.slug = cohorts.activity
    where activities.programme in (select slug from programme)

)

select 'person' as names, name from enrolled
union
select 'person' as names, name from users
union
select 'organisation' as names, name from organisations where programme in (select slug from programme)
order by names, name
