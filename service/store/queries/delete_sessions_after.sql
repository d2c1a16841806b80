-- Delete the sessions of a cohort after one of them.
-- $cohort: slug; $position: of the last that stays, from 1; 0: none stays
delete from sessions
where cohort = $cohort and position > $position
