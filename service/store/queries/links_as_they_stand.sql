-- Personal links in the order in which they stand in the file, without nobody's. One row per link.
select survey, token_hash, spent
from invitations
where token_hash <> ''
order by rowid
