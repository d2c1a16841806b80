-- Store vectors of one model that are not there yet.
-- $rows: JSON list of {text_hash, vector}, in hexadecimal and in base64
insert into vectors by name
select unhex(row.text_hash) as text_hash, $model as model, from_base64(row.vector) as vector
from (
    select unnest(from_json($rows, '[{"text_hash": "VARCHAR", "vector": "VARCHAR"}]')) as row
)
where unhex(row.text_hash) not in (select text_hash from vectors where model = $model)
