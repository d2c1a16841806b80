-- What is known of these personal links. One row per link that exists.
-- $hashes: list of hashes
select token_hash, survey, spent
from invitations
where token_hash in (select unnest($hashes::varchar[]))
