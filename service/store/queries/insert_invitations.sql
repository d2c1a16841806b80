-- Keep the hashes of new personal links, in their own order, which is random.
-- $hashes: list of hashes; $survey
insert into invitations (token_hash, survey, spent, left_out)
select made.token_hash, $survey, false, false
from (select unnest($hashes::varchar[]) as token_hash) as made
order by made.token_hash
