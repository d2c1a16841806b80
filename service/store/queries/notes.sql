-- Every note of a programme, in the order of entering. One row per note.
select programme, activity, kind, title, text
from notes
where programme = $programme
order by position
