-- How many attended each session of a cohort, of those of whom it is known which they attended.
-- One row per session.
with

known as (

    select enrolments.person
    from enrolments
    join roster on roster.cohort = enrolments.cohort and roster.person = enrolments.person
    left join (from attended where cohort = $cohort) as noted
        on noted.person = enrolments.person
    where enrolments.cohort = $cohort
    group by enrolments.person, roster.sessions_attended
    having count(noted.session) = roster.sessions_attended

)

select
    sessions.position as session,
    count(distinct attended.person) as attended,
    (select count(*) from known) as registered
from sessions
left join attended
    on attended.cohort = sessions.cohort
    and attended.session = sessions.position
    and attended.person in (select person from known)
where sessions.cohort = $cohort
group by sessions.position
order by sessions.position
