-- Who was at one session, and for how long. One row per person.
select person, minutes
from attendances
where cohort = $cohort and session = $session
