-- Enter benchmarks; what is there under the same key is replaced where it stands.
-- $rows: JSON list of surveys.facts.Benchmark, each with its key and, if it has
-- one, its place
with

given as (

    select from_json($rows, '[{
        "programme": "VARCHAR", "key": "VARCHAR", "activity": "VARCHAR",
        "indicator": "VARCHAR", "value": "DOUBLE",
        "population": {"fr": "VARCHAR", "en": "VARCHAR"}, "year": "INTEGER",
        "answers": "INTEGER", "definition": {"fr": "VARCHAR", "en": "VARCHAR"},
        "source": {"fr": "VARCHAR", "en": "VARCHAR"}, "grade": "VARCHAR", "position": "INTEGER"
    }]') as rows

),

numbered as (

    select unnest(rows) as row, generate_subscripts(rows, 1) as number
    from given

)

insert into benchmarks by name
select
    row.* exclude (position),
    coalesce(row.position, number + (select coalesce(max(position), 0) from benchmarks)) as position
from numbered
on conflict (programme, key) do update set
    value = excluded.value,
    population = excluded.population,
    year = excluded.year,
    answers = excluded.answers,
    definition = excluded.definition,
    source = excluded.source,
    grade = excluded.grade
