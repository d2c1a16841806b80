-- What counts as having attended a session and completed the activity: surveys.roster.AttendanceRule
alter table activities add column rule struct(minutes double, percent double, sessions integer)
    default {'minutes': 0, 'percent': 0, 'sessions': null};

create table organisations (
    programme varchar not null,
    name      varchar not null,
    region    varchar not null,  -- a code of a question `region`, or words; empty: nobody said
    kind      varchar not null,
    primary key (programme, name)
);

create table people (  -- personal data, here alone: a row can go without a figure changing
    person uuid primary key,
    name   varchar not null,
    email  varchar not null
);

create table enrolments (  -- one row per person and cohort; no name, and no key that answers share
    cohort           varchar not null,
    person           uuid not null,
    organisation     varchar not null,  -- its name; empty: for themselves
    role             varchar not null,
    completed        boolean,           -- as somebody decided; null: as the rule says
    sessions_counted integer,           -- how many were attended, where nobody noted which
    primary key (cohort, person)
);

create table attendances (  -- who was there, before the rule says what counts
    cohort  varchar not null,
    session integer not null,  -- its position
    person  uuid not null,
    minutes double,            -- null: there, and nobody measured how long
    primary key (cohort, session, person)
);

insert into organisations
select activities.programme, roster.organisation, min(roster.region), ''
from roster
join cohorts on cohorts.slug = roster.cohort
join activities on activities.slug = cohorts.activity
where roster.organisation <> ''
group by all;

-- Who was the same person in two cohorts, and which sessions they attended, was never kept.
insert into enrolments
select cohort, gen_random_uuid(), organisation, role, completed, sessions_attended
from roster;

drop table roster;

-- What was attended by the rule. One row per person and session.
create view attended as
select
    attendances.cohort,
    attendances.session,
    attendances.person,
    least(coalesce(attendances.minutes, sessions.minutes), sessions.minutes) as minutes
from attendances
join sessions
    on sessions.cohort = attendances.cohort and sessions.position = attendances.session
join cohorts on cohorts.slug = attendances.cohort
join activities on activities.slug = cohorts.activity
where
    attendances.minutes is null
    or (
        attendances.minutes >= activities.rule.minutes
        and attendances.minutes * 100 >= activities.rule.percent * sessions.minutes
    );

-- Who is enrolled, and what they attended and completed by the rule. One row per person and cohort.
create view roster as
with

held as (

    select cohort, count(*) as sessions, avg(minutes) as minutes
    from sessions
    group by cohort

),

came as (

    select cohort, person, count(*) as sessions, sum(minutes) as minutes
    from attended
    group by cohort, person

),

counted as (

    select
        enrolments.*,
        coalesce(came.sessions, 0) as sessions_noted,
        greatest(sessions_noted, coalesce(enrolments.sessions_counted, 0)) as sessions_attended,
        coalesce(came.minutes, 0)
            + (sessions_attended - sessions_noted) * coalesce(held.minutes, 0) as minutes_attended,
        coalesce(activities.rule.sessions, held.sessions) as sessions_to_complete
    from enrolments
    join cohorts on cohorts.slug = enrolments.cohort
    join activities on activities.slug = cohorts.activity
    left join held on held.cohort = enrolments.cohort
    left join came on came.cohort = enrolments.cohort and came.person = enrolments.person

)

select
    cohort,
    person,
    organisation,
    role,
    sessions_attended,
    minutes_attended,
    coalesce(completed, sessions_attended >= sessions_to_complete, false) as completed
from counted;
