-- Every benchmark of a programme, in the order of entering. One row per benchmark.
select
    programme, activity, indicator, value, population, year, answers, definition, source, grade
from benchmarks
where programme = $programme
order by position
