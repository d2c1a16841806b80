-- How many used links have each value of a column. One row per survey and value.
-- `{table}`, `{key}` (where the marks of links stand) and `{column}` are names in quotation marks.
select invitations.survey, kept.{column}::varchar as value, count(*) as links
from invitations
left join {table} as kept on kept.{key} = invitations.token_hash
where invitations.spent
group by all
